import type { Tx } from '#kit/db';
import { newId, newToken, sha256Hex } from '#kit/ids';
import { sendMail } from '#notices';
import type { Locale } from '#text';
import { formatDateTime, texts } from '#text';
import type { Browser } from './ports.ts';
import type { Method, SiteName } from './rules/actor.ts';
import { sessionMinutes } from './rules/session.ts';
import { countDevices, insertActivity, insertSession, rememberDevice } from './store.ts';

export interface SessionHolder {
  readonly site: SiteName;
  readonly id: string;
  readonly email: string;
  readonly locale: Locale;
}

/** A session that was begun; the token goes into the cookie and is stored nowhere. */
export interface BegunSession {
  readonly token: string;
  readonly expiresAt: Date;
}

/** Begins a session with a new secret (never one from before the sign-in), writes it into the recent actions, tells of a new device (AUTH-3, AUTH-4). */
export async function beginSession(
  tx: Tx,
  holder: SessionHolder,
  how: { method: Method; browser: Browser; now: Date },
): Promise<BegunSession> {
  const { method, browser, now } = how;
  const { device, address } = browser;
  const token = newToken();
  const expiresAt = new Date(now.getTime() + sessionMinutes[holder.site].most * 60_000);
  const times = { created_at: now, seen_at: now, expires_at: expiresAt };
  await insertSession(tx, {
    id: newId(),
    token_hash: sha256Hex(token),
    site: holder.site,
    holder_id: holder.id,
    method,
    device,
    address,
    ...times,
  });
  await insertActivity(tx, {
    holderId: holder.id,
    kind: method === 'eds' ? 'signedInWithEds' : 'signedIn',
    at: now,
    device,
    address,
  });
  const fresh = await rememberDevice(tx, { holderId: holder.id, hash: browser.deviceHash, at: now });
  if (fresh && (await countDevices(tx, holder.id)) > 1) {
    const words = texts(holder.locale).identity.letters.newDevice;
    await sendMail(tx, {
      to: holder.email,
      subject: words.subject,
      text: words.text(formatDateTime(now, holder.locale), device),
    });
  }
  return { token, expiresAt };
}
