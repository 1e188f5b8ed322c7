import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Db } from '#kit/db';

/** Every table in which an accepted application leaves rows: columns that the copies have of their own, and how they are found. */
const tables = [
  {
    name: 'applications.application',
    found: 'id',
    own: {
      id: 'm.copy',
      number: `lpad(m.at::text, 12, '0')`,
      // One in a hundred still waits for somebody, as in a body that keeps up with its work.
      awaits: `case when m.at % 100 = 0 then t.awaits end`,
      decided_at: `case when m.at % 100 <> 0 then t.sent_at + interval '1 day' end`,
    },
  },
  { name: 'applications.request', found: 'application_id', own: { application_id: 'm.copy' } },
  { name: 'applications.event', found: 'application_id', own: { application_id: 'm.copy' } },
] as const;

async function columnsOf(db: Db, table: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select attname as name from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attidentity = '' order by attnum`.execute(db);
  return rows.map(({ name }) => name);
}

async function copy(db: Db, table: string, options: { own: Readonly<Record<string, string>>; where: string }): Promise<void> {
  const columns = await columnsOf(db, table);
  const values = columns.map((column) => options.own[column] ?? `t."${column}"`);
  const names = columns.map((column) => `"${column}"`).join(', ');
  await sql
    .raw(`insert into ${table} (${names}) select ${values.join(', ')} from ${table} t, bench_copies m where ${options.where}`)
    .execute(db);
}

/** Notices and the journal name applications and messages by texts of their own. */
async function copyBeside(db: Db, template: string, recipient: string): Promise<void> {
  const notice = { id: 'gen_random_uuid()', subject: `replace(t.subject, '${template}', m.copy::text)` };
  await copy(db, 'notices.notice', { own: notice, where: `t.recipient = '${recipient}' and t.subject like '%${template}%'` });
  const lines = `(select * from gateway.journal order by id desc limit 8)`;
  const columns = await columnsOf(db, 'gateway.journal');
  const values = columns.map((column) => (column === 'message_id' ? 'm.copy::text || t.id' : `t."${column}"`));
  const names = columns.map((column) => `"${column}"`).join(', ');
  await sql.raw(`insert into gateway.journal (${names}) select ${values.join(', ')} from ${lines} t, bench_copies m`).execute(db);
}

/**
 * Fills the database up to `total` applications with copies of one that went the whole way: requests, histories, notices, journal. Quick, not
 * durable while it runs; afterwards all of it is on the disk.
 */
export async function fillUp(db: Db, total: number): Promise<void> {
  const { rows } = await sql<{ id: string; account: string; stored: number }>`select id, account_id as account,
    count(*) over () as stored from applications.application where number is not null order by sent_at limit 1`.execute(db);
  const [template] = rows;
  if (template === undefined) throw new Error('No application to copy');
  await db.connection().execute(async (connection) => {
    await sql`set synchronous_commit = off`.execute(connection);
    await sql`set statement_timeout = 0`.execute(connection);
    await sql`drop table if exists bench_copies`.execute(connection);
    await sql
      .raw(
        `create table bench_copies as select gen_random_uuid() as copy, at from generate_series(${template.stored + 1}, ${total}) as at`,
      )
      .execute(connection);
    for (const { name, found, own } of tables) await copy(connection, name, { own, where: `t."${found}" = '${template.id}'` });
    await copyBeside(connection, template.id, template.account);
    await sql`drop table bench_copies`.execute(connection);
    await sql`reset all`.execute(connection);
  });
  await sql.raw('vacuum analyze').execute(db);
  await sql.raw('checkpoint').execute(db);
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
