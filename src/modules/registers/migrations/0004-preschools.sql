-- Preschool institutions with their groups and places, and referrals to them (RG-3).
create table registers.institution (
  id uuid primary key,
  body_id uuid not null,
  number text not null,
  name text not null,
  address text not null,
  phone text,
  version integer not null default 1,
  updated_at timestamptz not null,
  unique (body_id, number)
);

create table registers.preschool_group (
  id uuid primary key,
  institution_id uuid not null references registers.institution,
  name text not null,
  -- years of birth of the children that are taken
  born_from integer not null,
  born_to integer not null check (born_to >= born_from),
  places integer not null check (places between 0 and 200),
  unique (institution_id, name)
);

create table registers.referral (
  id uuid primary key,
  -- the application's where the referral is its result
  number text not null,
  entry_id uuid not null references registers.preschool,
  group_id uuid not null references registers.preschool_group,
  issued_at timestamptz not null,
  -- the last day on which it is taken
  until date not null,
  state text not null check (state in ('open', 'used', 'lapsed', 'declined', 'ended')),
  closed_at timestamptz
);
create unique index referral_open on registers.referral (entry_id) where state = 'open';
create index referral_entry on registers.referral (entry_id, issued_at);
create index referral_until on registers.referral (until) where state = 'open';
create index referral_taken on registers.referral (group_id) where state in ('open', 'used');
