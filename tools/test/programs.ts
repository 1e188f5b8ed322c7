import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Programs of others that the tests hold our work against, and Debian's packages that bring them. */
const wanted = {
  chromium: 'chromium',
  openssl: 'openssl',
  pdftotext: 'poppler-utils',
  pdfsig: 'poppler-utils',
  zbarimg: 'zbar-tools',
  qpdf: 'qpdf',
} as const;

/** A program is missing and cannot be installed from here: said plainly, without a trace. */
export class MissingProgram extends Error {}

async function isInstalled(program: string): Promise<boolean> {
  return run('sh', ['-c', 'command -v "$1"', 'sh', program]).then(
    () => true,
    () => false,
  );
}

async function aptGet(...args: readonly string[]): Promise<boolean> {
  const child = spawn('apt-get', ['-qq', ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { DEBIAN_FRONTEND: 'noninteractive', PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
  });
  return new Promise((done) => {
    child.once('error', () => done(false));
    child.once('exit', (code) => done(code === 0));
  });
}

/**
 * Installs what is missing where this machine lets us: apt-get, as root.
 *
 * @throws MissingProgram with the command that would help.
 */
export async function ensurePrograms(): Promise<void> {
  const found = await Promise.all(
    Object.entries(wanted).map(async ([program, from]) => ((await isInstalled(program)) ? [] : [from])),
  );
  const packages = [...new Set(found.flat())];
  if (packages.length === 0) return;
  const command = `apt-get install --no-install-recommends ${packages.join(' ')}`;
  if (process.getuid?.() !== 0 || !(await isInstalled('apt-get')))
    throw new MissingProgram(`The tests need more programs. Install them, then try again:\n  sudo ${command}`);
  process.stdout.write(`Installing ${packages.join(', ')}…\n`);
  const installed = (await aptGet('update')) && (await aptGet('install', '--no-install-recommends', '--yes', ...packages));
  if (!installed) throw new MissingProgram(`Not installed; see above. What was tried:\n  ${command}`);
}
