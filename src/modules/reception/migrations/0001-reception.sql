-- Terminals and displays of a centre's hall are known by secret addresses: they have no sign-in, and hold nothing of anybody.
create table reception.hall (
  body_id uuid primary key,
  terminal_key text not null unique,
  display_key text not null unique
);

-- Who works at which window. Of an earlier day it means nothing.
create table reception.sitting (
  body_id uuid not null,
  window_number integer not null,
  operator_id uuid not null unique,
  day date not null,
  primary key (body_id, window_number)
);

-- The last number that was given, by kind and day. Its row is the lock under which numbers are given.
create table reception.counter (
  body_id uuid not null,
  day date not null,
  kind text not null,
  last integer not null default 0,
  primary key (body_id, day, kind)
);

create table reception.ticket (
  -- made by the terminal's page: pressed twice it is one ticket
  id uuid primary key,
  body_id uuid not null,
  day date not null,
  kind text not null,
  sequence integer not null,
  number text not null,
  state text not null check (state in ('waiting', 'called', 'served', 'aside', 'missed')),
  taken_at timestamptz not null,
  called_at timestamptz,
  -- the first call: what waiting times are measured by
  first_called_at timestamptz,
  ended_at timestamptz,
  window_number integer,
  operator_id uuid,
  unique (body_id, day, kind, sequence)
);
create index ticket_waiting on reception.ticket (body_id, day, taken_at, id) where state = 'waiting';
-- One at a window, whoever presses.
create unique index ticket_at_window on reception.ticket (body_id, day, window_number) where state = 'called';
