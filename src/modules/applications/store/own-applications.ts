import { sql } from 'kysely';
import type { Queryable } from '#kit/db';
import type { PublicStatus } from '#regulations';
import type { Iin } from '#subjects';
import { applicationColumns, applicationOf } from './applications.ts';
import type { Application } from './applications.ts';
import type { Tables } from './tables.ts';

/** Own applications, newest first; a number or a service's name finds, each narrows. */
export async function searchApplications(
  db: Queryable,
  consumerIin: Iin,
  search: {
    services: readonly string[] | undefined;
    number: string | undefined;
    status: PublicStatus | undefined;
    from: Date | undefined;
    to: Date | undefined;
    limit: number;
    offset: number;
  },
): Promise<{ applications: Application[]; total: number }> {
  const { services, number, status, from, to } = search;
  let query = db.withTables<Tables>().selectFrom('applications.application').where('consumer_iin', '=', consumerIin);
  if (services !== undefined || number !== undefined) {
    query = query.where((eb) =>
      eb.or([
        ...(services === undefined ? [] : [eb('service', '=', sql<string>`any(${services}::text[])`)]),
        ...(number === undefined ? [] : [eb(sql<string>`replace(number, '-', '')`, 'like', `%${number}%`)]),
      ]),
    );
  }
  if (status !== undefined) query = query.where('status', '=', status);
  if (from !== undefined) query = query.where('sent_at', '>=', from);
  if (to !== undefined) query = query.where('sent_at', '<', to);
  const ordered = query.select(applicationColumns).orderBy('sent_at', 'desc');
  const rows = await ordered
    .limit(search.limit + 1)
    .offset(search.offset)
    .execute();
  const applications = rows.slice(0, search.limit).map(applicationOf);
  const isLast = rows.length <= search.limit && (rows.length > 0 || search.offset === 0);
  if (isLast) return { applications, total: search.offset + rows.length };
  const { total } = await query.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  return { applications, total };
}
