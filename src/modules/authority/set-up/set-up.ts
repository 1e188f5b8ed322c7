import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readCrl } from '#pki';
import type { Authority } from '../authority.ts';
import { addressesUnder } from '../rules/addresses.ts';
import { rhythm } from '../rules/crl-plan.ts';
import { holdCeremony, renewRootCrl } from './ceremony.ts';
import { exists, filesIn } from './folder.ts';
import { secretIn } from './key-files.ts';
import { AuthorityError, openAuthority } from './open.ts';
import type { OpenOptions } from './open.ts';

export interface SetUpOptions extends Omit<OpenOptions, 'passphrase' | 'folder'> {
  /** The product's data folder: `authority/` and `secrets/` in it are ours. */
  readonly dataFolder: string;
  /** Of the server's keys; where it is not given, a generated one lies in `secrets/`, which production does not accept. */
  readonly passphrase?: string | undefined;
}

/**
 * Makes the authority where there is none, and opens it. Safe to call at every start and by several processes at once. In production
 * nothing is made: the files come from a ceremony that people attended, the passphrase from the settings.
 *
 * @throws AuthorityError
 */
export async function setUpAuthority(options: SetUpOptions): Promise<Authority> {
  const { dataFolder, production, ...rest } = options;
  const folder = join(dataFolder, 'authority');
  const secrets = join(dataFolder, 'secrets');
  if (production) return openAuthority({ ...rest, production, folder, passphrase: demandPassphrase(options) });
  const passphrase = options.passphrase ?? (await secretIn(join(secrets, 'authority-passphrase')));
  const rootPassphrase = await secretIn(join(secrets, 'root-passphrase'));
  const now = options.clock.now();
  if (!(await exists(filesIn(folder).ceremony))) {
    const addresses = addressesUnder(options.address);
    await holdCeremony({ folder, rootPassphrase, passphrase, addresses, now, automatic: true });
  }
  await renewRootListWhenDue(folder, rootPassphrase, now);
  return openAuthority({ ...rest, production, folder, passphrase });
}

function demandPassphrase({ passphrase }: SetUpOptions): string {
  if (passphrase) return passphrase;
  throw new AuthorityError('The passphrase of the authority has to be set in production');
}

/** Only where the root lies at hand, which is on machines for trying out. */
async function renewRootListWhenDue(folder: string, rootPassphrase: string, now: Date): Promise<void> {
  const files = filesIn(folder);
  const list = readCrl(await readFile(files.rootCrl));
  const age = list.ok ? now.getTime() - list.value.thisUpdate.getTime() : Number.POSITIVE_INFINITY;
  if (age > rhythm.root.every && (await exists(files.rootKey))) await renewRootCrl({ folder, rootPassphrase, now });
}
