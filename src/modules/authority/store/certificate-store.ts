import type { Queryable, Tx } from '#kit/db';
import type { RevocationReason } from '#pki';
import type { ProfileName } from '../rules/profiles.ts';
import type { Standing } from '../rules/revocation.ts';
import { columnsOf, standingOf } from './standing.ts';
import { tables } from './tables.ts';
import type { IssuerName } from './tables.ts';

/** A certificate as it is recorded before it is signed. */
export interface PreRecord {
  readonly issuer: IssuerName;
  readonly serial: string;
  readonly profile: ProfileName;
  readonly key_hash: string;
  readonly iin: string | null;
  readonly bin: string | null;
  readonly not_before: Date;
  readonly not_after: Date;
  readonly tbs: Uint8Array;
  readonly recorded_at: Date;
}

/** @returns whether it was recorded; false where the issuer has the serial number on record already */
export async function insertRecord(tx: Tx, record: PreRecord): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tables(tx)
    .insertInto('authority.certificate')
    .values(record)
    .onConflict((conflict) => conflict.columns(['issuer', 'serial']).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export interface CertificateKey {
  readonly issuer: IssuerName;
  readonly serial: string;
}

export async function storeCertificate(tx: Tx, key: CertificateKey, made: { certificate: Uint8Array; at: Date }): Promise<void> {
  await tables(tx)
    .updateTable('authority.certificate')
    .set({ certificate: made.certificate, issued_at: made.at })
    .where('issuer', '=', key.issuer)
    .where('serial', '=', key.serial)
    .executeTakeFirstOrThrow();
}

export interface KeyUse {
  readonly issuer: IssuerName;
  readonly profile: ProfileName;
  readonly iin: string | null;
  readonly bin: string | null;
  readonly reason: RevocationReason | null;
}

/** All certificates that were given to a key, by the hash of its SubjectPublicKeyInfo. */
export async function usesOfKey(q: Queryable, keyHash: string): Promise<KeyUse[]> {
  return tables(q)
    .selectFrom('authority.certificate')
    .select(['issuer', 'profile', 'iin', 'bin', 'reason'])
    .where('key_hash', '=', keyHash)
    .execute();
}

/** The standings of those of the serial numbers that the issuer has on record. */
export async function standings(q: Queryable, issuer: IssuerName, serials: readonly string[]): Promise<Map<string, Standing>> {
  const rows = await tables(q)
    .selectFrom('authority.certificate')
    .select(['serial', 'state', 'since', 'reason'])
    .where('issuer', '=', issuer)
    .where((eb) => eb('serial', '=', eb.fn.any(eb.val([...serials]))))
    .execute();
  return new Map(rows.map((row) => [row.serial, standingOf(row)]));
}

/** As {@link standings} of one, which nobody else can change before `tx` ends. */
export async function lockStanding(tx: Tx, { issuer, serial }: CertificateKey): Promise<Standing | undefined> {
  const row = await tables(tx)
    .selectFrom('authority.certificate')
    .select(['state', 'since', 'reason'])
    .where('issuer', '=', issuer)
    .where('serial', '=', serial)
    .forUpdate()
    .executeTakeFirst();
  return row && standingOf(row);
}

export async function storeStanding(tx: Tx, key: CertificateKey, change: { standing: Standing; seq: number }): Promise<void> {
  const { standing, seq } = change;
  await tables(tx)
    .updateTable('authority.certificate')
    .set({ ...columnsOf(standing), changed_seq: seq })
    .where('issuer', '=', key.issuer)
    .where('serial', '=', key.serial)
    .executeTakeFirstOrThrow();
}

export interface CertificateRow extends CertificateKey {
  readonly profile: ProfileName;
  readonly iin: string | null;
  readonly bin: string | null;
  readonly not_before: Date;
  readonly not_after: Date;
  /** Absent where it never came to a signature on record. */
  readonly certificate: Uint8Array | null;
  readonly standing: Standing;
}

const columns = [
  'issuer',
  'serial',
  'profile',
  'iin',
  'bin',
  'not_before',
  'not_after',
  'certificate',
  'state',
  'since',
  'reason',
] as const;

export async function certificateBySerial(q: Queryable, key: CertificateKey): Promise<CertificateRow | undefined> {
  const row = await tables(q)
    .selectFrom('authority.certificate')
    .select(columns)
    .where('issuer', '=', key.issuer)
    .where('serial', '=', key.serial)
    .executeTakeFirst();
  return row && { ...row, standing: standingOf(row) };
}

/** A person's certificates, the newest first, expired and revoked ones too. */
export async function certificatesByIin(q: Queryable, iin: string): Promise<CertificateRow[]> {
  const rows = await tables(q)
    .selectFrom('authority.certificate')
    .select(columns)
    .where('iin', '=', iin)
    .orderBy('recorded_at', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, standing: standingOf(row) }));
}

/** The newest certificate of a profile that has one holder only, such as our OCSP responder. */
export async function newestOfProfile(q: Queryable, profile: ProfileName): Promise<CertificateRow | undefined> {
  const row = await tables(q)
    .selectFrom('authority.certificate')
    .select(columns)
    .where('profile', '=', profile)
    .where('certificate', 'is not', null)
    .orderBy('not_after', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && { ...row, standing: standingOf(row) };
}
