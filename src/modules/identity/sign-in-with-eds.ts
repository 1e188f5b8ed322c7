import { inTransaction } from '#kit/db';
import { parseIin } from '#subjects';
import type { Iin } from '#subjects';
import { beginSession } from './begin-session.ts';
import type { BegunSession, SessionHolder } from './begin-session.ts';
import { verifyChallenge } from './challenge.ts';
import type { SignedChallenge } from './challenge.ts';
import type { Browser, IdentityServices } from './ports.ts';
import type { Refusal } from './rules/refusal.ts';
import { changeAccount, findAccountByIin, findOfficer } from './store.ts';

export type EdsSignInOutcome =
  | ({ readonly kind: 'signedIn' } & BegunSession)
  | { readonly kind: 'stale' }
  | { readonly kind: 'refused'; readonly failed: Refusal }
  /** The signature is right, but nobody registered with this IIN. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'unconfirmed'; readonly accountId: string };

async function holderOf(
  { db }: IdentityServices,
  site: 'portal' | 'workplace',
  iin: Iin,
): Promise<{ holder: SessionHolder; confirmed: boolean } | undefined> {
  if (site === 'portal') {
    const account = await findAccountByIin(db, iin);
    return (
      account && {
        holder: { site, id: account.id, email: account.email, locale: account.locale },
        confirmed: account.confirmedAt !== undefined,
      }
    );
  }
  const officer = await findOfficer(db, { iin });
  return officer && { holder: { site, id: officer.id, email: officer.email, locale: officer.locale }, confirmed: true };
}

/** Signs in by ЭЦҚ: the IIN comes from the verified certificate and from nowhere else (AUTH-2). A temporary account becomes full by it (REG-7). */
export async function signInWithEds(
  services: IdentityServices,
  signed: SignedChallenge & { browser: Browser },
): Promise<EdsSignInOutcome> {
  const outcome = await verifyChallenge(services, signed);
  if (outcome.kind !== 'verified') return outcome;
  const iin = parseIin(outcome.verified.iin ?? '');
  if (iin === undefined) return { kind: 'refused', failed: 'identity' };
  const found = await holderOf(services, signed.site, iin);
  if (found === undefined) return { kind: 'unknown' };
  const { holder, confirmed } = found;
  if (!confirmed) return { kind: 'unconfirmed', accountId: holder.id };
  const now = services.clock.now();
  return inTransaction(services.db, async (tx) => {
    if (signed.site === 'portal') await changeAccount(tx, holder.id, { signed_in_at: now, level: 'full', locked_until: null });
    const session = await beginSession(tx, holder, { method: 'eds', browser: signed.browser, now });
    return { kind: 'signedIn' as const, ...session };
  });
}
