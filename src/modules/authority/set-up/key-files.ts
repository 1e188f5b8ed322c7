import { createPrivateKey, generateKeyPair, randomBytes, randomUUID } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

const generate = promisify(generateKeyPair);

/** Where a private key of ours lies, and what opens it. */
export interface KeyFile {
  readonly path: string;
  readonly passphrase: string;
}

/**
 * Makes a key on a curve and writes it as encrypted PKCS#8 (PBES2, AES-256), readable by its owner only. OpenSSL derives with 2,048 rounds
 * here, which is no protection of a weak passphrase: ours have 256 random bits; a person's must be as good (docs: key ceremony).
 *
 * @throws where the file is there already: a key is never overwritten.
 */
export async function createKeyFile({ path, passphrase }: KeyFile, curve: 'P-256' | 'P-384'): Promise<KeyObject> {
  if (passphrase.length < 16) throw new Error('A passphrase of a CA key has at least 16 characters');
  const { privateKey } = await generate('ec', { namedCurve: curve });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase });
  await writeOnce(path, pem);
  return privateKey;
}

/** @throws with the file's name, never with the passphrase, where it is absent or the passphrase is wrong. */
export async function loadKeyFile({ path, passphrase }: KeyFile): Promise<KeyObject> {
  const pem = await readFile(path, 'utf8');
  try {
    return createPrivateKey({ key: pem, passphrase });
  } catch {
    throw new Error(`The key file ${path} does not open: wrong passphrase or damaged file`);
  }
}

/** Writes a file that must not be there yet, and waits until the disk has it. */
export async function writeOnce(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The secret of a file, made of 256 random bits where it is not there yet: a fresh installation has its own (SEC-12). */
export async function secretIn(path: string): Promise<string> {
  const draft = `${path}.${randomUUID()}`;
  await writeOnce(draft, randomBytes(32).toString('base64url'));
  try {
    // A name is given once and to a whole file: another process sees this secret or makes nothing.
    await link(draft, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await unlink(draft);
  }
  return (await readFile(path, 'utf8')).trim();
}
