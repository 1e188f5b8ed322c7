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

/** Appends to the history; its new end stands beside the application in the same statement, so that a cut end is found (REL-11). */
export async function insertHistory(tx: Tx, applicationId: string, records: readonly HistoryRecord[]): Promise<void> {
  const last = records.at(-1);
  if (last === undefined) return;
  const rows = records.map(({ actor, facts, ...record }) => ({
    ...record,
    application_id: applicationId,
    actor: JSON.stringify(actor),
    facts: JSON.stringify(facts),
  }));
  await tx
    .withTables<Tables>()
    .with('appended', (query) => query.insertInto('applications.event').values(rows))
    .updateTable('applications.application')
    .set({ history_length: last.position, history_end: last.hash })
    .where('id', '=', applicationId)
    .execute();
}

const ends = (db: Queryable) =>
  db.withTables<Tables>().selectFrom('applications.application').select(['id', 'history_length', 'history_end']);

function keptEnd({
  id,
  history_length: position,
  history_end: hash,
}: Awaited<ReturnType<ReturnType<typeof ends>['execute']>>[number]) {
  return { id, end: position === null || hash === null ? historyStart(id) : { position, hash } };
}

/** Where a history should end, as it stands beside the application. */
export async function findKeptEnd(db: Queryable, id: string): Promise<HistoryEnd> {
  return keptEnd(await ends(db).where('id', '=', id).executeTakeFirstOrThrow()).end;
}

/** The same of the applications that come after this one in the order of their ids. */
export async function listKeptEnds(
  db: Queryable,
  { after, most }: { after: string; most: number },
): Promise<{ id: string; end: HistoryEnd }[]> {
  return (await ends(db).where('id', '>', after).orderBy('id').limit(most).execute()).map(keptEnd);
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
