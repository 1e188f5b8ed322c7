-- Certification authorities that issue from here. The root does not: it lies apart, and what it made is in files.
create table authority.issuer (
  name text primary key,
  certificate bytea not null,
  -- the number of the newest CRL; full and delta lists share it (RFC 5280 5.2.3)
  crl_number bigint not null default 0,
  created_at timestamptz not null
);

-- Every certificate, from before it was signed: what was about to be signed is on record even where everything after that fails (REL-6).
create table authority.certificate (
  issuer text not null references authority.issuer,
  -- hexadecimal, without leading zero octets
  serial text not null check (serial ~ '^(0[1-9a-f]|[1-9a-f][0-9a-f])([0-9a-f]{2})*$'),
  profile text not null,
  -- SHA-256 of the public key
  key_hash text not null,
  iin text,
  bin text,
  not_before timestamptz not null,
  not_after timestamptz not null,
  tbs bytea not null,
  -- absent from before the signature until it is on record
  certificate bytea,
  recorded_at timestamptz not null,
  issued_at timestamptz,
  state text not null default 'good' check (state in ('good', 'hold', 'revoked')),
  since timestamptz check ((state = 'good') = (since is null)),
  reason text check ((state = 'revoked') = (reason is not null)),
  -- the log's entry of the last change of state: a delta CRL holds what changed after its base was cut
  changed_seq bigint,
  primary key (issuer, serial)
);
create index certificate_iin on authority.certificate (iin) where iin is not null;
create index certificate_bin on authority.certificate (bin) where bin is not null;
create index certificate_key on authority.certificate (key_hash);
create index certificate_not_good on authority.certificate (issuer, not_after) where state <> 'good';
create index certificate_changed on authority.certificate (issuer, changed_seq) where changed_seq is not null;

-- What was done, each entry bound to the one before (NCA-7, PRO-10).
create table authority.log (
  seq bigint primary key,
  record jsonb not null,
  hash text not null
);

create table authority.crl (
  issuer text not null references authority.issuer,
  number bigint not null,
  kind text not null check (kind in ('full', 'delta')),
  -- the log's newest entry when the list was cut
  log_seq bigint not null,
  this_update timestamptz not null,
  next_update timestamptz not null,
  crl bytea not null,
  primary key (issuer, kind, number)
);

create function authority.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name;
end
$$;
create trigger append_only before update or delete or truncate on authority.log
  for each statement execute function authority.refuse_change();
create trigger never_deleted before delete or truncate on authority.certificate
  for each statement execute function authority.refuse_change();
