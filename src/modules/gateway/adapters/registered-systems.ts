import { X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Directory } from '../directory.ts';
import type { SignatureAlgorithm } from '../envelope/names.ts';
import { fingerprintOf } from '../envelope/proof.ts';
import { algorithmOf } from '../envelope/system-key.ts';
import type { ChainCheck, Signer, SystemTrust } from '../ports.ts';

interface ReadCertificate {
  readonly fingerprint: string;
  readonly publicKey: KeyObject;
  readonly algorithm: SignatureAlgorithm;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly der: Buffer;
  /** When the chain was last found good, in milliseconds. */
  chainCheckedAt: number;
}

const unknown: Signer = { known: false };
/** Milliseconds for which a good chain is not asked for again; a revoked certificate works no longer than this. */
const chainLifetime = 60_000;
const mostCertificates = 1_000;

/** Trust in the certificates of the directory: registered, in force, of a system that is active, and of a chain that holds. */
export function registeredSystems(directory: Directory, chain: ChainCheck): SystemTrust {
  const certificates = new Map<string, ReadCertificate>();

  function remember(certificate: string, fingerprint: string): ReadCertificate | undefined {
    const read = readCertificate(certificate, fingerprint);
    if (read === undefined) return undefined;
    if (certificates.size >= mostCertificates) certificates.clear();
    certificates.set(certificate, read);
    return read;
  }

  return {
    async signer(certificate, at) {
      const view = await directory.current();
      const cached = certificates.get(certificate);
      const fingerprint = cached?.fingerprint ?? fingerprintOf(certificate);
      const system = view.systemOf(fingerprint);
      // Only registered certificates are read and remembered: a stranger cannot fill the memory.
      const read = system === undefined ? undefined : (cached ?? remember(certificate, fingerprint));
      if (system === undefined || read === undefined || !isInForce(read, at)) return unknown;
      if (!(await chainHolds(read, at, chain))) return unknown;
      return { known: true, system, publicKey: read.publicKey, algorithm: read.algorithm, fingerprint };
    },
  };
}

function readCertificate(certificate: string, fingerprint: string): ReadCertificate | undefined {
  try {
    const der = Buffer.from(certificate, 'base64');
    const { publicKey, validFromDate, validToDate } = new X509Certificate(der);
    const algorithm = algorithmOf(publicKey);
    if (algorithm === undefined) return undefined;
    return {
      fingerprint,
      publicKey,
      algorithm,
      der,
      notBefore: validFromDate.getTime(),
      notAfter: validToDate.getTime(),
      chainCheckedAt: -Infinity,
    };
  } catch {
    return undefined;
  }
}

function isInForce(certificate: ReadCertificate, at: Date): boolean {
  return certificate.notBefore <= at.getTime() && at.getTime() <= certificate.notAfter;
}

async function chainHolds(certificate: ReadCertificate, at: Date, chain: ChainCheck): Promise<boolean> {
  if (Math.abs(at.getTime() - certificate.chainCheckedAt) < chainLifetime) return true;
  const holds = await chain(certificate.der, at);
  if (holds) certificate.chainCheckedAt = at.getTime();
  return holds;
}
