-- Work that must happen: what a transaction decided, to be done after it. A row is removed by the transaction that did the work.
create table kit.job (
  id bigint generated always as identity primary key,
  kind text not null,
  payload jsonb not null,
  -- at most one waiting job of a kind and key
  key text,
  -- jobs of one order run strictly one after the other, in the order of their ids
  order_key text,
  run_at timestamptz not null default now(),
  attempts integer not null default 0,
  leased_until timestamptz,
  dead_at timestamptz,
  last_error text,
  created_at timestamptz not null default now()
);
create index job_due on kit.job (kind, run_at, id) where dead_at is null;
create index job_order on kit.job (order_key, id) where order_key is not null;
create unique index job_key on kit.job (kind, key) where key is not null;
create index job_dead on kit.job (dead_at) where dead_at is not null;
alter table kit.job set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000, fillfactor = 80);

create table kit.schedule (
  kind text primary key,
  next_at timestamptz not null
);

-- One effect for one key, however often the request arrives (REL-4).
create table kit.idempotency (
  scope text not null,
  key text not null,
  request_hash text not null,
  answer jsonb,
  created_at timestamptz not null default now(),
  primary key (scope, key)
);
create index idempotency_age on kit.idempotency (created_at);
