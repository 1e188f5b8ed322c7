-- What the monitoring page adds up (GW-5): messages that came to their end at the node, by stretch of time, service, systems and end.
-- As many rows as there are services, systems and kinds of ends, however many messages pass.
create table gateway.figure (
  -- seconds that a stretch is long: 300 for the last hours, 3600 for the last days
  width integer not null,
  from_at timestamptz not null,
  -- empty where a message was turned away before it was known whose it was
  service text not null,
  sender text not null,
  recipient text not null,
  -- empty: answered or delivered; else the code of the fault, 'other' for codes that are not the gateway's
  fault text not null,
  -- class of the time it took (rules/latency.ts); -1: none was taken
  class smallint not null,
  count bigint not null,
  last_at timestamptz not null,
  primary key (width, from_at, service, sender, recipient, fault, class)
);
alter table gateway.figure set (fillfactor = 80);

-- The line of the journal up to which figures are made: those of the last eight days at first, the longest period that is shown.
create table gateway.counted (
  one boolean primary key default true check (one),
  line bigint not null
);
insert into gateway.counted (line)
select coalesce(max(to_id), 0) from gateway.seal where made_at < now() - interval '8 days';
