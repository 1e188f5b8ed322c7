import type { KeyObject } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { distinguishedName, keyIdentifier, keySigner, writeTbsCertificate } from '#pki';
import { createIssuer } from '../issuer.ts';
import type { Issuer } from '../issuer.ts';
import type { Addresses } from '../rules/addresses.ts';
import { contentsOf, yearsAfter } from '../rules/contents.ts';
import { rhythm } from '../rules/crl-plan.ts';
import { lintOrThrow } from '../rules/lint.ts';
import { provenByHolding } from '../rules/possession.ts';
import type { ProvenKey } from '../rules/possession.ts';
import { profiles } from '../rules/profiles.ts';
import type { ProfileName } from '../rules/profiles.ts';
import { serialFor } from '../rules/serial.ts';
import { nameOf } from '../rules/subject.ts';
import type { OwnSubject } from '../rules/subject.ts';
import { filesIn } from './folder.ts';
import type { AuthorityFiles } from './folder.ts';
import { createKeyFile, loadKeyFile, writeOnce } from './key-files.ts';

export interface CeremonyOptions {
  /** Where the authority's files will stand; it must not be there yet. */
  readonly folder: string;
  readonly rootPassphrase: string;
  /** Of the keys that the server uses. */
  readonly passphrase: string;
  readonly addresses: Addresses;
  readonly now: Date;
  /** Nobody attended: such keys are for trying out, and production refuses them (SEC-12). */
  readonly automatic: boolean;
}

const rootSubject: OwnSubject = { kind: 'authority', name: 'Birtereze Root CA' };
const issuingSubject: OwnSubject = { kind: 'authority', name: 'Birtereze Issuing CA' };

/**
 * Makes the root, the issuing authority with its certificate, the root's first list, and the keys of the services. All files appear at
 * once, under the name `folder`, or none do; where two processes hold a ceremony, the second one's files are thrown away.
 *
 * @returns whether this call's files are the ones that stand there now
 */
export async function holdCeremony(options: CeremonyOptions): Promise<boolean> {
  await mkdir(dirname(options.folder), { recursive: true });
  const draft = await mkdtemp(`${options.folder}.draft-`);
  try {
    await writeAll(options, filesIn(draft));
    await rename(draft, options.folder);
    return true;
  } catch (error) {
    if (isOccupied(error)) return false;
    throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

function isOccupied(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOTEMPTY' || error.code === 'EEXIST');
}

async function writeAll(options: CeremonyOptions, files: AuthorityFiles): Promise<void> {
  const { passphrase, now } = options;
  const rootKey = await createKeyFile({ path: files.rootKey, passphrase: options.rootPassphrase }, 'P-384');
  const root = rootOver(rootKey, yearsAfter(now, profiles.rootAuthority.years));
  const issuingKey = await createKeyFile({ path: files.issuingKey, passphrase }, 'P-256');
  await writeOnce(files.rootCertificate, await certify(root, options, ['rootAuthority', rootSubject, provenByHolding(rootKey)]));
  const issuing = ['issuingAuthority', issuingSubject, provenByHolding(issuingKey)] as const;
  await writeOnce(files.issuingCertificate, await certify(root, options, issuing));
  await createKeyFile({ path: files.ocspKey, passphrase }, 'P-256');
  await createKeyFile({ path: files.timeStampingKey, passphrase }, 'P-256');
  await writeOnce(files.rootCrl, await rootCrl(root, 1, now));
  await writeOnce(files.rootCrlNumber, '1');
  await writeOnce(files.ceremony, JSON.stringify({ heldAt: now.toISOString(), automatic: options.automatic }));
}

function rootOver(key: KeyObject, notAfter: Date): Issuer {
  const signer = keySigner(key);
  const identifier = keyIdentifier(signer.spki);
  if (!identifier.ok) throw new Error('The root key has no identifier');
  const facts = { subject: distinguishedName(nameOf(rootSubject)), keyIdentifier: identifier.value, notAfter };
  return createIssuer('root', facts, signer);
}

type Wanted = readonly [profile: ProfileName, subject: OwnSubject, key: ProvenKey];

async function certify(root: Issuer, { addresses, now }: CeremonyOptions, [profile, subject, key]: Wanted): Promise<Uint8Array> {
  const plan = { profile, subject, addresses, issuer: root, notBefore: now, spki: key.spki, keyIdentifier: key.identifier };
  const contents = contentsOf({ ...plan, serial: serialFor(key.identifier, 0) });
  return root.signLinted(lintOrThrow(writeTbsCertificate(contents), profile, root));
}

function rootCrl(root: Issuer, number: number, now: Date): Promise<Uint8Array> {
  return root.signCrl({ number, entries: [], thisUpdate: now, nextUpdate: new Date(now.getTime() + rhythm.root.holds) });
}

/**
 * The root's next list, in a ceremony of its own. The root has one certificate under it, which is good; revoking it would end the authority
 * and is not a matter of a list alone.
 */
export async function renewRootCrl(options: { folder: string; rootPassphrase: string; now: Date }): Promise<void> {
  const files = filesIn(options.folder);
  const key = await loadKeyFile({ path: files.rootKey, passphrase: options.rootPassphrase });
  const root = rootOver(key, options.now);
  const number = Number(await readFile(files.rootCrlNumber, 'utf8')) + 1;
  await writeFile(files.rootCrlNumber, String(number));
  const next = `${files.rootCrl}.next`;
  await writeFile(next, await rootCrl(root, number, options.now));
  await rename(next, files.rootCrl);
}
