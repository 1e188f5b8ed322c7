import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { findBodyByKind } from '#identity';
import type { Db } from '#kit/db';
import { loadRegulations } from '#regulations';
import { inventPeople } from './invented-people.ts';

/** Of a hundred applications, so many are for each service. */
const shares: Readonly<Record<string, number>> = {
  'rg-1': 40,
  'rg-3': 22,
  'rg-7': 12,
  'rg-6': 10,
  'rg-5': 8,
  'rg-4': 5,
  'rg-2': 3,
};
/** Applications of one person in the three years, on average. */
const ofOne = 5;

/** What can be ordered, of whom and how; which service an application is for is drawn from `low` to `high`. */
async function listServices(db: Db): Promise<void> {
  await sql`create unlogged table bench_service (id text, version integer, body_id uuid, low float8, high float8, channels text[], days integer)`.execute(
    db,
  );
  let low = 0;
  for (const { id, passport, regulation } of loadRegulations(resolve(import.meta.dirname, '../regulations')).services) {
    const body = await findBodyByKind(db, passport.providerKind);
    const share = (shares[id] ?? 0) / 100;
    if (body === undefined || regulation === undefined || share === 0) continue;
    const counters = regulation.process.channels.map(({ kind }) => kind).filter((kind) => kind !== 'portal');
    const days = id === 'rg-7' ? 20 : id === 'rg-1' ? 0 : 3;
    await sql`insert into bench_service values (${id}, ${regulation.version}, ${body.id}, ${low}, ${low + share}, ${counters}, ${days})`.execute(
      db,
    );
    low += share;
  }
}

/**
 * Draws what will be stored: over three years, three quarters of it in working hours; who applies often, applies more often still; of a
 * hundred, one still waits (at a specialist, a head, the consumer), two were taken back, nine refused, the rest provided.
 */
const drawing = (from: number, to: number) => sql`create unlogged table bench_copy as
  with lots as (
    select n, random() as of_service, power(random(), 1.15) as of_person, random() as of_hour, random() as of_day,
      case when random() < 0.01 then 'open' when random() < 0.02 then 'withdrawn' when random() < 0.09 then 'refused' else 'provided' end as outcome
    from generate_series(${sql.lit(from)}::bigint, ${sql.lit(to)}::bigint) as n
  ), drawn as (
    -- What waits was sent lately.
    select n, outcome, of_service, floor(of_person * (select count(*) from bench_person))::int as person,
      date_trunc('day', now()) - make_interval(days => case when outcome = 'open' then 1 + (of_day * 5)::int else 8 + (of_day * 1087)::int end)
        + make_interval(secs => case when n % 4 > 0 then 14400 + of_hour * 32400 else of_hour * 86399 end) as sent
    from lots
  )
  select uuidv7(sent - now()) as id, uuidv7(sent - now()) as document, d.n, sent, registered, outcome, waits, channel,
    s.id as service, s.version, s.body_id, p.iin, p.surname || ' ' || p.name || ' ' || p.patronymic as full_name, p.account,
    case when channel = 'centre' then 1 else 0 end as later,
    registered + make_interval(days => case when s.days = 0 then 0 else 1 + (d.n * 7 % s.days)::int end, mins => (d.n % 9)::int + 1) as decided,
    substr(digits, 1, 4) || '-' || substr(digits, 5, 4) || '-' || substr(digits, 9) as number
  from drawn d join bench_service s on of_service >= s.low and of_service < s.high join bench_person p on p.n = d.person
  cross join lateral (select sent + make_interval(secs => 1 + d.n % 7) as registered,
    case when outcome <> 'open' then null when d.n % 10 < 7 then 'officer' when d.n % 10 < 9 then 'signatory' else 'consumer' end as waits,
    case when p.account is not null and d.n % 20 < 13 then 'portal' else s.channels[1 + (d.n % cardinality(s.channels))::int] end as channel,
    upper(lpad(to_hex((d.n * 2654435761) & 281474976710655), 12, '0')) as digits) told
  order by sent`;

const ending = `case outcome when 'provided' then 'provided' when 'refused' then 'refused' else 'stopped' end`;
const isOpen = `outcome = 'open'`;

