-- A body of the state and what kind of provider it is in the regulations.
create table identity.body (
  id uuid primary key,
  bin text not null unique,
  kind text not null,
  name jsonb not null
);

-- A person of the portal. One person, one account (REG-9).
create table identity.account (
  id uuid primary key,
  iin text not null unique,
  surname text not null,
  name text not null,
  patronymic text,
  birth_date date,
  email text not null,
  password_hash text not null,
  -- temporary: registered without an ЭЦҚ (REG-7)
  level text not null check (level in ('temporary', 'full')),
  locale text not null,
  created_at timestamptz not null,
  -- set by following the link in the e-mail; until then nobody signs in (REG-5)
  confirmed_at timestamptz,
  locked_until timestamptz,
  signed_in_at timestamptz
);

-- What was entered on the way to an account, between its pages.
create table identity.registration (
  id_hash text primary key,
  iin text,
  surname text,
  name text,
  patronymic text,
  birth_date date,
  email text,
  password_hash text,
  level text not null check (level in ('temporary', 'full')),
  created_at timestamptz not null,
  expires_at timestamptz not null
);

-- Links sent by e-mail: known by their hash only, used once.
create table identity.link (
  token_hash text primary key,
  account_id uuid not null references identity.account (id) on delete cascade,
  purpose text not null check (purpose in ('confirm', 'recover')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index link_account on identity.link (account_id, purpose);

-- What an ЭЦҚ signs to sign in or to register: once, minutes, this browser, this host (SEC-5).
create table identity.challenge (
  id uuid primary key,
  browser_hash text not null,
  purpose text not null check (purpose in ('sign-in', 'register')),
  site text not null,
  content text not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

-- Tries to sign in, counted for an account and for an address (AUTH-3).
create table identity.attempt (
  id bigint generated always as identity primary key,
  subject text not null,
  at timestamptz not null,
  failed boolean not null
);
create index attempt_recent on identity.attempt (subject, at);

-- Officers have accounts of their own; a portal session gives no right here and the reverse (AUTH-6).
create table identity.officer (
  id uuid primary key,
  iin text not null unique,
  surname text not null,
  name text not null,
  patronymic text,
  email text not null,
  password_hash text not null,
  body_id uuid not null references identity.body (id),
  locale text not null,
  active boolean not null default true,
  -- the certificate with which the officer signs; its number is printed on documents
  signing_certificate bytea
);
create table identity.officer_role (
  officer_id uuid not null references identity.officer (id) on delete cascade,
  role text not null,
  primary key (officer_id, role)
);

create table identity.session (
  id uuid primary key,
  token_hash text not null unique,
  site text not null check (site in ('portal', 'workplace')),
  holder_id uuid not null,
  method text not null check (method in ('password', 'eds')),
  device text not null,
  address text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index session_holder on identity.session (site, holder_id) where ended_at is null;

-- Browsers from which a person has signed in before (AUTH-3).
create table identity.device (
  holder_id uuid not null,
  device_hash text not null,
  first_seen_at timestamptz not null,
  primary key (holder_id, device_hash)
);

-- «Соңғы әрекеттер»: what a person did, when, from where (CAB-1).
create table identity.activity (
  id bigint generated always as identity primary key,
  holder_id uuid not null,
  kind text not null,
  at timestamptz not null,
  device text not null,
  address text not null
);
create index activity_newest on identity.activity (holder_id, at desc);
