import { execFile } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A document as a person keeps it: the PDF, its signature beside it, and what other people's programs say of them. */
export interface Paper {
  readonly folder: string;
  readonly pdf: string;
  readonly cms: string;
}

export async function keep(folder: string, name: string, bytes: { pdf: Buffer; cms: Buffer }): Promise<Paper> {
  const pdf = join(folder, `${name}.pdf`);
  await writeFile(pdf, bytes.pdf);
  await writeFile(`${pdf}.cms`, bytes.cms);
  return { folder, pdf, cms: `${pdf}.cms` };
}

/** The text as poppler reads it. */
export async function textOf(pdf: string): Promise<string> {
  const { stdout } = await run('pdftotext', [pdf, '-']);
  return stdout.normalize('NFC');
}

/** The texts of the bar codes as a scanner reads them from the print. */
export async function codesOn({ pdf, folder }: Paper): Promise<string[]> {
  const print = `${pdf}-print`;
  await run('pdftoppm', ['-r', '300', '-png', pdf, print]);
  const pictures = (await readdir(folder)).filter((name) => join(folder, name).startsWith(print));
  const { stdout } = await run('zbarimg', ['-q', '--raw', ...pictures.map((name) => join(folder, name))]);
  return stdout.split('\n').filter((line) => line !== '');
}

/** Whether OpenSSL accepts the signature over the PDF; the certificate is looked for in the message. */
export async function opensslAccepts({ pdf, cms, folder }: Paper, root: string): Promise<boolean> {
  const pem = join(folder, 'root.pem');
  await run('openssl', ['x509', '-inform', 'DER', '-in', root, '-out', pem]);
  const verify = ['cms', '-verify', '-binary', '-purpose', 'any', '-inform', 'DER', '-in', cms, '-content', pdf, '-CAfile', pem];
  return run('openssl', [...verify, '-out', '/dev/null']).then(
    () => true,
    () => false,
  );
}

/** What the command line says without a network: exit code and words. */
export async function verifyOffline(root: string, ...args: string[]): Promise<{ code: number; output: string }> {
  const program = resolve(import.meta.dirname, '../../bin/birtereze');
  return new Promise((done) => {
    execFile(program, ['verify-document', '--trust', root, ...args], (error, stdout, stderr) => {
      done({ code: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr });
    });
  });
}
