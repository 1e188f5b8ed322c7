import { signal } from '#kit/signals';
import type { Queryable, Tx } from '#kit/db';
import { Failure } from '#kit/failure';
import { parseData, serialiseData } from './envelope/messages.ts';
import type { MessageData } from './envelope/messages.ts';
import { dataOfText } from './letter-text.ts';
import { transitTopic } from './send-message.ts';
import { countBehind, findDead, insertLetterAudit, listDead, lockDead, removeLetters, reviveLetter } from './store.ts';
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

/** A dead letter without its body, and how many of its order wait behind it; undefined where there is none. */
export async function findDeadLetter(
  db: Queryable,
  sequence: number,
): Promise<{ readonly letter: DeadLetter; readonly behind: number } | undefined> {
  const letter = await findDead(db, sequence);
  return letter && { letter, behind: await countBehind(db, sequence) };
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

/**
 * Sends a dead letter again with its data as an operator has mended them.
 *
 * @returns false where `text` cannot be read as data of the letter's kind; then nothing has changed
 * @throws notFound; conflict where its sender has signed it.
 */
export async function mendDeadLetter(tx: Tx, act: LetterAct & { readonly text: string }): Promise<boolean> {
  const letter = await lock(tx, act.sequence);
  if (letter.leg === 'to-recipient') throw new Failure('conflict');
  const fixed = dataOfText(act.text, parseData(letter.body));
  if (fixed !== undefined) await resendDeadLetter(tx, { ...act, fixed });
  return fixed !== undefined;
}

/** Gives a dead letter up; what waited behind it in its order goes on. @throws notFound */
export async function dropDeadLetter(tx: Tx, act: LetterAct): Promise<void> {
  const letter = await lock(tx, act.sequence);
  await removeLetters(tx, [letter.sequence]);
  await insertLetterAudit(tx, { ...act, action: 'drop', letter });
  signal(tx, transitTopic);
}

async function lock(tx: Tx, sequence: number): Promise<Letter> {
  const letter = await lockDead(tx, sequence);
  if (letter === undefined) throw new Failure('notFound');
  return letter;
}
