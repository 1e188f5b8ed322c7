import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writePem } from '#pki';

/** OpenSSL's opinion: whether it ended well, and what it printed on either channel. */
export interface Opinion {
  readonly ok: boolean;
  readonly text: string;
}

/** OpenSSL in a folder of its own. */
export interface OpenSsl extends AsyncDisposable {
  readonly folder: string;
  /** Runs `openssl` there. */
  run(...args: string[]): Promise<Opinion>;
  /** Writes a file there and gives its name. */
  file(name: string, content: string | Uint8Array): Promise<string>;
  /** Reads a text file there. */
  read(name: string): Promise<string>;
  /** Writes certificates there, one after the other, as PEM. */
  certificates(name: string, ...ders: readonly Uint8Array[]): Promise<string>;
}

/** A second opinion, from a program that knows nothing of us. */
export async function openSsl(): Promise<OpenSsl> {
  const folder = await mkdtemp(join(tmpdir(), 'openssl-'));
  const file = async (name: string, content: string | Uint8Array): Promise<string> => {
    await writeFile(join(folder, name), content);
    return name;
  };
  return {
    folder,
    file,
    read: (name) => readFile(join(folder, name), 'utf8'),
    certificates: (name, ...ders) => file(name, ders.map((der) => writePem('CERTIFICATE', der)).join('')),
    run: (...args) =>
      new Promise((resolve) => {
        execFile('openssl', args, { cwd: folder }, (error, stdout, stderr) =>
          resolve({ ok: error === null, text: stdout + stderr }),
        );
      }),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
