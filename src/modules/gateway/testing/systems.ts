import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pinnedSystems } from '../adapters/pinned-systems.ts';
import { systemKey } from '../envelope/system-key.ts';
import type { SystemKey } from '../envelope/system-key.ts';
import type { SystemTrust } from '../ports.ts';

/** A system's key with a self-signed certificate made by OpenSSL; for tests. */
export function makeSystem(system: string, kind: 'ec' | 'rsa' = 'ec'): SystemKey {
  const folder = mkdtempSync(join(tmpdir(), 'system-'));
  const algorithm = kind === 'ec' ? ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'] : ['rsa:2048'];
  const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'certificate.pem')];
  try {
    const fixed = ['req', '-x509', '-nodes', '-days', '3650', '-subj', `/CN=${system}`, '-newkey'];
    execFileSync('openssl', [...fixed, ...algorithm, ...files], { stdio: 'ignore' });
    const [privateKey, certificate] = ['key.pem', 'certificate.pem'].map((name) => readFileSync(join(folder, name), 'utf8'));
    return systemKey({ system, privateKey: privateKey ?? '', certificate: certificate ?? '' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Trusts these systems and no other. */
export function trustOf(...systems: readonly SystemKey[]): SystemTrust {
  return pinnedSystems(systems.map(({ system, certificate }) => ({ system, certificate: Buffer.from(certificate, 'base64') })));
}