/** Where the applications stand; of those that wait, the near and the late ones have been told of. */
const applications = `insert into applications.application (id, number, service, regulation_version, channel, account_id, consumer_iin, consumer_name,
    body_id, locale, state, status, awaits, holder_id, taken_at, sent_at, registered_at, due_at, near_at, decided_at, document_id, near_told_at, missed_told_at)
  select id, number, service, version, channel, case when channel = 'portal' then account end, iin, full_name, body_id, 'kk',
    case when ${isOpen} then jsonb_build_object('stage', 'condition', 'step', 6 + later, 'channel', channel, 'since', registered)
      else jsonb_build_object('stage', 'ended', 'ending', ${ending}, 'step', 8 + later, 'channel', channel, 'since', decided) end,
    case outcome when 'open' then case waits when 'consumer' then 'needsYou' else 'accepted' end else outcome end,
    waits, null, null, sent, registered, due, due - interval '8 hours', case when not ${isOpen} then decided end,
    case when outcome in ('provided', 'refused') then document end, now(), now()
  from (select *, registered + make_interval(days => 5) as due from bench_copy) c order by id`;

/** The parts of `application` that others find by its id. Where bytes of signatures stand, a piece of the template's does. */
const parts = [
  `insert into applications.request (application_id, contents, signed_bytes, cms, evidence, signer_serial, signed_at)
    select m.id, t.contents, t.signed_bytes, substring(t.cms for 600), substring(t.evidence for 600), t.signer_serial, m.sent
    from bench_copy m cross join applications.request t where t.application_id = :template order by m.id`,
  `insert into applications.preparation (application_id, checks, output, officer_values, prepared_by, prepared_at, facts, sent_at, document_id)
    select m.id, t.checks, case m.outcome when 'refused' then 'refusal' else 'result' end, '{}', t.prepared_by, m.decided, t.facts, m.decided, m.document
    from bench_copy m cross join applications.preparation t where t.application_id = :template and m.outcome in ('provided', 'refused') order by m.id`,
  `insert into documents.document (id, number, owner, application, regulation, output, version, body_bin, status, issued_at, status_since, pdf_sha256, pdf_size, sealed, cms)
    select m.document, reverse(m.number), coalesce(m.account, m.id), m.id, m.service, case m.outcome when 'refused' then 'refusal' else 'result' end,
      m.version::text, t.body_bin, 'issued', m.decided, m.decided, encode(sha256(m.id::text::bytea), 'hex'), t.pdf_size,
      substring(t.sealed for 600), substring(t.cms for 600)
    from bench_copy m cross join documents.document t where t.application = :template and m.outcome in ('provided', 'refused') order by m.document`,
  `insert into notices.notice (id, recipient, subject, title, body, link, created_at, read_at)
    select uuidv7(at - now()), m.account, replace(t.subject, ':id', m.id::text), t.title, t.body, '/applications/' || m.id, at,
      case when m.n % 4 <> 0 then at + interval '1 hour' end
    from bench_copy m cross join lateral (select *, case when subject like '%/provided' then m.decided else m.registered end as at
      from notices.notice where subject like '%:id%' and (m.outcome <> 'open' or subject not like '%/provided')) t
    where m.account is not null order by m.id`,
  `insert into registries.access_log (at, registry, iin, who, purpose, reference, outcome, kind, officer_name, officer_bin, number, consent)
    select m.registered, m.service, m.iin, t.who, t.purpose, m.id::text, t.outcome, t.kind, t.officer_name, t.officer_bin, m.number, t.consent
    from bench_copy m cross join lateral (select * from registries.access_log where reference = ':id' and m.outcome <> 'open') t`,
  `insert into applications.figure as f (day, body_id, service, channel, measure, key, count, within, milliseconds)
    select day, body_id, service, channel, measure, key, count(*), count(*) filter (where n % 50 <> 0), sum(extract(epoch from decided - registered) * 1000)::bigint
    from (select *, sent::date as day, 'filed' as measure, '' as key from bench_copy
      union all select *, decided::date, 'decided', outcome from bench_copy where not ${isOpen}) c
    group by day, body_id, service, channel, measure, key
    on conflict (body_id, day, service, channel, measure, key) do update set count = f.count + excluded.count,
      within = f.within + excluded.within, milliseconds = f.milliseconds + excluded.milliseconds`,
] as const;

