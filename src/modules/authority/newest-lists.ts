import type { Authority } from './authority.ts';
import { newestCrl } from './store/crl-store.ts';

/** The lists in force, DER: those who verify without a network take them along. */
export async function newestLists({ db, issuer, rootCrl }: Authority): Promise<Uint8Array[]> {
  const kinds = await Promise.all([newestCrl(db, issuer.name, 'full'), newestCrl(db, issuer.name, 'delta')]);
  return [rootCrl, ...kinds.flatMap((row) => (row === undefined ? [] : [row.crl]))];
}
