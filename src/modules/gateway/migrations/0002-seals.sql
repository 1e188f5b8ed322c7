-- Stretches of the journal, closed: the root covers every line of it and the root before, the token proves when it was there.
create table gateway.seal (
  id bigint generated always as identity primary key,
  -- lines with from_id < id <= to_id
  from_id bigint not null unique,
  to_id bigint not null unique,
  lines integer not null,
  root text not null,
  made_at timestamptz not null,
  -- RFC 3161 over the root; null until the authority could be reached
  token bytea,
  check (to_id > from_id)
);
create index seal_unstamped on gateway.seal (id) where token is null;
