import type { Tx } from '#kit/db';
import { sha256Hex } from '#kit/ids';
import type { CrlContents } from '#pki';
import type { Issuer } from './issuer.ts';
import type { Addresses } from './rules/addresses.ts';
import { entryOf, listedAfterExpiry, rhythm } from './rules/crl-plan.ts';
import type { Listed } from './rules/crl-plan.ts';
import { changedSince, insertCrl, newestCrl, notGood, takeCrlNumber } from './store/crl-store.ts';
import { appendLog, cutLog } from './store/log-store.ts';
import type { CrlKind } from './store/tables.ts';

interface Press {
  readonly issuer: Issuer;
  readonly addresses: Addresses;
}

interface Cut {
  readonly number: number;
  /** The log's newest entry: what is on the list is what happened up to it. */
  readonly seq: number;
  readonly now: Date;
}

/**
 * Makes a full list of the issuing authority, and a delta list of the same number against the full list before it, so that whoever holds
 * that one need not fetch the new one (RFC 5280 §5.2.3: lists of one moment have one number and say the same).
 */
export async function publishFull(tx: Tx, press: Press, now: Date): Promise<void> {
  const before = await newestCrl(tx, press.issuer.name, 'full');
  const cut = await takeCut(tx, press, now);
  const entries = await notGood(tx, press.issuer.name, new Date(now.getTime() - listedAfterExpiry));
  await publish(tx, press, { kind: 'full', cut, entries, extra: { freshest: press.addresses.issuingDeltaCrl } });
  await publishDeltaAgainst(tx, press, { cut, base: before ?? { number: cut.number, log_seq: cut.seq } });
}

/** Makes a delta list against the newest full list; a full one where there is none yet. */
export async function publishDelta(tx: Tx, press: Press, now: Date): Promise<void> {
  const base = await newestCrl(tx, press.issuer.name, 'full');
  if (base === undefined) return publishFull(tx, press, now);
  return publishDeltaAgainst(tx, press, { cut: await takeCut(tx, press, now), base });
}

/** Locks in one order everywhere: the issuer's row, then the log. */
async function takeCut(tx: Tx, { issuer }: Press, now: Date): Promise<Cut> {
  const number = await takeCrlNumber(tx, issuer.name);
  return { number, seq: await cutLog(tx), now };
}

async function publishDeltaAgainst(
  tx: Tx,
  press: Press,
  { cut, base }: { cut: Cut; base: { number: number; log_seq: number } },
): Promise<void> {
  const entries = await changedSince(tx, press.issuer.name, base.log_seq);
  await publish(tx, press, { kind: 'delta', cut, entries, extra: { baseNumber: base.number } });
}

interface Edition {
  readonly kind: CrlKind;
  readonly cut: Cut;
  readonly entries: readonly Listed[];
  readonly extra: Pick<CrlContents, 'baseNumber' | 'freshest'>;
}

async function publish(tx: Tx, { issuer }: Press, { kind, cut, entries, extra }: Edition): Promise<void> {
  const { number, seq, now } = cut;
  const { holds } = rhythm[kind];
  const times = { thisUpdate: now, nextUpdate: new Date(now.getTime() + holds) };
  const crl = await issuer.signCrl({ ...times, ...extra, number, entries: entries.map((entry) => entryOf(entry, now)) });
  const row = { issuer: issuer.name, number, kind, log_seq: seq, this_update: now, next_update: times.nextUpdate, crl };
  await insertCrl(tx, row);
  const reason = kind === 'delta' ? `base ${extra.baseNumber}` : 'full';
  await appendLog(tx, { at: now.toISOString(), event: 'crl', issuer: issuer.name, number, reason, hash: sha256Hex(crl) });
}
