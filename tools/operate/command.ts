import { ConfigError, readConfig } from '#config';
import type { Config } from '#config';
import { openInstallationDatabase } from '../start/database.ts';

/** Refused for a reason that the person at the terminal can do something about. */
export class Refused extends Error {}

/** Runs an operator's command: plain words where the person can help, a trace where only a developer can. */
export function command(work: (config: Config) => Promise<void>): void {
  Promise.resolve()
    .then(() => work(readConfig()))
    .catch((error: unknown) => {
      const plain = error instanceof Refused || error instanceof ConfigError;
      process.stderr.write(`${plain ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
      process.exitCode = 1;
    });
}

/** Runs `work` on the installation's database; one that was running before keeps running. */
export async function withDatabase<T>(config: Config, work: (url: string) => Promise<T>): Promise<T> {
  const database = await openInstallationDatabase(config);
  try {
    return await work(database.url);
  } finally {
    if (!database.adopted) await database.stop();
  }
}
