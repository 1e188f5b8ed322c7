import type { Queryable, Tx } from '#kit/db';
import { tables } from './tables.ts';
import type { CrlKind, IssuerName } from './tables.ts';
import type { Standing } from '../rules/revocation.ts';
import { standingOf } from './standing.ts';

export interface CrlRow {
  readonly issuer: IssuerName;
  readonly number: number;
  readonly kind: CrlKind;
  /** The log's newest entry when the list was cut. */
  readonly log_seq: number;
  readonly this_update: Date;
  readonly next_update: Date;
  readonly crl: Uint8Array;
}

const columns = ['issuer', 'number', 'kind', 'log_seq', 'this_update', 'next_update', 'crl'] as const;

export async function newestCrl(q: Queryable, issuer: IssuerName, kind: CrlKind): Promise<CrlRow | undefined> {
  return tables(q)
    .selectFrom('authority.crl')
    .select(columns)
    .where('issuer', '=', issuer)
    .where('kind', '=', kind)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function insertCrl(tx: Tx, row: CrlRow): Promise<void> {
  await tables(tx).insertInto('authority.crl').values(row).execute();
}

/** Takes the next number; the issuer's row stays locked until `tx` ends, so lists are made one after the other. */
export async function takeCrlNumber(tx: Tx, issuer: IssuerName): Promise<number> {
  const row = await tables(tx)
    .updateTable('authority.issuer')
    .set((eb) => ({ crl_number: eb('crl_number', '+', 1) }))
    .where('name', '=', issuer)
    .returning('crl_number')
    .executeTakeFirstOrThrow();
  return row.crl_number;
}

export interface ListedCertificate {
  readonly serial: string;
  readonly standing: Standing;
}

/** What is revoked or on hold and had not expired before `expiry`. */
export async function notGood(q: Queryable, issuer: IssuerName, expiry: Date): Promise<ListedCertificate[]> {
  const rows = await tables(q)
    .selectFrom('authority.certificate')
    .select(['serial', 'state', 'since', 'reason'])
    .where('issuer', '=', issuer)
    .where('state', '<>', 'good')
    .where('not_after', '>', expiry)
    .orderBy('serial')
    .execute();
  return rows.map((row) => ({ serial: row.serial, standing: standingOf(row) }));
}

/** What changed its state after the log's entry `seq`, with the state of now. */
export async function changedSince(q: Queryable, issuer: IssuerName, seq: number): Promise<ListedCertificate[]> {
  const rows = await tables(q)
    .selectFrom('authority.certificate')
    .select(['serial', 'state', 'since', 'reason'])
    .where('issuer', '=', issuer)
    .where('changed_seq', '>', seq)
    .orderBy('serial')
    .execute();
  return rows.map((row) => ({ serial: row.serial, standing: standingOf(row) }));
}
