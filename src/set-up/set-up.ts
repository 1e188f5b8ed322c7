import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setUpAuthority } from '#authority';
import type { Authority } from '#authority';
import type { Config } from '#config';
import type { Clock } from '#kit/clock';
import { openDatabase } from '#kit/db';
import type { Db } from '#kit/db';
import { migrate } from '#kit/migrate';
import { foundingClock, hasPast } from './district/founding.ts';
import { writeSecret } from './keys.ts';
import { schemas } from './schemas.ts';
import { setUpSystems } from './systems.ts';
import { makeWorld } from './world.ts';
import type { World } from './world.ts';

export interface SetUpOptions {
  readonly config: Config;
  /** Address of the database; the embedded one's is known only when it runs. */
  readonly databaseUrl: string;
  readonly clock: Clock;
}

/** Opens the authority of this installation; makes it where there is none and the mode allows. */
export function openOwnAuthority({ config, db, clock }: { config: Config; db: Db; clock: Clock }): Promise<Authority> {
  return setUpAuthority({
    db,
    clock,
    passphrase: config.AUTHORITY_PASSPHRASE || undefined,
    dataFolder: config.DATA_DIR,
    address: config.PKI_URL,
    production: config.MODE === 'production',
  });
}

async function readWorld(path: string): Promise<World | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as World);
}

/** Brings an installation to where its server can start: schemas, authority, systems. Repeated, it changes nothing. @returns the migrations that ran */
export function setUp({ config, databaseUrl, clock }: SetUpOptions): Promise<readonly string[]> {
  return withDatabase(databaseUrl, async (db) => {
    const migrated = await migrate(db, schemas);
    const isNew = !existsSync(join(config.DATA_DIR, 'authority'));
    const founding = config.DISTRICT && isNew ? foundingClock(clock) : clock;
    const authority = await openOwnAuthority({ config, db, clock: founding });
    await setUpSystems(authority, { db, config, now: clock.now() });
    return migrated;
  });
}

/**
 * Fills an installation that is set up with the demonstration people, once; the server may be running meanwhile.
 *
 * @returns undefined where the settings want none
 */
export async function enterDemonstration({ config, databaseUrl, clock }: SetUpOptions): Promise<World | undefined> {
  if (!config.SEED) return undefined;
  const path = join(config.DATA_DIR, 'demonstration.json');
  const known = await readWorld(path);
  if (known !== undefined) return known;
  return withDatabase(databaseUrl, async (db) => {
    const present = await openOwnAuthority({ config, db, clock });
    const past = config.DISTRICT && hasPast(present.issuingCertificate, clock);
    const authority = past ? await openOwnAuthority({ config, db, clock: foundingClock(clock) }) : present;
    const world = await makeWorld(authority, { db, dataFolder: config.DATA_DIR, now: clock.now() });
    await writeSecret(path, JSON.stringify(world, undefined, 2));
    return world;
  });
}

/** The demonstration's people are entered all at once: on a busy machine none may wait longer for a connection than the pool lets it. */
const connections = 16;

async function withDatabase<T>(url: string, work: (db: Db) => Promise<T>): Promise<T> {
  const db = openDatabase({ url, connections });
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}
