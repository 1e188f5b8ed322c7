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

/** Chains found valid, by roots and by certificate. */
const found = new WeakMap<TrustStore, WeakMap<Certificate, ValidChain>>();

/**
 * Builds and validates a chain as of a time (RFC 5280 6.1), without revocation, and puts what is wrong into the words of a report. A chain that was
 * valid once is valid at every time within the lives of all its certificates, whoever brought them: it is not searched again (PERF-5).
 */
export function chainOf(
  certificate: Certificate,
  { trust, untrusted, at, primitives }: Surroundings,
): { ok: true; value: ValidChain } | { ok: false; finding: Finding } {
  const chains = found.get(trust) ?? new WeakMap<Certificate, ValidChain>();
  found.set(trust, chains);
  const before = chains.get(certificate);
  if (before?.path.every(({ notBefore, notAfter }) => notBefore <= at && at <= notAfter)) return { ok: true, value: before };
  const verdict = validateChain({ certificate, trust, untrusted, at, primitives });
  if (!verdict.valid) return { ok: false, finding: findingOf(verdict.fault, certificate) };
  chains.set(certificate, verdict);
  return { ok: true, value: verdict };
}

function findingOf(fault: ChainFault, certificate: Certificate): Finding {
  const detail = `${fault.certificate.serial}: ${chainFaultMeanings[fault.code]}${fault.detail ? ` (${fault.detail})` : ''}`;
  const own = fault.certificate.fingerprint === certificate.fingerprint;
  if (own && (fault.code === 'expired' || fault.code === 'notYetValid')) return { reason: fault.code, detail };
  const unknown = fault.code === 'noIssuer' || fault.code === 'noAnchor';
  return { reason: unknown ? 'chainNotFound' : 'chainInvalid', detail };
}

/** The certificates of a chain and its anchor, for a report. */
export function chainEvidence(chain: ValidChain): readonly CheckEvidence[] {
  const evidence = described.get(chain) ?? describe(chain);
  described.set(chain, evidence);
  return evidence;
}

const described = new WeakMap<ValidChain, readonly CheckEvidence[]>();

function describe({ path, anchor }: ValidChain): CheckEvidence[] {
  return [...path, anchor.certificate].map((certificate) => ({
    kind: 'certificate',
    sha256: certificate.fingerprint,
    says: certificate.person.commonName ?? certificate.serial,
  }));
}
