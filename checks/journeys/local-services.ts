import assert from 'node:assert/strict';
import { findBodyByBin } from '#identity';
import { systemClock } from '#kit/clock';
import { inTransaction } from '#kit/db';
import { newId } from '#kit/ids';
import { enterByDecision } from '#registers';
import { bodies, cast } from '#seed';
import type { BodyKey, CastKey } from '#seed';
import { parseIin } from '#subjects';
import { signIn } from './by-post.ts';
import type { Poster } from './by-post.ts';
import type { World } from './world.ts';

/** Who orders and who decides. */
export interface Desk {
  readonly consumer: Poster;
  readonly specialist: Poster;
  readonly head: Poster;
}

export async function deskOf(world: World, people: Readonly<Record<keyof Desk, CastKey>>): Promise<Desk> {
  const [consumer, specialist, head] = await Promise.all([
    signIn(world.portal, await world.cast(people.consumer)),
    signIn(world.workplace, await world.cast(people.specialist)),
    signIn(world.workplace, await world.cast(people.head)),
  ]);
  return { consumer, specialist, head };
}

/** Enters one of the cast into a register of a body, as a decision of another day would have. */
export async function enter(
  world: World,
  person: CastKey,
  into: { body: BodyKey; register: string; values: Record<string, string> },
) {
  const { body: key, register, values } = into;
  const body = await findBodyByBin(world.db, bodies[key].bin);
  const iin = parseIin(cast[person].iin);
  if (body === undefined || iin === undefined) throw new Error(`There is no ${key} or no ${person}`);
  const at = systemClock.now();
  const application = { id: newId(), number: 'TEST', filedAt: at };
  const name = (await world.cast(person)).fullName;
  await inTransaction(world.db, (tx) =>
    enterByDecision(tx, { register, bodyId: body.id, consumer: { iin, name }, application, values, at }),
  );
}

/** All of these words stand in the text; where not, the text is shown. */
export function says(text: string, ...words: readonly string[]): void {
  const plain = text.replaceAll('\u00a0', ' ');
  assert.deepEqual(
    words.filter((word) => !plain.includes(word)),
    [],
    `is not said in:\n${plain}`,
  );
}
