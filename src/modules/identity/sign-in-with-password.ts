import { inTransaction } from '#kit/db';
import { sendMail } from '#notices';
import { texts } from '#text';
import type { Iin } from '#subjects';
import { isPassword } from './adapters/passwords.ts';
import { beginSession } from './begin-session.ts';
import type { BegunSession, SessionHolder } from './begin-session.ts';
import { attemptLimits, subjectOf, takeAttempt } from './limits.ts';
import type { Browser, IdentityServices } from './ports.ts';
import type { SiteName } from './rules/actor.ts';
import { changeAccount, clearAttempts, findAccountByIin, findOfficer } from './store.ts';

export type SignInOutcome =
  | ({ readonly kind: 'signedIn' } & BegunSession)
  /** Wrong number or wrong password: the same answer, after the same work (SEC-4). */
  | { readonly kind: 'wrong' }
  | { readonly kind: 'locked' }
  | { readonly kind: 'unconfirmed'; readonly accountId: string };

interface Candidate {
  readonly passwordHash: string;
  readonly confirmed: boolean;
  readonly holder: SessionHolder;
}

async function candidateOf({ db }: IdentityServices, site: SiteName, iin: Iin): Promise<Candidate | undefined> {
  if (site === 'portal') {
    const account = await findAccountByIin(db, iin);
    if (account === undefined) return undefined;
    const { id, email, locale, passwordHash, confirmedAt } = account;
    return { passwordHash, confirmed: confirmedAt !== undefined, holder: { site, id, email, locale } };
  }
  const officer = await findOfficer(db, { iin });
  if (officer === undefined) return undefined;
  return {
    passwordHash: officer.passwordHash,
    confirmed: true,
    holder: { site, id: officer.id, email: officer.email, locale: officer.locale },
  };
}

/** The owner learns of it once a window, with the try that reached the limit. */
async function tellOfLock(services: IdentityServices, site: SiteName, iin: Iin): Promise<void> {
  const candidate = await candidateOf(services, site, iin);
  if (candidate === undefined) return;
  const { holder } = candidate;
  const words = texts(holder.locale).identity.letters.locked;
  const now = services.clock.now();
  const until = new Date(now.getTime() + attemptLimits.signIn.minutes * 60_000);
  await inTransaction(services.db, async (tx) => {
    if (site === 'portal') await changeAccount(tx, holder.id, { locked_until: until });
    await sendMail(tx, { to: holder.email, subject: words.subject, text: words.text(attemptLimits.signIn.minutes) });
  });
}

/** Signs in by IIN and password (AUTH-1; step 1 and condition 1 of the portal channel). */
export async function signInWithPassword(
  services: IdentityServices,
  entered: { site: SiteName; iin: Iin; password: string; browser: Browser },
): Promise<SignInOutcome> {
  const { site, iin, password, browser } = entered;
  const number = `${site} ${iin}`;
  const allowance = await takeAttempt(services, { attempted: 'signIn', number, address: browser.address });
  if (allowance !== 'allowed') {
    await isPassword(undefined, password);
    if (allowance === 'subjectLimit') await tellOfLockOnce(services, site, iin);
    return { kind: 'locked' };
  }
  const candidate = await candidateOf(services, site, iin);
  if (!(await isPassword(candidate?.passwordHash, password)) || candidate === undefined) return { kind: 'wrong' };
  if (!candidate.confirmed) return { kind: 'unconfirmed', accountId: candidate.holder.id };
  const now = services.clock.now();
  return inTransaction(services.db, async (tx) => {
    await clearAttempts(tx, subjectOf('signIn', number));
    const session = await beginSession(tx, candidate.holder, { method: 'password', browser, now });
    if (site === 'portal') await changeAccount(tx, candidate.holder.id, { signed_in_at: now, locked_until: null });
    return { kind: 'signedIn' as const, ...session };
  });
}

async function tellOfLockOnce(services: IdentityServices, site: SiteName, iin: Iin): Promise<void> {
  if (site === 'portal') {
    const account = await findAccountByIin(services.db, iin);
    if (account?.lockedUntil !== undefined && account.lockedUntil > services.clock.now()) return;
  }
  await tellOfLock(services, site, iin);
}
