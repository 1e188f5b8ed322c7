import { resolve } from 'node:path';
import type { Config } from '#config';
import { ensureDatabase, startPostgres } from '#kit/postgres';

/** The database of an installation, for as long as somebody needs it. */
export interface Database {
  readonly url: string;
  /** Whether it ran before: then it is somebody else's to stop. */
  readonly adopted: boolean;
  stop(): Promise<void>;
}

/** The one that DATABASE_URL names; where it names none, the embedded one under DATA_DIR, started. */
export async function openInstallationDatabase(config: Config): Promise<Database> {
  if (config.DATABASE_URL !== '') return { url: config.DATABASE_URL, adopted: true, stop: () => Promise.resolve() };
  const server = await startPostgres({ folder: resolve(config.DATA_DIR, 'postgres') });
  await ensureDatabase(server, 'birtereze');
  return { url: server.url('birtereze'), adopted: server.adopted, stop: () => server.stop() };
}
