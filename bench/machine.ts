import { cpus, loadavg, totalmem } from 'node:os';
import { execFileSync } from 'node:child_process';
import { startPostgres } from '#kit/postgres';
import { systemClock } from '#kit/clock';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

async function postgresVersion(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'birtereze-bench-'));
  const server = await startPostgres({ folder: join(folder, 'postgres') });
  const client = new pg.Client({ connectionString: server.url('postgres') });
  await client.connect();
  const { rows } = await client.query<{ server_version: string }>('show server_version');
  await client.end();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
  return rows[0]?.server_version ?? 'unknown';
}

/** What the figures were measured on, and how busy it was: a busy machine gives worse absolute figures. */
export async function machineFacts(): Promise<string[]> {
  const [first] = cpus();
  const openssl = execFileSync('openssl', ['version'], { encoding: 'utf8' }).trim();
  return [
    `${systemClock.now().toISOString().slice(0, 10)}; ${cpus().length} cores (${first?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB`,
    `Node ${process.versions.node} with OpenSSL ${process.versions.openssl} (system: ${openssl}), PostgreSQL ${await postgresVersion()} with fsync`,
    `load average of the last minute at the end of the run: ${loadavg()[0]?.toFixed(1)} (the benchmarks themselves make about 2)`,
  ];
}
