import type { Primitives } from '../crypto/primitives.ts';
import { validateChain } from '../path/chain.ts';
import type { ValidChain } from '../path/chain.ts';
import { chainFaultMeanings } from '../path/faults.ts';
import type { ChainFault } from '../path/faults.ts';
import type { TrustStore } from '../path/trust.ts';
import type { Certificate } from '../x509/certificate.ts';
import type { CheckEvidence, Finding } from './report.ts';

interface Surroundings {
  readonly trust: TrustStore;
  readonly untrusted: readonly Certificate[];
  readonly at: Date;
  readonly primitives: Primitives;
}

/** Builds and validates a chain as of a time (RFC 5280 6.1), without revocation, and puts what is wrong into the words of a report. */
export function chainOf(
  certificate: Certificate,
  { trust, untrusted, at, primitives }: Surroundings,
): { ok: true; value: ValidChain } | { ok: false; finding: Finding } {
  const verdict = validateChain({ certificate, trust, untrusted, at, primitives });
  return verdict.valid ? { ok: true, value: verdict } : { ok: false, finding: findingOf(verdict.fault, certificate) };
}

function findingOf(fault: ChainFault, certificate: Certificate): Finding {
  const detail = `${fault.certificate.serial}: ${chainFaultMeanings[fault.code]}${fault.detail ? ` (${fault.detail})` : ''}`;
  const own = fault.certificate.fingerprint === certificate.fingerprint;
  if (own && (fault.code === 'expired' || fault.code === 'notYetValid')) return { reason: fault.code, detail };
  const unknown = fault.code === 'noIssuer' || fault.code === 'noAnchor';
  return { reason: unknown ? 'chainNotFound' : 'chainInvalid', detail };
}

/** The certificates of a chain and its anchor, for a report. */
export function chainEvidence({ path, anchor }: ValidChain): CheckEvidence[] {
  return [...path, anchor.certificate].map((certificate) => ({
    kind: 'certificate',
    sha256: certificate.fingerprint,
    says: certificate.person.commonName ?? certificate.serial,
  }));
}
