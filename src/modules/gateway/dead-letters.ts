import { signal } from '#kit/signals';
import type { Queryable, Tx } from '#kit/db';
import { Failure } from '#kit/failure';
import { parseData, serialiseData } from './envelope/messages.ts';
import type { MessageData } from './envelope/messages.ts';
import { transitTopic } from './send-message.ts';
import { insertLetterAudit, listDead, lockDead, removeLetters, reviveLetter } from './store.ts';
import type { DeadLetter, Letter } from './store.ts';

/** What an operator does with a dead letter, and why; all of it is written down. */
export interface LetterAct {
  readonly sequence: number;
  /** Account of the operator. */
  readonly who: string;
  readonly reason: string;
}

/** Letters that were refused or grew too old, newest first, without their bodies. */
export function listDeadLetters(db: Queryable, most: number): Promise<DeadLetter[]> {
  return listDead(db, most);
}

/** The body of a dead letter: personal data, so reading it is written down. @throws notFound */
export async function readDeadLetter(tx: Tx, act: LetterAct): Promise<string> {
  const letter = await lock(tx, act.sequence);
  await insertLetterAudit(tx, { ...act, action: 'read', letter });
  return letter.body;
}

/**
 * Sends a dead letter again; where `fixed` is given, with these data instead of its own.
 *
 * @throws notFound; conflict where a letter that its sender has signed would be changed.
 */
export async function resendDeadLetter(tx: Tx, act: LetterAct & { readonly fixed?: MessageData }): Promise<void> {
  const letter = await lock(tx, act.sequence);
  if (act.fixed !== undefined && letter.leg === 'to-recipient') throw new Failure('conflict');
  await reviveLetter(tx, letter.sequence, act.fixed && serialiseData(act.fixed));
  await insertLetterAudit(tx, { ...act, action: 'resend', letter });
  signal(tx, transitTopic);
}

/** Gives a dead letter up; what waited behind it in its order goes on. @throws notFound */
export async function dropDeadLetter(tx: Tx, act: LetterAct): Promise<void> {
  const letter = await lock(tx, act.sequence);
  await removeLetters(tx, [letter.sequence]);
  await insertLetterAudit(tx, { ...act, action: 'drop', letter });
  signal(tx, transitTopic);
}

/** The data of a letter that was not signed yet, for an operator to fix. */
export function dataOfDeadLetter(body: string): MessageData {
  return parseData(body);
}

async function lock(tx: Tx, sequence: number): Promise<Letter> {
  const letter = await lockDead(tx, sequence);
  if (letter === undefined) throw new Failure('notFound');
  return letter;
}
