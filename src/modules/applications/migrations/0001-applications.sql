-- What a person has begun and not sent: can be continued on any device (APP-1). Its files are held by its id in `documents`, and stay held
-- by the application, which takes the draft's id over.
create table applications.draft (
  id uuid primary key,
  account_id uuid not null,
  service text not null,
  regulation_version integer not null,
  answers jsonb not null default '{}',
  -- what the registries said of the person, and when (APP-2)
  known jsonb not null default '{}',
  known_at timestamptz,
  -- pages of the form that were filled correctly, in any order
  done_pages text[] not null default '{}',
  -- what was reviewed: the contents from which the bytes to sign are made; emptied by every change
  prepared jsonb,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index draft_one on applications.draft (account_id, service);

-- A signed request and where it stands. The id is the draft's: one draft becomes one application, whatever is repeated (APP-7).
create table applications.application (
  id uuid primary key,
  number text unique,
  service text not null,
  regulation_version integer not null,
  channel text not null,
  account_id uuid,
  consumer_iin text not null,
  consumer_name text not null,
  body_id uuid not null,
  locale text not null,
  -- the process as the engine knows it, and for queues what is awaited and of whom
  state jsonb not null,
  status text not null,
  awaits text,
  holder_id uuid,
  taken_at timestamptz,
  sent_at timestamptz not null,
  registered_at timestamptz,
  due_at timestamptz,
  -- from when officers are warned: a third of the working time is left
  near_at timestamptz,
  decided_at timestamptz,
  document_id uuid,
  version integer not null default 1
);
create index application_of_person on applications.application (account_id, sent_at desc);
create index application_queue on applications.application (body_id, due_at, id) where awaits is not null;
create index application_holder on applications.application (holder_id, due_at) where awaits is not null;
create index application_decided on applications.application (body_id, decided_at desc) where decided_at is not null;
create index application_iin on applications.application (body_id, consumer_iin);
-- The database's own locale is C, which knows no Kazakh capitals.
create index application_name on applications.application (body_id, lower(consumer_name collate "und-x-icu") text_pattern_ops);

-- What was signed, byte for byte, with its signature and the evidence to verify it years later (APP-5, EDS-LTV).
create table applications.request (
  application_id uuid primary key references applications.application (id),
  contents jsonb not null,
  signed_bytes bytea not null,
  cms bytea not null,
  evidence bytea not null,
  signer_serial text not null,
  signed_at timestamptz not null
);

-- The history: appended, never changed, each event chained to the one before (PRO-10).
create table applications.event (
  application_id uuid not null references applications.application (id),
  position integer not null,
  at timestamptz not null,
  kind text not null,
  actor jsonb not null,
  facts jsonb not null,
  hash text not null,
  primary key (application_id, position)
);
create function applications.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the history is only appended to';
end $$;
create trigger event_is_final before update or delete on applications.event
  for each row execute function applications.refuse_change();

-- The officer's work on a decision: what was checked, what was written, who sent it to whom.
create table applications.preparation (
  application_id uuid primary key references applications.application (id),
  -- marks of the check list, by required document: ok or not
  checks jsonb not null default '{}',
  output text,
  officer_values jsonb not null default '{}',
  grounds text[] not null default '{}',
  prepared_by uuid,
  prepared_at timestamptz,
  -- the facts as they were sent for signature; what the signatory sees is what is printed
  facts jsonb,
  sent_at timestamptz,
  -- made for the signature and waiting for it
  document_id uuid,
  -- number of the certificate that stands on it
  document_serial text,
  returned_reason text
);
