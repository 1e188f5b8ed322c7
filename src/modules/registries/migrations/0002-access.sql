-- Every reading of a person's data, not only of foreign registries (CAB-9): by which officer of which body, what, on what ground.
alter table registries.access_log
  -- what was read: an entry of a foreign registry, an application, a document, a file, an entry of a register of the body
  add column kind text not null default 'registry' check (kind in ('registry', 'application', 'document', 'file', 'register')),
  -- the officer's name and body as they were then; null: the person, or the system for the person at the keyboard
  add column officer_name text,
  add column officer_bin text,
  -- number of the application, which the person knows; `reference` is its id
  add column number text,
  -- how the person agreed: signature, power of attorney, present with an identity card
  add column consent text check (consent in ('signature', 'powerOfAttorney', 'presence')),
  -- number of the power of attorney, of the identity card
  add column consent_number text;

create function registries.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'who looked at whose data is only appended to';
end $$;
create trigger access_is_final before update or delete on registries.access_log
  for each row execute function registries.refuse_change();

-- Whom an officer looked up lately: what is counted so that nobody reads through the district (SEC-11). Old lines are removed.
create table registries.lookup (
  officer_id text not null,
  iin text not null,
  at timestamptz not null,
  primary key (officer_id, iin)
);
create index lookup_recent on registries.lookup (officer_id, at);

-- An officer who was stopped: once in a row of look-ups, for the figures and for who has to ask why.
create table registries.alarm (
  officer_id text not null,
  officer_bin text not null,
  at timestamptz not null,
  persons integer not null,
  primary key (officer_id, at)
);
create index alarm_at on registries.alarm (at);
