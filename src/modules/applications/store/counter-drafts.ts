import type { Queryable, Tx } from '#kit/db';
import type { Answers, Known } from '#regulations';
import type { CounterState } from '../rules/counter.ts';
import type { Draft } from './drafts.ts';
import { draftColumns, draftOf } from './drafts.ts';
import type { Tables } from './tables.ts';

export interface NewCounterDraft {
  readonly id: string;
  readonly officerId: string;
  readonly service: string;
  readonly regulationVersion: number;
  readonly counter: CounterState;
  readonly at: Date;
}

/** Begins a draft at a counter; an officer has one of a service for a consumer. @returns the id of the one that there is. */
export async function putCounterDraft(tx: Tx, draft: NewCounterDraft): Promise<string> {
  const row = await tx
    .withTables<Tables>()
    .insertInto('applications.draft')
    .values({
      id: draft.id,
      account_id: null,
      officer_id: draft.officerId,
      consumer_iin: draft.counter.consumerIin,
      counter: JSON.stringify(draft.counter),
      service: draft.service,
      regulation_version: draft.regulationVersion,
      answers: '{}',
      known: '{}',
      known_at: null,
      done_pages: [],
      prepared: null,
      created_at: draft.at,
      updated_at: draft.at,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['officer_id', 'service', 'consumer_iin'])
        .where('officer_id', 'is not', null)
        .doUpdateSet({ updated_at: draft.at }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** The drafts of one officer, the last touched first. */
export async function listCounterDrafts(db: Queryable, officerId: string): Promise<Draft[]> {
  const drafts = db.withTables<Tables>().selectFrom('applications.draft').select(draftColumns);
  const rows = await drafts.where('officer_id', '=', officerId).orderBy('updated_at', 'desc').limit(50).execute();
  return rows.map(draftOf);
}

/** How far a draft at a counter has come; what was reviewed before has to be reviewed again. */
export async function saveCounter(tx: Tx, id: string, change: { counter: CounterState; at: Date }): Promise<void> {
  await tx
    .withTables<Tables>()
    .updateTable('applications.draft')
    .set({ counter: JSON.stringify(change.counter), prepared: null, updated_at: change.at })
    .where('id', '=', id)
    .execute();
}

/** What the registries said of the consumer, or nothing where they gave nothing to go on with. */
export async function saveAnswered(
  tx: Tx,
  id: string,
  said: { counter: CounterState; known: Known; answers: Answers; knownAt: Date | undefined; at: Date },
): Promise<void> {
  const { counter, known, answers, knownAt, at } = said;
  await tx
    .withTables<Tables>()
    .updateTable('applications.draft')
    .set({
      counter: JSON.stringify(counter),
      known: JSON.stringify(known),
      known_at: knownAt ?? null,
      answers: JSON.stringify(answers),
      prepared: null,
      updated_at: at,
    })
    .where('id', '=', id)
    .execute();
}
