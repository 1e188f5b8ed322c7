import { sql } from 'kysely';
import type { Queryable, Tx } from '#kit/db';
import { processStateSchema } from '#regulations';
import type { ChannelKind, Performer, ProcessState, PublicStatus } from '#regulations';
import type { Iin } from '#subjects';
import type { Locale } from '#text';
import type { ApplicationTable, Tables } from './tables.ts';

/** A signed request and where it stands. */
export interface Application {
  readonly id: string;
  /** Given at registration. */
  readonly number: string | undefined;
  readonly service: string;
  readonly regulationVersion: number;
  readonly channel: ChannelKind;
  readonly accountId: string | undefined;
  readonly consumerIin: Iin;
  readonly consumerName: string;
  readonly bodyId: string;
  readonly locale: Locale;
  readonly state: ProcessState;
  readonly status: PublicStatus;
  /** Of whom the next move is awaited; undefined where none is. */
  readonly awaits: Performer | undefined;
  readonly holderId: string | undefined;
  readonly takenAt: Date | undefined;
  readonly sentAt: Date;
  readonly registeredAt: Date | undefined;
  readonly dueAt: Date | undefined;
  /** From when the deadline is near: officers are warned (PRO-8). */
  readonly nearAt: Date | undefined;
  readonly decidedAt: Date | undefined;
  readonly documentId: string | undefined;
  /** The body at whose counter it was taken, and by whom; undefined where the consumer sent it from the portal. */
  readonly counterBodyId: string | undefined;
  readonly counterOfficerId: string | undefined;
  /** Since when the clock stands, while the consumer was asked for more (APP-9). */
  readonly pausedAt: Date | undefined;
  /** When the head was told last that the deadline is near or over (PRO-8). */
  readonly escalatedAt: Date | undefined;
  /** By how many days the deadline was extended. */
  readonly extendedDays: number;
}

export const applicationColumns = [
  'id',
  'number',
  'service',
  'regulation_version',
  'channel',
  'account_id',
  'consumer_iin',
  'consumer_name',
  'body_id',
  'locale',
  'state',
  'status',
  'awaits',
  'holder_id',
  'taken_at',
  'sent_at',
  'registered_at',
  'due_at',
  'near_at',
  'decided_at',
  'document_id',
  'counter_body_id',
  'counter_officer_id',
  'paused_at',
  'extended_days',
  'near_told_at',
  'missed_told_at',
] as const;

type Row = Pick<ApplicationTable, (typeof applicationColumns)[number]>;

function known<T>(value: T | null): T | undefined {
  return value ?? undefined;
}

export function applicationOf(row: Row): Application {
  return {
    id: row.id,
    number: known(row.number),
    service: row.service,
    regulationVersion: row.regulation_version,
    channel: row.channel as ChannelKind,
    accountId: known(row.account_id),
    consumerIin: row.consumer_iin as Iin,
    consumerName: row.consumer_name,
    bodyId: row.body_id,
    locale: row.locale,
    state: processStateSchema.parse(row.state),
    status: row.status,
    awaits: known(row.awaits as Performer | null),
    holderId: known(row.holder_id),
    takenAt: known(row.taken_at),
    sentAt: row.sent_at,
    registeredAt: known(row.registered_at),
    dueAt: known(row.due_at),
    nearAt: known(row.near_at),
    decidedAt: known(row.decided_at),
    documentId: known(row.document_id),
    counterBodyId: known(row.counter_body_id),
    counterOfficerId: known(row.counter_officer_id),
    pausedAt: known(row.paused_at),
    extendedDays: row.extended_days,
    escalatedAt: row.missed_told_at ?? known(row.near_told_at),
  };
}

/**
 * What a look-up is allowed to see (SEC-2): the consumer's own, wherever it was sent from; those that a body decides; those that were taken at
 * a body's counter.
 */
export type Reach = { readonly consumerIin: Iin } | { readonly bodyId: string } | { readonly counterBodyId: string };

function reached(db: Queryable, id: string, reach: Reach) {
  const query = db.withTables<Tables>().selectFrom('applications.application').select(applicationColumns).where('id', '=', id);
  if ('consumerIin' in reach) return query.where('consumer_iin', '=', reach.consumerIin);
  return 'bodyId' in reach ? query.where('body_id', '=', reach.bodyId) : query.where('counter_body_id', '=', reach.counterBodyId);
}

export async function findApplication(db: Queryable, id: string, reach: Reach): Promise<Application | undefined> {
  const row = await reached(db, id, reach).executeTakeFirst();
  return row && applicationOf(row);
}

/** Nobody else moves the application until the transaction ends. */
export async function lockApplication(tx: Tx, id: string, reach?: Reach): Promise<Application | undefined> {
  const all = tx.withTables<Tables>().selectFrom('applications.application').select(applicationColumns).where('id', '=', id);
  const row = await (reach === undefined ? all : reached(tx, id, reach)).forUpdate().executeTakeFirst();
  return row && applicationOf(row);
}

export type NewApplication = Omit<
  Application,
  | 'number'
  | 'holderId'
  | 'takenAt'
  | 'registeredAt'
  | 'dueAt'
  | 'nearAt'
  | 'decidedAt'
  | 'documentId'
  | 'counterBodyId'
  | 'counterOfficerId'
  | 'pausedAt'
  | 'extendedDays'
  | 'escalatedAt'
> & {
  /** At whose counter, by whom; undefined for the portal. */
  readonly counter?: { readonly bodyId: string; readonly officerId: string };
};

/** @returns false where this draft has become an application before. */
export async function insertApplication(tx: Tx, application: NewApplication): Promise<boolean> {
  const result = await tx
    .withTables<Tables>()
    .insertInto('applications.application')
    .values({
      id: application.id,
      number: null,
      service: application.service,
      regulation_version: application.regulationVersion,
      channel: application.channel,
      account_id: application.accountId ?? null,
      consumer_iin: application.consumerIin,
      consumer_name: application.consumerName,
      body_id: application.bodyId,
      locale: application.locale,
      state: JSON.stringify(application.state),
      status: application.status,
      awaits: application.awaits ?? null,
      holder_id: null,
      taken_at: null,
      sent_at: application.sentAt,
      registered_at: null,
      due_at: null,
      near_at: null,
      decided_at: null,
      document_id: null,
      counter_body_id: application.counter?.bodyId ?? null,
      counter_officer_id: application.counter?.officerId ?? null,
      paused_at: null,
      extended_days: 0,
      near_told_at: null,
      missed_told_at: null,
      version: 1,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** What a move changes. */
export interface ApplicationChange {
  readonly state?: ProcessState;
  readonly status?: PublicStatus;
  readonly awaits?: Performer | null;
  readonly number?: string;
  readonly registered_at?: Date;
  readonly due_at?: Date;
  readonly near_at?: Date;
  readonly decided_at?: Date;
  readonly document_id?: string;
  readonly holder_id?: string | null;
  readonly taken_at?: Date | null;
  readonly paused_at?: Date | null;
  readonly extended_days?: number;
  readonly near_told_at?: Date | null;
  readonly missed_told_at?: Date | null;
}

/** Only on a locked application. */
export async function changeApplication(tx: Tx, id: string, change: ApplicationChange): Promise<void> {
  const { state, ...rest } = change;
  await tx
    .withTables<Tables>()
    .updateTable('applications.application')
    .set({ ...rest, ...(state ? { state: JSON.stringify(state) } : {}), version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
}
