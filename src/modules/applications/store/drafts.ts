import type { Queryable, Tx } from '#kit/db';
import type { Answers, Known, Representation, RequestContents } from '#regulations';
import { counterStateSchema } from '../rules/counter.ts';
import type { CounterState } from '../rules/counter.ts';
import type { Tables } from './tables.ts';

/** A request that was begun. */
export interface Draft {
  readonly id: string;
  /** The person's; undefined where an officer fills it in at a counter. */
  readonly accountId: string | undefined;
  readonly counter: CounterState | undefined;
  readonly service: string;
  readonly regulationVersion: number;
  readonly answers: Answers;
  /** What the registries said of the person; empty while they did not answer. */
  readonly known: Known;
  readonly knownAt: Date | undefined;
  readonly donePages: readonly string[];
  readonly prepared: RequestContents | undefined;
  /** Who signs for whom, as the applicant chose. */
  readonly representation: Representation;
  /** While signatures are gathered, until when: nothing of the draft changes meanwhile. */
  readonly signingUntil: Date | undefined;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A draft of a person at the portal: only there others may sign too. */
export type PersonsDraft = Draft & { readonly accountId: string };

export function isPersons(draft: Draft): draft is PersonsDraft {
  return draft.accountId !== undefined;
}

export const draftColumns = [
  'id',
  'account_id',
  'counter',
  'service',
  'regulation_version',
  'answers',
  'known',
  'known_at',
  'done_pages',
  'prepared',
  'representation',
  'signing_until',
  'created_at',
  'updated_at',
] as const;

type Row = Pick<Tables['applications.draft'], (typeof draftColumns)[number]>;

export function draftOf(row: Row): Draft {
  return {
    id: row.id,
    accountId: row.account_id ?? undefined,
    counter: row.counter === null ? undefined : counterStateSchema.parse(row.counter),
    service: row.service,
    regulationVersion: row.regulation_version,
    answers: row.answers as Answers,
    known: row.known as Known,
    knownAt: row.known_at ?? undefined,
    donePages: row.done_pages,
    prepared: (row.prepared as RequestContents | null) ?? undefined,
    representation: row.representation as Representation,
    signingUntil: row.signing_until ?? undefined,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** Somebody's draft: a person's own, or one that an officer began at a counter; another's is missing (SEC-2). */
export type DraftKey = { readonly id: string } & ({ readonly accountId: string } | { readonly officerId: string });

function draftsOf(db: Queryable, key: DraftKey) {
  const drafts = db.withTables<Tables>().selectFrom('applications.draft').select(draftColumns).where('id', '=', key.id);
  return 'accountId' in key ? drafts.where('account_id', '=', key.accountId) : drafts.where('officer_id', '=', key.officerId);
}

export async function findDraft(db: Queryable, key: DraftKey): Promise<Draft | undefined> {
  const row = await draftsOf(db, key).executeTakeFirst();
  return row && draftOf(row);
}

/** As `findDraft`, and nobody else changes it until the transaction ends. */
export async function lockDraft(tx: Tx, key: DraftKey): Promise<Draft | undefined> {
  const row = await draftsOf(tx, key).forUpdate().executeTakeFirst();
  return row && draftOf(row);
}

export async function findDraftOfService(db: Queryable, accountId: string, service: string): Promise<Draft | undefined> {
  const drafts = db.withTables<Tables>().selectFrom('applications.draft').select(draftColumns);
  const row = await drafts.where('account_id', '=', accountId).where('service', '=', service).executeTakeFirst();
  return row && draftOf(row);
}

export async function listDrafts(db: Queryable, accountId: string): Promise<Draft[]> {
  const drafts = db.withTables<Tables>().selectFrom('applications.draft').select(draftColumns);
  return (await drafts.where('account_id', '=', accountId).orderBy('updated_at', 'desc').limit(50).execute()).map(draftOf);
}

/** Begins a draft; begun twice at once, there is one. @returns the id of the one that there is. */
export async function putDraft(
  tx: Tx,
  draft: Omit<Draft, 'accountId' | 'counter' | 'prepared' | 'donePages' | 'representation' | 'signingUntil'> & {
    accountId: string;
  },
): Promise<string> {
  const times = { created_at: draft.createdAt, updated_at: draft.updatedAt };
  const row = await tx
    .withTables<Tables>()
    .insertInto('applications.draft')
    .values({
      id: draft.id,
      account_id: draft.accountId,
      service: draft.service,
      regulation_version: draft.regulationVersion,
      answers: JSON.stringify(draft.answers),
      known: JSON.stringify(draft.known),
      known_at: draft.knownAt ?? null,
      done_pages: [],
      prepared: null,
      representation: '{}',
      signing_until: null,
      ...times,
    })
    .onConflict((conflict) => conflict.columns(['account_id', 'service']).doUpdateSet({ updated_at: draft.updatedAt }))
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function saveDraft(
  tx: Tx,
  id: string,
  change: { answers: Answers; donePages: readonly string[]; prepared: RequestContents | undefined; at: Date },
): Promise<void> {
  const { answers, donePages, prepared, at } = change;
  await tx
    .withTables<Tables>()
    .updateTable('applications.draft')
    .set({
      answers: JSON.stringify(answers),
      done_pages: [...donePages],
      prepared: prepared === undefined ? null : JSON.stringify(prepared),
      updated_at: at,
    })
    .where('id', '=', id)
    .execute();
}

export async function removeDraft(tx: Tx, id: string): Promise<void> {
  await tx.withTables<Tables>().deleteFrom('applications.draft').where('id', '=', id).execute();
}

/** The registries answered now, after they had been away. */
export async function saveKnown(tx: Tx, id: string, known: { facts: Known; answers: Answers; at: Date }): Promise<void> {
  await tx
    .withTables<Tables>()
    .updateTable('applications.draft')
    .set({ known: JSON.stringify(known.facts), known_at: known.at, answers: JSON.stringify(known.answers), prepared: null })
    .where('id', '=', id)
    .execute();
}
