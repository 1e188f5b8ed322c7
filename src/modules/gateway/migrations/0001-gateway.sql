-- Who may take part: systems, their certificates, services, and who may call what on what ground. Nothing is allowed that is not here.
create table gateway.system (
  id text primary key,
  title jsonb not null,
  -- where its endpoints are: <address>/bip-sync, <address>/bip-async
  address text not null,
  active boolean not null default true
);
create table gateway.certificate (
  fingerprint text primary key,
  system text not null references gateway.system,
  der bytea not null,
  registered_at timestamptz not null,
  withdrawn_at timestamptz
);
create table gateway.service (
  id text primary key,
  provider text not null references gateway.system,
  channel text not null check (channel in ('sync', 'async')),
  title jsonb not null,
  time_limit_ms integer not null,
  concurrency integer not null
);
create table gateway.permission (
  system text not null references gateway.system,
  service text not null references gateway.service,
  ground text not null,
  granted_at timestamptz not null,
  withdrawn_at timestamptz,
  primary key (system, service)
);

-- What passed, without bodies: enough to prove it later, nothing personal. Append-only.
-- Rows of kind 'request' are the inbox too: journal_once is what makes effects happen exactly once.
create table gateway.journal (
  id bigint generated always as identity primary key,
  -- whose journal: the node's, a sender's, a recipient's
  party text not null,
  kind text not null check (kind in ('request', 'response', 'receipt', 'refusal')),
  at timestamptz not null,
  channel text not null check (channel in ('sync', 'async')),
  message_type text,
  message_id text not null,
  correlation_id text,
  sender text not null,
  service text not null,
  body_hash bytea,
  signature bytea,
  certificate text,
  -- null: the platform's standard form, which follows from body_hash
  signed_info text,
  fault text,
  duration_ms integer
);
create unique index journal_once on gateway.journal (message_id, sender, party) where kind = 'request';
create index journal_answers on gateway.journal (message_id, party) where kind <> 'request';
create index journal_time on gateway.journal using brin (at);

-- Letters under way: from a sender to the gateway, from the gateway to the recipient. The only place where bodies are kept, until delivered.
create table gateway.transit (
  sequence bigint generated always as identity primary key,
  leg text not null check (leg in ('to-gateway', 'to-recipient')),
  -- the next system on the way
  route text not null,
  sender text not null,
  service text not null,
  message_type text not null,
  message_id text not null,
  correlation_id text,
  order_key text,
  created_at timestamptz not null default now(),
  due_at timestamptz not null default now(),
  leased_until timestamptz,
  attempts integer not null default 0,
  dead_at timestamptz,
  last_fault text,
  -- to-gateway: data in canonical form; to-recipient: the sender's signed envelope, byte for byte
  body text not null,
  body_hash bytea,
  unique (message_id, sender, leg)
);
create index transit_due on gateway.transit (leg, due_at, sequence) where dead_at is null;
create index transit_order on gateway.transit (sender, order_key, leg, sequence) where order_key is not null;
create index transit_dead on gateway.transit (dead_at) where dead_at is not null;
alter table gateway.transit set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000, fillfactor = 80);

-- What operators did with letters that could not be delivered.
create table gateway.letter_audit (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  who text not null,
  action text not null check (action in ('read', 'resend', 'drop')),
  reason text not null,
  leg text not null,
  sender text not null,
  service text not null,
  message_id text not null
);
