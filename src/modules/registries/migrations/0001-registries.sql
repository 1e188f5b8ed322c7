-- Who looked at whose data in a foreign registry, when, on what ground; the person can read it (CAB-9). The data themselves are not kept.
create table registries.access_log (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  registry text not null,
  iin text not null,
  -- the account that asked; null: the system itself, for the person at the keyboard
  who text,
  purpose text not null,
  -- what it was for: an application's id
  reference text,
  outcome text not null check (outcome in ('found', 'absent', 'unavailable'))
);
create index access_log_person on registries.access_log (iin, at desc);
