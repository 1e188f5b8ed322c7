-- Several signers of one request (FRM-9).
alter table applications.draft
  -- whose representative signs for whom, as the applicant chose: a signer's id by the IIN of the represented
  add column representation jsonb not null default '{}',
  -- set while signatures are gathered: until when. The draft does not change meanwhile.
  add column signing_until timestamptz;
create index draft_signing on applications.draft (signing_until) where signing_until is not null;

-- Who is asked to sign a request, by IIN: an account is not needed to be invited. `request_id` is the draft's id, which the application takes
-- over; after sending it is how a signer finds what was signed.
create table applications.invitation (
  request_id uuid not null,
  iin text not null,
  state text not null check (state in ('invited', 'signed', 'declined', 'withdrawn')),
  -- why it was declined or withdrawn
  reason text,
  invited_at timestamptz not null,
  viewed_at timestamptz,
  primary key (request_id, iin)
);
create index invitation_of_person on applications.invitation (iin, invited_at desc);

-- The signatures of a request with several signers, each over the same bytes, with the evidence to verify it years later (EDS-LTV). The
-- applicant's moves to `request` when it is sent; the others stay here.
create table applications.signature (
  request_id uuid not null,
  iin text not null,
  cms bytea not null,
  evidence bytea not null,
  signer_serial text not null,
  signed_at timestamptz not null,
  stamped boolean not null,
  primary key (request_id, iin)
);

-- What happened while signatures were gathered; goes into the history when the request is sent (PRO-10).
create table applications.signing_event (
  draft_id uuid not null references applications.draft (id) on delete cascade,
  position integer generated always as identity,
  at timestamptz not null,
  actor jsonb not null,
  event jsonb not null,
  primary key (draft_id, position)
);
