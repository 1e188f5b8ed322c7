import { inTransaction } from '#kit/db';
import { sha256Hex } from '#kit/ids';
import type { IdentityServices } from './ports.ts';
import { countAttempt } from './store.ts';

/** Tries in a window of minutes, for one account and for one address (AUTH-3, REG-2). */
export const attemptLimits = {
  signIn: { perSubject: 10, perAddress: 100, minutes: 15 },
  lookUp: { perSubject: 5, perAddress: 20, minutes: 60 },
} as const;
export type Attempted = keyof typeof attemptLimits;

/** Numbers are counted under their hash: this table is not a list of who tried to sign in. */
export function subjectOf(attempted: Attempted, number: string): string {
  return `${attempted}:${sha256Hex(number)}`;
}

export type Allowance = 'allowed' | 'subjectLimit' | 'addressLimit';

/** Writes a try down, in a transaction of its own so that it stays whatever follows, and says whether it may be made. */
export async function takeAttempt(
  { db, clock }: Pick<IdentityServices, 'db' | 'clock'>,
  attempt: { attempted: Attempted; number: string; address: string },
): Promise<Allowance> {
  const { perSubject, perAddress, minutes } = attemptLimits[attempt.attempted];
  const now = clock.now();
  const since = new Date(now.getTime() - minutes * 60_000);
  return inTransaction(db, async (tx) => {
    const ofAddress = await countAttempt(tx, { subject: `${attempt.attempted}@${attempt.address}`, now, since });
    if (ofAddress > perAddress) return 'addressLimit';
    const ofSubject = await countAttempt(tx, { subject: subjectOf(attempt.attempted, attempt.number), now, since });
    return ofSubject > perSubject ? 'subjectLimit' : 'allowed';
  });
}
