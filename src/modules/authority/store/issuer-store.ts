import { sql } from 'kysely';
import type { Queryable, Tx } from '#kit/db';
import { tables } from './tables.ts';
import type { IssuerName } from './tables.ts';

export async function issuerCertificate(q: Queryable, name: IssuerName): Promise<Uint8Array | undefined> {
  const row = await tables(q).selectFrom('authority.issuer').select('certificate').where('name', '=', name).executeTakeFirst();
  return row?.certificate;
}

export async function insertIssuer(tx: Tx, row: { name: IssuerName; certificate: Uint8Array; created_at: Date }): Promise<void> {
  await tables(tx).insertInto('authority.issuer').values(row).execute();
}

const setUpKey = 7_255_102;

/** One process sets up, the others wait until its transaction ends. */
export async function lockSetUp(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${setUpKey})`.execute(tx);
}
