import { sql } from 'kysely';
import type { Queryable, Tx } from '#kit/db';
import { historyStart } from '../rules/history.ts';
import type { HistoryEnd, HistoryRecord } from '../rules/history.ts';
import type { Tables } from './tables.ts';

/** Only with the application locked: two writers would continue the same end. */
export async function historyEnd(tx: Tx, applicationId: string): Promise<HistoryEnd> {
  const events = tx.withTables<Tables>().selectFrom('applications.event').select(['position', 'hash']);
  const last = await events.where('application_id', '=', applicationId).orderBy('position', 'desc').limit(1).executeTakeFirst();
  return last ?? historyStart(applicationId);
}

export async function insertHistory(tx: Tx, applicationId: string, records: readonly HistoryRecord[]): Promise<void> {
  if (records.length === 0) return;
  const rows = records.map(({ actor, facts, ...record }) => ({
    ...record,
    application_id: applicationId,
    actor: JSON.stringify(actor),
    facts: JSON.stringify(facts),
  }));
  await tx.withTables<Tables>().insertInto('applications.event').values(rows).execute();
}

export async function listHistory(db: Queryable, applicationId: string): Promise<HistoryRecord[]> {
  const events = db
    .withTables<Tables>()
    .selectFrom('applications.event')
    .select(['position', 'at', 'kind', 'actor', 'facts', 'hash']);
  return (await events.where('application_id', '=', applicationId).orderBy('position').execute()) as unknown as HistoryRecord[];
}

/** Whether this officer's look at the application is already in its history since then. */
export async function isViewed(db: Queryable, applicationId: string, by: { officerId: string; since: Date }): Promise<boolean> {
  const events = db.withTables<Tables>().selectFrom('applications.event').select('position');
  const row = await events
    .where('application_id', '=', applicationId)
    .where('kind', '=', 'viewed')
    .where(sql<string>`actor->>'id'`, '=', by.officerId)
    .where('at', '>', by.since)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
