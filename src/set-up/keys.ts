import { createPrivateKey, generateKeyPair, randomInt } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { issueForSystem, provenByHolding } from '#authority';
import type { Authority } from '#authority';
import { parseBin } from '#subjects';

export const generate = promisify(generateKeyPair);

/** Written whole or not at all, readable by the owner only (SEC-12). */
export async function writeSecret(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(`${path}.part`, content, { mode: 0o600 });
  await rename(`${path}.part`, path);
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}

/** The key of an information system with its certificate (DER). */
export interface SystemCredentials {
  readonly privateKey: KeyObject;
  readonly certificate: Buffer;
}

export interface SystemOwner {
  /** Folder of `key.pem` and `certificate.pem`. */
  readonly folder: string;
  readonly name: string;
  readonly organisation: { readonly bin: string; readonly name: string };
}

export function pemOf(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

/** The first certificate of a PEM text. */
export function derOf(pem: string): Buffer {
  return Buffer.from(pem.replaceAll(/-----[A-Z ]+-----|\s/g, ''), 'base64');
}

/** Reads a system's key and certificate; undefined where they were not made yet. */
async function readSystemCredentials(folder: string): Promise<SystemCredentials | undefined> {
  const key = await readIfThere(join(folder, 'key.pem'));
  const certificate = await readIfThere(join(folder, 'certificate.pem'));
  if (key === undefined || certificate === undefined) return undefined;
  return { privateKey: createPrivateKey(key), certificate: derOf(certificate.toString('latin1')) };
}

/** Makes a system's key (ECDSA P-256) and has the authority certify it, once. */
export async function ensureSystemCredentials(authority: Authority, owner: SystemOwner): Promise<SystemCredentials> {
  const known = await readSystemCredentials(owner.folder);
  if (known !== undefined) return known;
  const bin = parseBin(owner.organisation.bin);
  if (bin === undefined) throw new Error(`${owner.organisation.bin} is not a BIN`);
  const { privateKey } = await generate('ec', { namedCurve: 'P-256' });
  const subject = { kind: 'system', name: owner.name, organisation: { bin, name: owner.organisation.name } } as const;
  const issued = await issueForSystem(authority, { subject, key: provenByHolding(privateKey) });
  if (!issued.ok) throw new Error(`No certificate for ${owner.name}: ${issued.faults.join(', ')}`);
  await writeSecret(join(owner.folder, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  await writeSecret(join(owner.folder, 'certificate.pem'), pemOf(issued.certificate));
  return { privateKey, certificate: Buffer.from(issued.certificate) };
}

/** Letters and digits that are not mistaken for one another. */
const clear = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password that passes our own rules, made anew by each installation: `Kz4h-m9pt-2x6c`. */
export function demonstrationPassword(): string {
  const group = (): string => Array.from({ length: 4 }, () => clear.charAt(randomInt(clear.length))).join('');
  return `Kz${randomInt(2, 10)}${group()}-${group()}-${group()}`;
}
