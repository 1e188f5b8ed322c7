import { inTransaction } from '#kit/db';
import type { Db } from '#kit/db';
import type { Clock } from '#kit/clock';
import { sha256Hex } from '#kit/ids';
import { writeTbsCertificate } from '#pki';
import type { Issuer } from './issuer.ts';
import type { Addresses } from './rules/addresses.ts';
import { contentsOf } from './rules/contents.ts';
import { lintOrThrow } from './rules/lint.ts';
import type { Linted } from './rules/lint.ts';
import { requestFaults } from './rules/request.ts';
import type { IssueRequest, KeyUse, RequestFault } from './rules/request.ts';
import { serialFor, serialHex } from './rules/serial.ts';
import { insertRecord, storeCertificate, usesOfKey } from './store/certificate-store.ts';
import type { PreRecord } from './store/certificate-store.ts';
import { appendLog } from './store/log-store.ts';
import type { LogRecord } from './store/log-store.ts';

/** What issuance needs; an `Authority` has it. */
export interface Office {
  readonly db: Db;
  readonly clock: Clock;
  readonly issuer: Issuer;
  readonly addresses: Addresses;
}

export interface Issued {
  readonly ok: true;
  /** DER. */
  readonly certificate: Uint8Array;
  /** Hexadecimal, without leading zero octets: names the certificate in everything else that this module does. */
  readonly serial: string;
}

export interface Refused {
  readonly ok: false;
  readonly faults: readonly RequestFault[];
}

/**
 * Issues a certificate. Not inside of a caller's transaction: what is about to be signed is committed before the signature exists, so that
 * whatever fails after that, the certificate is on record, can be revoked and is answered by OCSP (REL-6).
 *
 * @returns the faults of the request where it is refused
 * @throws where what we built ourselves does not pass the linter, or where signing or storing fails: defects, the record stays
 */
export async function issue(office: Office, request: IssueRequest): Promise<Issued | Refused> {
  const now = office.clock.now();
  // 1. The request by itself, and against what its key was certified for before.
  const uses = await usesOfKey(office.db, sha256Hex(request.key.spki));
  const faults = requestFaults(request, uses);
  if (faults.length > 0) return { ok: false, faults };
  // 2. Built out of the profile. 3. Linted as bytes: only the linter can make what the issuer signs.
  const { linted, record } = prepare(office, request, { uses, now });
  // 4. On record, and committed, before a signature exists.
  if (!(await recordBefore(office.db, record))) return { ok: false, faults: ['keyInUse'] };
  // 5. Signed. 6. The signature verified (inside `signLinted`).
  const certificate = await office.issuer.signLinted(linted);
  // 7. The certificate on record.
  await recordAfter(office, record, certificate);
  return { ok: true, certificate, serial: record.serial };
}

interface Circumstances {
  readonly uses: readonly (KeyUse & { readonly issuer: string })[];
  readonly now: Date;
}

function prepare(office: Office, request: IssueRequest, { uses, now }: Circumstances): { linted: Linted; record: PreRecord } {
  const { profile, subject, key } = request;
  const { issuer, addresses } = office;
  const serial = serialFor(key.identifier, uses.filter((use) => use.issuer === issuer.name).length);
  const plan = { profile, subject, addresses, issuer, serial, notBefore: now, spki: key.spki, keyIdentifier: key.identifier };
  const contents = contentsOf(plan);
  const linted = lintOrThrow(writeTbsCertificate(contents), profile, issuer);
  const record = {
    issuer: issuer.name,
    serial: serialHex(serial),
    profile,
    key_hash: sha256Hex(key.spki),
    iin: 'iin' in subject ? subject.iin : null,
    bin: 'organisation' in subject ? subject.organisation.bin : null,
    not_before: contents.notBefore,
    not_after: contents.notAfter,
    tbs: linted.tbs,
    recorded_at: now,
  };
  return { linted, record };
}

function recordBefore(db: Db, record: PreRecord): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const isNew = await insertRecord(tx, record);
    if (isNew)
      await appendLog(
        tx,
        entryOf(record, { event: 'recorded', at: record.recorded_at.toISOString(), hash: sha256Hex(record.tbs) }),
      );
    return isNew;
  });
}

function recordAfter({ db, clock }: Office, record: PreRecord, certificate: Uint8Array): Promise<void> {
  return inTransaction(db, async (tx) => {
    const at = clock.now();
    await storeCertificate(tx, record, { certificate, at });
    await appendLog(tx, entryOf(record, { event: 'issued', at: at.toISOString(), hash: sha256Hex(certificate) }));
  });
}

function entryOf({ issuer, serial, profile }: PreRecord, event: Pick<LogRecord, 'event' | 'at' | 'hash'>): LogRecord {
  return { ...event, issuer, serial, profile };
}
