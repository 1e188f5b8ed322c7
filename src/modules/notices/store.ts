import { sql } from 'kysely';
import type { Queryable, Tx } from '#kit/db';
import type { Translated } from '#text';

type NoticeTable = {
  id: string;
  recipient: string;
  subject: string;
  title: unknown;
  body: unknown;
  link: string | null;
  created_at: Date;
  read_at: Date | null;
};

type Tables = {
  'notices.notice': NoticeTable;
};

const columns = ['id', 'subject', 'title', 'body', 'link', 'created_at as createdAt', 'read_at as readAt'] as const;

/** A notice as it is shown. */
export interface Notice {
  readonly id: string;
  readonly subject: string;
  readonly title: Translated;
  readonly body: Translated;
  readonly link: string | null;
  readonly createdAt: Date;
  readonly readAt: Date | null;
}

export interface NewNotice {
  readonly id: string;
  readonly recipient: string;
  readonly subject: string;
  readonly title: Translated;
  readonly body: Translated;
  readonly link: string | null;
  readonly at: Date;
}

/** @returns false where the recipient has a notice of this subject already. */
export async function insertNotice(tx: Tx, notice: NewNotice): Promise<boolean> {
  const { recipient, id, subject, link, at } = notice;
  const row = {
    id,
    recipient,
    subject,
    link,
    title: JSON.stringify(notice.title),
    body: JSON.stringify(notice.body),
    created_at: at,
    read_at: null,
  };
  const result = await tx
    .withTables<Tables>()
    .insertInto('notices.notice')
    .values(row)
    .onConflict((conflict) => conflict.columns(['recipient', 'subject']).doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows ?? 0) > 0;
}

/** Newest first; `before`: the last one that was shown, so that a page neither repeats nor leaves out what came at the same moment. */
export async function listNotices(
  db: Queryable,
  recipient: string,
  page: { limit: number; before: string | undefined },
): Promise<Notice[]> {
  const notices = db.withTables<Tables>().selectFrom('notices.notice').where('recipient', '=', recipient);
  let query = notices.select(columns);
  if (page.before !== undefined) {
    const last = notices.where('id', '=', page.before).select(['created_at', 'id']);
    query = query.where((eb) => eb(eb.refTuple('created_at', 'id'), '<', last.$asTuple('created_at', 'id')));
  }
  const ordered = query.orderBy('created_at', 'desc').orderBy('id', 'desc');
  return (await ordered.limit(page.limit).execute()) as unknown as Notice[];
}

export async function countUnread(db: Queryable, recipient: string): Promise<number> {
  const row = await db
    .withTables<Tables>()
    .selectFrom('notices.notice')
    .select((eb) => eb.fn.countAll<number>().as('unread'))
    .where('recipient', '=', recipient)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.unread;
}

/** Those of the recipient among these ids. */
export async function markRead(tx: Tx, recipient: string, read: { ids: readonly string[]; at: Date }): Promise<void> {
  await tx
    .withTables<Tables>()
    .updateTable('notices.notice')
    .set({ read_at: read.at })
    .where('recipient', '=', recipient)
    .where('id', '=', sql<string>`any(${read.ids}::uuid[])`)
    .where('read_at', 'is', null)
    .execute();
}
