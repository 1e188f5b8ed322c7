-- While the consumer was asked for more, the clock stands from here on (APP-9).
alter table applications.application add column paused_at timestamptz;
-- By how many days the deadline was extended, of those that the regulation allows.
alter table applications.application add column extended_days integer not null default 0;
-- Told to the head, once for a deadline: a new deadline is told anew (PRO-8).
alter table applications.application add column near_told_at timestamptz;
alter table applications.application add column missed_told_at timestamptz;
create index application_near_untold on applications.application (near_at)
  where near_told_at is null and awaits in ('officer', 'signatory');
create index application_missed_untold on applications.application (due_at)
  where missed_told_at is null and awaits in ('officer', 'signatory');

-- What an officer asked of the consumer, and the signed answer, byte for byte. Files of the answer are held by its id in `documents`.
create table applications.enquiry (
  id uuid primary key,
  application_id uuid not null references applications.application (id),
  asked_by uuid not null,
  asked_at timestamptz not null,
  text text not null,
  -- which of the required documents are wanted
  documents text[] not null,
  -- what the consumer has written so far; final with the signature
  answer text not null default '',
  answered_at timestamptz,
  signed_bytes bytea,
  cms bytea,
  evidence bytea,
  signer_serial text
);
create index enquiry_of_application on applications.enquiry (application_id, asked_at);
-- One is answered before the next is asked.
create unique index enquiry_open on applications.enquiry (application_id) where answered_at is null;

-- Officers' notes for each other; nothing of them reaches the consumer.
create table applications.note (
  id uuid primary key,
  application_id uuid not null references applications.application (id),
  officer_id uuid not null,
  at timestamptz not null,
  text text not null
);
create index note_of_application on applications.note (application_id, at);

-- A complaint about a refusal: one for each application, answered by the head (APP-9).
create table applications.complaint (
  application_id uuid primary key references applications.application (id),
  body_id uuid not null,
  filed_at timestamptz not null,
  text text not null,
  answered_at timestamptz,
  answered_by uuid,
  answer text
);
create index complaint_open on applications.complaint (body_id, filed_at) where answered_at is null;

-- The survey of annex 4: once for each application (SUR-1).
create table applications.survey_answer (
  application_id uuid primary key references applications.application (id),
  answers jsonb not null,
  at timestamptz not null
);

-- Figures for panels. What happened is appended to `tally` in the transaction in which it happened, so that no two of them wait for one row; a
-- job adds the rows up by day into `figure`. Panels read both, so they are never late and never slow (WRK-6, PRO-9).
create table applications.tally (
  id bigint generated always as identity primary key,
  day date not null,
  -- null: the programs' own work, which is no body's
  body_id uuid,
  service text not null,
  channel text not null,
  measure text not null,
  key text not null,
  count integer not null,
  -- of these, within their limit
  within integer not null,
  milliseconds bigint not null
);
create table applications.figure (
  day date not null,
  body_id uuid,
  service text not null,
  channel text not null,
  measure text not null,
  key text not null,
  count bigint not null,
  within bigint not null,
  milliseconds bigint not null,
  unique nulls not distinct (body_id, day, service, channel, measure, key)
);
create index figure_by_measure on applications.figure (measure, day);
