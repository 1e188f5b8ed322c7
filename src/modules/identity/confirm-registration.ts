import { inTransaction } from '#kit/db';
import type { Tx } from '#kit/db';
import { newToken, sha256Hex } from '#kit/ids';
import { sendMail } from '#notices';
import { texts } from '#text';
import type { Locale } from '#text';
import type { IdentityServices } from './ports.ts';
import { accountOfLink, changeAccount, findAccount, replaceLink, useLink } from './store.ts';

/** Hours in which the link of a registration can be followed (REG-5). */
export const confirmationHours = 48;

/** Sends a fresh link; the earlier ones are dead from now on. */
export async function sendConfirmation(
  tx: Tx,
  { clock, urls }: Pick<IdentityServices, 'clock' | 'urls'>,
  to: { accountId: string; email: string; locale: Locale },
): Promise<void> {
  const token = newToken();
  const at = clock.now();
  const expiresAt = new Date(at.getTime() + confirmationHours * 3_600_000);
  await replaceLink(tx, { tokenHash: sha256Hex(token), accountId: to.accountId, purpose: 'confirm', at, expiresAt });
  const words = texts(to.locale).identity.letters.confirm;
  await sendMail(tx, {
    to: to.email,
    subject: words.subject,
    text: words.text(`${urls.portal}/register/confirm/${token}`, confirmationHours),
  });
}

export type ConfirmOutcome = 'confirmed' | 'already' | 'stale';

/** Follows the link: completes the registration, once (REG-5). */
export async function confirmRegistration({ db, clock }: IdentityServices, token: string): Promise<ConfirmOutcome> {
  const tokenHash = sha256Hex(token);
  const now = clock.now();
  return inTransaction(db, async (tx): Promise<ConfirmOutcome> => {
    const accountId = await useLink(tx, { tokenHash, purpose: 'confirm', now });
    if (accountId !== undefined) {
      await changeAccount(tx, accountId, { confirmed_at: now });
      return 'confirmed';
    }
    return (await accountOfLink(tx, tokenHash))?.used === true ? 'already' : 'stale';
  });
}

/** Sends a new link to an account that waits for its confirmation. To everybody else nothing is sent and nothing is said (SEC-4). */
export async function resendConfirmation(services: IdentityServices, accountId: string): Promise<void> {
  const account = await findAccount(services.db, accountId);
  if (account === undefined || account.confirmedAt !== undefined) return;
  const { email, locale } = account;
  await inTransaction(services.db, (tx) => sendConfirmation(tx, services, { accountId, email, locale }));
}
