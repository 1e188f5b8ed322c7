-- What a consumer without an ЭЦҚ says later at the counter that took the request: an answer to an enquiry, a withdrawal, a complaint (APP-9).
-- Who stood there and which paper originals were seen, where the answer was put together at a counter.
alter table applications.enquiry
  add column counter jsonb,
  -- When a counter touched it last: what is never sent does not stay.
  add column counter_touched_at timestamptz;
create index enquiry_at_counter on applications.enquiry (counter_touched_at)
  where answered_at is null and counter_touched_at is not null;

-- A paper statement of the consumer, scanned, and signed by who took it, byte for byte. Its scans are held by its id in `documents`.
create table applications.statement (
  id uuid primary key,
  application_id uuid not null references applications.application (id),
  kind text not null check (kind in ('withdrawal', 'complaint')),
  -- Who stood at the counter; null until it is known.
  visitor text check (visitor in ('consumer', 'representative')),
  text text not null default '',
  touched_at timestamptz not null,
  -- Final with the signature.
  officer_id uuid,
  signed_at timestamptz,
  signed_bytes bytea,
  cms bytea,
  evidence bytea,
  signer_serial text
);
create index statement_of_application on applications.statement (application_id);
create unique index statement_open on applications.statement (application_id, kind) where signed_at is null;
create index statement_unsigned on applications.statement (touched_at) where signed_at is null;

-- Drafts of counters that were never sent are found by when somebody touched them last.
create index draft_at_counter_touched on applications.draft (updated_at) where officer_id is not null;
