-- The register of the unemployed of a body (SYS-6). Nothing is deleted: who leaves the register has a day of leaving.
create table registers.unemployed (
  id uuid primary key,
  body_id uuid not null,
  iin text not null,
  full_name text not null,
  registered_on date not null,
  left_on date,
  public_works text,
  training text,
  assistance text,
  updated_at timestamptz not null
);
create unique index unemployed_one on registers.unemployed (body_id, iin) where left_on is null;
create index unemployed_iin on registers.unemployed (body_id, iin, registered_on desc);
-- The database's own locale is C, which knows no Kazakh capitals.
create index unemployed_name on registers.unemployed (body_id, lower(full_name collate "und-x-icu") text_pattern_ops);
