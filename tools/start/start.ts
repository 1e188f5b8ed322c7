import { resolve } from 'node:path';
import { ConfigError, readConfig } from '#config';
import type { Config } from '#config';
import { systemClock } from '#kit/clock';
import { enterDistrict } from '../../src/set-up/district/district.ts';
import { enterDemonstration, setUp } from '../../src/set-up/set-up.ts';
import { buildAssets } from './build-assets.ts';
import { startProgram } from './children.ts';
import type { Program } from './children.ts';
import { openInstallationDatabase } from './database.ts';
import type { Database } from './database.ts';
import { introduction } from './introduce.ts';
import { takenPorts } from './ports.ts';

/** Said in plain words and without a trace: the person at the terminal can do something about it. */
class StartError extends Error {}

/** The servers are launched before there is a database: loading them takes as long as making one, and there are two cores. */
function launchServers(config: Config, database: Promise<Database>): Program[] {
  const word = database.then(({ url }) => ({ DATABASE_URL: url }));
  const environment = environmentOf(config);
  return Array.from({ length: config.PROCESSES }, () =>
    startProgram({ name: 'server', file: 'src/main.ts', environment, keep: true, word }),
  );
}

function startOthers(config: Config, databaseUrl: string): Program[] {
  const environment = { ...environmentOf(config), DATABASE_URL: databaseUrl };
  const twins = config.TWINS ? [startProgram({ name: 'twins', file: 'twins/main.ts', environment, keep: true })] : [];
  const agent = config.AGENT ? [startProgram({ name: 'agent', file: 'agent/main.ts', environment, keep: true })] : [];
  return [...twins, ...agent];
}

/** The programs read what this one read: one environment for all. */
function environmentOf(config: Config): NodeJS.ProcessEnv {
  const settings = Object.entries(config).map(
    ([name, value]) => [name, value === true ? 'yes' : value === false ? 'no' : String(value)] as const,
  );
  return { PATH: inherited('PATH'), HOME: inherited('HOME'), ...Object.fromEntries(settings) };
}

function inherited(name: 'PATH' | 'HOME'): string {
  // oxlint-disable-next-line no-restricted-globals -- the children need the shell's paths, which are no settings of ours
  return process.env[name] ?? '';
}

async function run(): Promise<void> {
  const config = readConfig();
  const taken = await takenPorts(config);
  if (taken.length > 0) throw new StartError(taken.join('\n'));
  const prepared = Promise.withResolvers<Database>();
  const running = launchServers(config, prepared.promise);
  const end = (): Promise<unknown> => Promise.all(running.map((program) => program.stop()));
  const building = buildAssets(resolve(config.DATA_DIR, 'assets'));
  const database = await openInstallationDatabase(config).catch(async (error: unknown) => {
    await end();
    throw error;
  });
  const options = { config, databaseUrl: database.url, clock: systemClock };
  const district = { stopped: false, entering: Promise.resolve() };
  const stop = async (): Promise<void> => {
    // The server ends what it is doing before the things it needs go.
    district.stopped = true;
    await district.entering;
    await end();
    await database.stop();
  };
  await Promise.all([setUp(options), building]).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  prepared.resolve(database);
  running.push(...startOthers(config, database.url));
  onStop(stop);
  // The first page need not wait for the demonstration people, whose keys take seconds to make.
  const ready = Promise.all([enterDemonstration(options), ...running.map((program) => program.ready)]);
  const [world] = await ready.catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  process.stdout.write(introduction(config, world));
  if (world === undefined || district.stopped) return;
  // Some seconds of work that nobody waits for: one can look around meanwhile.
  district.entering = tellDistrict(enterDistrict(options, { world, stopped: () => district.stopped }));
}

/** What is not there of the demonstration is said and stops nothing. */
async function tellDistrict(entering: ReturnType<typeof enterDistrict>): Promise<void> {
  try {
    const entered = await entering;
    if (entered === undefined) return;
    process.stdout.write(`The district has ${entered.applications} applications of the last weeks.\n`);
    for (const line of entered.broken) process.stderr.write(`Left out of the demonstration: ${line}\n`);
  } catch (error) {
    process.stderr.write(`The district's applications were not entered: ${error instanceof Error ? error.message : 'unknown'}\n`);
  }
}

function onStop(stop: () => Promise<void>): void {
  let stopping = false;
  const once = (): void => {
    if (stopping) return;
    stopping = true;
    process.stdout.write('\nStopping…\n');
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', once);
  process.on('SIGTERM', once);
}

run().catch((error: unknown) => {
  const plain = error instanceof StartError || error instanceof ConfigError;
  process.stderr.write(`\n${plain ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
