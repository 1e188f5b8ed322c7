-- A file that was read and looked at, and waits for the officer's word to be stored; forgotten after a day.
create table registers.import (
  id uuid primary key,
  body_id uuid not null,
  officer_id uuid not null,
  register text not null,
  file_name text not null,
  -- rows without a fault, as they will be entered
  rows jsonb not null,
  at timestamptz not null,
  stored_at timestamptz
);
create index import_at on registers.import (at);
