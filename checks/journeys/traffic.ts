import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { z } from 'zod';
import { systems } from '#applications';
import { messageKind, sendAsync } from '#gateway';
import { inTransaction } from '#kit/db';
import { notaryRegistryService } from '#registries';
import { cast, powersOfAttorney } from '#seed';
import { Poster } from './by-post.ts';
import { sendRequest } from './inhabitants.ts';
import type { Inhabitants } from './inhabitants.ts';
import { beginAtCounter } from './taking.ts';
import { eventually } from './world.ts';
import type { World } from './world.ts';

/** Something that no provider understands. */
const nonsense = messageKind('applications.request', z.object({ nonsense: z.boolean() }));

/** Asks the notary system from a counter of the centre, in the ordinary way. */
async function askNotary(world: World, people: Inhabitants, power: 'valid' | 'general'): Promise<void> {
  const at = new Poster(world.workplace, people.operator, await world.cast('madina'));
  const { number, principal, representative } = powersOfAttorney[power];
  await beginAtCounter(at, 'rg-1', { consumer: cast[principal], representative: { iin: cast[representative].iin, number } });
}

/** Has the twin of the notary system answer nobody. */
async function stopNotary({ db }: World): Promise<void> {
  const { rows } = await sql<{ address: string }>`select address from gateway.system
    where id = ${notaryRegistryService.provider}`.execute(db);
  const { status } = await fetch(`${rows[0]?.address}/control`, {
    method: 'POST',
    body: 'down',
    headers: { 'x-twin-control': '1' },
  });
  assert.equal(status, 200);
}

/** A message that the provider refuses: it lies dead until somebody looks at it. */
async function sendNonsense({ db }: World): Promise<void> {
  await inTransaction(db, (tx) => sendAsync(tx, nonsense, { payload: { nonsense: true }, from: systems.portal }));
  await eventually('the refusal', async () => {
    const { rows } = await sql`select 1 from gateway.transit where dead_at is not null`.execute(db);
    return rows.length === 1 ? true : undefined;
  });
}

/** A day as it comes: a request that is sent and registered, a registry that answers and then does not, a message that is refused. */
export async function makeTraffic(world: World, people: Inhabitants): Promise<void> {
  await sendRequest(world, await people.signedDraft(people.owner));
  await askNotary(world, people, 'valid');
  await stopNotary(world);
  await askNotary(world, people, 'general');
  await sendNonsense(world);
}
