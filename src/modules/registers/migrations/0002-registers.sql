-- The other registers of a local body (SYS-6). Nothing is deleted: who leaves has a day of leaving. Every entry has a number of its own,
-- one row of numbers for all registers, so that a number alone finds an entry.
create sequence registers.number;

alter table registers.unemployed
  add column number bigint not null default nextval('registers.number'),
  add column left_why text,
  add column version integer not null default 1;
create index unemployed_order on registers.unemployed (body_id, (full_name collate "kk-x-icu"), id);
create unique index unemployed_number on registers.unemployed (number);

create table registers.home_taught (
  id uuid primary key,
  body_id uuid not null,
  number bigint not null default nextval('registers.number'),
  iin text not null,
  full_name text not null,
  registered_on date not null,
  left_on date,
  left_why text,
  child_name text not null,
  child_birth_date date not null,
  -- tenge a month
  amount integer not null check (amount > 0),
  paid_from date not null,
  paid_to date not null check (paid_to >= paid_from),
  version integer not null default 1,
  updated_at timestamptz not null
);
create unique index home_taught_one on registers.home_taught (body_id, iin, child_name, child_birth_date) where left_on is null;
create index home_taught_order on registers.home_taught (body_id, (full_name collate "kk-x-icu"), id);
create index home_taught_iin on registers.home_taught (body_id, iin);
create unique index home_taught_number on registers.home_taught (number);

-- One payment a quarter; made anew when the amount or the period changes.
create table registers.payment (
  entry_id uuid not null references registers.home_taught,
  number integer not null,
  year integer not null,
  quarter smallint not null check (quarter between 1 and 4),
  -- tenge
  sum integer not null,
  primary key (entry_id, number)
);

create table registers.preschool (
  id uuid primary key,
  body_id uuid not null,
  number bigint not null default nextval('registers.number'),
  iin text not null,
  full_name text not null,
  registered_on date not null,
  left_on date,
  left_why text,
  filed_at timestamptz not null,
  child_name text not null,
  child_birth_date date not null,
  home_address text,
  category text not null,
  version integer not null default 1,
  updated_at timestamptz not null
);
create unique index preschool_one on registers.preschool (body_id, iin, child_name, child_birth_date) where left_on is null;
create index preschool_order on registers.preschool (body_id, (full_name collate "kk-x-icu"), id);
create index preschool_iin on registers.preschool (iin);
create unique index preschool_number on registers.preschool (number);
create index preschool_name on registers.preschool (body_id, lower(full_name collate "und-x-icu") text_pattern_ops);
create index preschool_child on registers.preschool (body_id, lower(child_name collate "und-x-icu") text_pattern_ops);

create table registers.guardianship (
  id uuid primary key,
  body_id uuid not null,
  number bigint not null default nextval('registers.number'),
  iin text not null,
  full_name text not null,
  registered_on date not null,
  left_on date,
  left_why text,
  address text not null,
  decree_date date not null,
  decree_number text not null,
  ward_name text not null,
  ward_birth_date date not null,
  property text,
  version integer not null default 1,
  updated_at timestamptz not null
);
create unique index guardianship_one on registers.guardianship (body_id, iin, ward_name, ward_birth_date) where left_on is null;
create index guardianship_order on registers.guardianship (body_id, (full_name collate "kk-x-icu"), id);
create index guardianship_iin on registers.guardianship (body_id, iin);
create unique index guardianship_number on registers.guardianship (number);

create table registers.housing (
  id uuid primary key,
  body_id uuid not null,
  number bigint not null default nextval('registers.number'),
  iin text not null,
  full_name text not null,
  registered_on date not null,
  left_on date,
  left_why text,
  filed_at timestamptz not null,
  decision_date date not null,
  decision_number text not null,
  family_size integer not null check (family_size > 0),
  category text not null,
  version integer not null default 1,
  updated_at timestamptz not null
);
create unique index housing_one on registers.housing (body_id, iin) where left_on is null;
create index housing_order on registers.housing (body_id, (full_name collate "kk-x-icu"), id);
create index housing_iin on registers.housing (iin);
create unique index housing_number on registers.housing (number);
create index housing_name on registers.housing (body_id, lower(full_name collate "und-x-icu") text_pattern_ops);

-- Which application led to which entry: an application has its effect once.
create table registers.decision (
  application_id uuid primary key,
  -- the number that the consumer knows
  application_number text not null,
  register text not null,
  entry_id uuid not null,
  at timestamptz not null
);
create index decision_entry on registers.decision (entry_id);
create index decision_number on registers.decision (application_number);

-- Who changed what when. Rows are only added.
create table registers.change (
  id bigint generated always as identity primary key,
  register text not null,
  entry_id uuid not null,
  at timestamptz not null,
  act text not null,
  -- an officer with id and name, an application with id and number, or the system
  who jsonb not null,
  -- columns that changed, and what stood there before
  before jsonb not null,
  after jsonb not null
);
create index change_entry on registers.change (entry_id, id);
