import { sql } from 'kysely';
import type { Tx } from '#kit/db';
import { applicationColumns, applicationOf } from './applications.ts';
import type { Application } from './applications.ts';
import type { Tables } from './tables.ts';

const conditions = {
  // What is over already is told as missed, not as near.
  near: (now: Date) => sql<boolean>`near_told_at is null and near_at <= ${now} and due_at >= ${now}`,
  missed: (now: Date) => sql<boolean>`missed_told_at is null and due_at < ${now}`,
} as const;

/** Locks applications whose deadline has become near, or was missed, without the head having been told; others at it are passed by. */
export async function lockUntold(tx: Tx, search: { reason: 'near' | 'missed'; now: Date; most: number }): Promise<Application[]> {
  const rows = await tx
    .withTables<Tables>()
    .selectFrom('applications.application')
    .select(applicationColumns)
    .where(sql<boolean>`awaits in ('officer', 'signatory')`)
    .where(conditions[search.reason](search.now))
    .orderBy(search.reason === 'near' ? 'near_at' : 'due_at')
    .limit(search.most)
    .forUpdate()
    .skipLocked()
    .execute();
  return rows.map(applicationOf);
}
