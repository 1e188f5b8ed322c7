import { readFile, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Refused, command } from './command.ts';

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function isRunning(folder: string): Promise<boolean> {
  const pid = (await readFile(join(folder, 'postgres/postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0] ?? '';
  return /^\d+$/.test(pid) && isThere(`/proc/${pid}`);
}

/** Only what a start has made: a mistyped DATA_DIR must not cost somebody a folder. */
async function isDataFolder(folder: string): Promise<boolean> {
  const made = await Promise.all(['postgres', 'authority', 'test'].map((name) => isThere(join(folder, name))));
  return made.includes(true);
}

command(async (config) => {
  const folder = resolve(config.DATA_DIR);
  if (!(await isThere(folder))) throw new Refused(`${folder}: nothing to delete`);
  if (!(await isDataFolder(folder))) throw new Refused(`${folder} is not a data folder of Birtereze; nothing was deleted`);
  if (await isRunning(folder)) throw new Refused('Birtereze is running on this folder; stop it with Ctrl-C first');
  if (!process.stdin.isTTY) throw new Refused(`Asking needs a terminal. To delete without it: rm -r ${folder}`);
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`Delete ${folder} with its database, keys and files? Type yes: `);
  terminal.close();
  const meant = answer.trim() === 'yes';
  if (meant) await rm(folder, { recursive: true });
  process.stdout.write(meant ? 'Deleted\n' : 'Nothing was deleted\n');
});