/** Histories and what the gateway carried: the longest tables. The hashes are of the right length and chain nothing: nobody checks these histories. */
const records = [
  `insert into applications.event (application_id, position, at, kind, actor, facts, hash)
    select m.id, t.position, m.registered + (t.at - s.sent_at), t.kind, t.actor, t.facts, t.hash
    from bench_copy m cross join lateral (select * from applications.event where application_id = :template
      and position <= case when m.outcome = 'open' then 9 else 100 end order by position) t
    cross join (select sent_at from applications.application where id = :template) s`,
  `insert into gateway.journal (party, kind, at, channel, message_type, message_id, correlation_id, sender, service, body_hash, signature, certificate, duration_ms)
    select t.party, t.kind, m.registered, t.channel, t.message_type, m.id::text || t.id, t.correlation_id, t.sender, t.service, t.body_hash, t.signature, t.certificate, t.duration_ms
    from bench_copy m cross join lateral (select * from gateway.journal where id <= 8 and m.channel <> 'provider' order by id) t`,
] as const;

async function execute(db: Db, statements: readonly string[], template: string): Promise<void> {
  await db.connection().execute(async (connection) => {
    // Quick, not durable while it runs; what refers to what was drawn together, so nothing need be looked up.
    for (const setting of ['synchronous_commit = off', 'statement_timeout = 0', 'session_replication_role = replica'])
      await sql.raw(`set ${setting}`).execute(connection);
    for (const statement of statements)
      await sql.raw(statement.replaceAll(':template', `'${template}'`).replaceAll(':id', template)).execute(connection);
    await sql`reset all`.execute(connection);
  });
}

/** Settings of a database that is being filled: no checkpoint comes between. */
async function hurry(db: Db, work: () => Promise<void>): Promise<void> {
  const change = async (setting: string): Promise<void> => {
    await sql.raw(`alter system ${setting}`).execute(db);
    await sql`select pg_reload_conf()`.execute(db);
  };
  await change(`set max_wal_size = '8GB'`);
  try {
    await work();
  } finally {
    await change('reset max_wal_size');
  }
}

/**
 * Fills the database up to `total` applications of a believable district: seven services of their bodies, all channels, people of whom some
 * apply often, three years, every state; with requests, histories, documents (their rows, not their files), notices, who looked at them, the
 * gateway's journal, figures for the panels. All of them are variations of one that went the whole way. Signatures, seals and evidence are
 * cut short: nothing reads them, and they would be two thirds of the bytes.
 */
export async function fillUp(db: Db, total: number): Promise<void> {
  const { rows } = await sql<{
    id: string;
    stored: number;
  }>`select application.id, (select count(*)::int from applications.application) as stored
    from applications.application join documents.document on document.application = application.id where document.status = 'issued' and history_end is not null
    order by sent_at limit 1`.execute(db);
  // Those that were filled in have histories without a kept end.
  const [template] = rows;
  if (template === undefined) throw new Error('No application to copy');
  if (template.stored >= total) return;
  await hurry(db, async () => {
    await sql`drop table if exists bench_copy, bench_service`.execute(db);
    await inventPeople(db, Math.ceil(total / ofOne));
    await listServices(db);
    await db.connection().execute(async (connection) => {
      await sql`set statement_timeout = 0`.execute(connection);
      await drawing(template.stored + 1, total).execute(connection);
      await sql`analyze bench_copy`.execute(connection);
      await sql`reset all`.execute(connection);
    });
    await Promise.all([execute(db, [applications, ...parts], template.id), execute(db, records, template.id)]);
    await sql`drop table bench_copy, bench_service`.execute(db);
  });
  await settle(db);
}

/** Leaves the database as it is on a quiet night: looked through, and all of it on the disk. */
async function settle(db: Db): Promise<void> {
  await db.connection().execute(async (connection) => {
    await sql`set statement_timeout = 0`.execute(connection);
    await sql.raw('vacuum analyze').execute(connection);
    await sql.raw('checkpoint').execute(connection);
    await sql`reset all`.execute(connection);
  });
}

/** How many applications have their numbers. */
export async function registered(db: Db): Promise<number> {
  const { rows } = await sql<{
    count: number;
  }>`select count(*) as count from applications.application where number is not null`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Waits until so many more have their numbers. */
export async function untilRegistered(db: Db, wanted: number): Promise<void> {
  for (let waited = 0; (await registered(db)) < wanted; waited += 25) {
    if (waited > 120_000) throw new Error('Applications without numbers');
    await sleep(25);
  }
}
