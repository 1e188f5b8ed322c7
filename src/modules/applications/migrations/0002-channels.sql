-- What officers and operators begin for consumers at a counter (PRO-3, PRO-4): held by the officer, with what was entered of the consumer
-- and of a representative, the marks of paper originals, and how the process has gone so far.
alter table applications.draft
  alter column account_id drop not null,
  add column officer_id uuid,
  add column consumer_iin text,
  add column counter jsonb,
  add constraint draft_has_one_holder check ((account_id is null) <> (officer_id is null)),
  add constraint draft_of_counter check ((officer_id is null) = (counter is null) and (officer_id is null) = (consumer_iin is null));
create unique index draft_at_counter on applications.draft (officer_id, service, consumer_iin) where officer_id is not null;

-- Where an application was taken, if not at the portal.
alter table applications.application
  add column counter_body_id uuid,
  add column counter_officer_id uuid;
create index application_of_counter on applications.application (counter_body_id, sent_at desc) where counter_body_id is not null;
-- A consumer sees what was sent in their name, also before there was an account.
create index application_of_consumer on applications.application (consumer_iin, sent_at desc);

-- The result was given into somebody's hands: from then on the centre sees nothing of the person any more.
create table applications.handing_over (
  application_id uuid primary key references applications.application (id),
  officer_id uuid not null,
  at timestamptz not null,
  recipient text not null check (recipient in ('consumer', 'representative'))
);
