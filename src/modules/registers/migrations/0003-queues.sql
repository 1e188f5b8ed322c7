-- Queues (WRK-5). A turn is a number that says who comes before whom: rank of the privilege, time of filing, then the order of coming.
-- Counts make a position of some hundred rows at most, whatever the queue's length: docs/adr/0013.
create table registers.queue (
  id uuid primary key,
  body_id uuid not null,
  register text not null,
  list text not null,
  unique (body_id, register, list)
);

create table registers.turn (
  id bigint generated always as identity primary key,
  queue_id uuid not null references registers.queue,
  entry_id uuid not null,
  turn bigint not null,
  first_position integer not null,
  since timestamptz not null,
  -- null while it waits
  until timestamptz
);
create unique index turn_one on registers.turn (queue_id, turn) where until is null;
create unique index turn_entry on registers.turn (entry_id) where until is null;
create index turn_since on registers.turn (queue_id, since);
create index turn_until on registers.turn (queue_id, until) where until is not null;

-- How many wait whose turn, shifted right by so many bits, is the prefix. A count that is split has its parts six bits lower.
create table registers.turn_count (
  queue_id uuid not null references registers.queue,
  shift smallint not null,
  prefix bigint not null,
  waiting integer not null,
  split boolean not null default false,
  primary key (queue_id, shift, prefix)
) with (fillfactor = 60);
