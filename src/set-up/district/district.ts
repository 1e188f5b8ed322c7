import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { askedWithinProcess } from '#authority';
import type { Config } from '#config';
import { fixedClock } from '#kit/clock';
import { openDatabase } from '#kit/db';
import { openLog } from '#kit/log';
import { listenForSignals } from '#kit/signals';
import { createServices } from '../../services.ts';
import { writeSecret } from '../keys.ts';
import { openOwnAuthority } from '../set-up.ts';
import type { SetUpOptions } from '../set-up.ts';
import type { World } from '../world.ts';
import { enterStories } from './enter.ts';
import type { Entered } from './enter.ts';
import { hasPast } from './founding.ts';
import { registriesOfCast } from './registry.ts';
import { stories } from './stories/stories.ts';

/** How many stories earlier starts have begun. */
async function begunBefore(mark: string): Promise<number> {
  const text = await readFile(mark, 'utf8').catch(() => undefined);
  return text === undefined ? 0 : (JSON.parse(text) as { begun: number }).begun;
}

/** From one story to the next the clock goes back: an answer about a certificate would be younger than its question. */
function neverReusing(config: Config): Config {
  return { ...config, REVOCATION_REUSE: -100 * 86_400 };
}

/**
 * Fills the demonstration with the applications of its last weeks, once; the server is running meanwhile and carries their messages. Where a
 * start was cut off, the next goes on.
 *
 * @returns undefined where the settings want none, the authority is too young for a past, or an earlier start has done it
 */
export async function enterDistrict(
  { config, databaseUrl, clock }: SetUpOptions,
  { world, stopped }: { world: World; stopped: () => boolean },
): Promise<Entered | undefined> {
  const mark = join(config.DATA_DIR, 'district.json');
  const from = await begunBefore(mark);
  if (!config.DISTRICT || from >= stories.length) return undefined;
  const log = openLog({ level: 'warn', name: 'district' });
  const db = openDatabase({ url: databaseUrl, connections: 4 });
  const signals = listenForSignals(databaseUrl, log);
  try {
    const past = fixedClock(clock.now());
    const authority = await openOwnAuthority({ config, db, clock: past });
    if (!hasPast(authority.issuingCertificate, clock)) return undefined;
    const fetcher = askedWithinProcess(authority);
    const ground = { config: neverReusing(config), db, clock: past, fileClock: clock, log, signals, authority, fetcher };
    const { applications } = await createServices(ground);
    const services = { ...applications, ...registriesOfCast(clock) };
    const desk = { services, clock: past, keys: join(config.DATA_DIR, 'keys'), password: world.password };
    const begins = (begun: number) => writeSecret(mark, JSON.stringify({ begun }));
    return await enterStories(desk, { clock, calendar: services.calendar, from, begins, stopped });
  } finally {
    await signals.close();
    await db.destroy();
  }
}
