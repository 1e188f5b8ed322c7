import { findBodyByBin } from '#identity';
import type { Db } from '#kit/db';
import type { Translated } from '#text';

/** Names of bodies by their BIN, for pages of modules that do not know bodies. */
export async function bodyNames(db: Db, bins: readonly string[]): Promise<ReadonlyMap<string, Translated>> {
  const bodies = await Promise.all(bins.map((bin) => findBodyByBin(db, bin)));
  return new Map(bodies.flatMap((body) => (body === undefined ? [] : [[body.bin, body.name]])));
}
