import { inTransaction } from '#kit/db';
import { channelOf, limitMilliseconds, localDate } from '#regulations';
import type { ApplicationServices } from './services.ts';
import { insertTallies } from './store.ts';

/** The shortest time that a regulation of this day gives the sign-in at the portal: it is the same sign-in for all of them. */
function limitOfSignIn(services: ApplicationServices, now: Date): number | undefined {
  const limits = services.regulations
    .offered(now)
    .filter(({ process }) => process.channels.some(({ kind }) => kind === 'portal'))
    .flatMap((regulation) => channelOf(regulation, 'portal').steps.filter(({ act }) => act === 'signIn'))
    .flatMap(({ limit }) => (limit === undefined ? [] : [limitMilliseconds(limit) ?? []]).flat());
  return limits.length === 0 ? undefined : Math.min(...limits);
}

/** Keeps how long a sign-in at the portal took, from the press of the button to the answer; it belongs to no service (PRO-9). */
export async function countSignIn(services: ApplicationServices, milliseconds: number): Promise<void> {
  const now = services.clock.now();
  const most = limitOfSignIn(services, now);
  const within = most === undefined || milliseconds <= most ? 1 : 0;
  const counted = { measure: 'step', key: 'signIn', count: 1, within, milliseconds: Math.round(milliseconds) } as const;
  const day = localDate(services.calendar, now);
  await inTransaction(services.db, (tx) =>
    insertTallies(tx, [{ day, bodyId: undefined, service: '', channel: 'portal', ...counted }]),
  );
}
