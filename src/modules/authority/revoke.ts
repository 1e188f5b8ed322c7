import type { Tx } from '#kit/db';
import { enqueue } from '#kit/jobs';
import { publishFullCrl } from './job-kinds.ts';
import { standingAfter } from './rules/revocation.ts';
import type { Act, ActRefusal, RevokeReason } from './rules/revocation.ts';
import { serialOfText } from './rules/serial.ts';
import { lockStanding, storeStanding } from './store/certificate-store.ts';
import { appendLog } from './store/log-store.ts';

/** Which certificate of the issuing authority, and when it is done. */
export interface Target {
  /** Hexadecimal; leading zeros mean nothing. */
  readonly serial: string;
  readonly now: Date;
}

export type RevokeResult = 'done' | 'unknown' | ActRefusal;

/**
 * Revokes for good (NCA-3). OCSP says so as soon as `tx` is stored, the lists with their next issue; a stolen key has lists made at once.
 * Who may do it is the caller's to decide.
 */
export function revoke(tx: Tx, target: Target & { readonly reason: RevokeReason }): Promise<RevokeResult> {
  return change(tx, target, { act: 'revoke', reason: target.reason });
}

/** Suspends a certificate; `release` takes it back. */
export function hold(tx: Tx, target: Target): Promise<RevokeResult> {
  return change(tx, target, { act: 'hold' });
}

/** Takes a certificate off hold. */
export function release(tx: Tx, target: Target): Promise<RevokeResult> {
  return change(tx, target, { act: 'release' });
}

async function change(tx: Tx, { serial, now }: Target, act: Act): Promise<RevokeResult> {
  const key = { issuer: 'issuing', serial: serialOfText(serial) } as const;
  const standing = await lockStanding(tx, key);
  if (standing === undefined) return 'unknown';
  const next = standingAfter(standing, act, now);
  if (typeof next === 'string') return next;
  const reason = act.act === 'revoke' ? { reason: act.reason } : {};
  const seq = await appendLog(tx, { at: now.toISOString(), event: act.act, ...key, ...reason });
  await storeStanding(tx, key, { standing: next, seq });
  if (act.act === 'revoke' && act.reason === 'keyCompromise') await enqueue(tx, publishFullCrl, {}, { key: 'compromise' });
  return 'done';
}
