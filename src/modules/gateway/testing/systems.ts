import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  const known = new Map(systems.map((system) => [system.certificate, system]));
  return {
    async signer(certificate) {
      const found = known.get(certificate);
      if (found === undefined) return { known: false };
      const { publicKey } = new X509Certificate(Buffer.from(certificate, 'base64'));
      return { known: true, system: found.system, publicKey, algorithm: found.algorithm, fingerprint: found.fingerprint };
    },
  };
}
