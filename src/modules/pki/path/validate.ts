import { withDsaParameters } from '../crypto/public-key.ts';
import { isTooSmall } from '../crypto/primitives.ts';
import type { PublicKey } from '../crypto/public-key.ts';
import type { Certificate } from '../x509/certificate.ts';
import { sameName } from '../x509/names.ts';
import { chainFault } from './faults.ts';
import type { ChainFault } from './faults.ts';
import { nameConstraintFault } from './name-constraints.ts';
import { PolicyState } from './policies.ts';
import type { PolicyInputs } from './policies.ts';
import type { SignatureChecker } from './signatures.ts';
import { mayIssue } from './trust.ts';
import type { TrustAnchor } from './trust.ts';

/** A path as RFC 5280 6.1 counts it: from the certificate that the anchor issued down to the one in question; the anchor is not part of it. */
export interface Path {
  readonly anchor: TrustAnchor;
  readonly certificates: readonly Certificate[];
}

export interface PathInputs extends Path {
  readonly at: Date;
  readonly policies: PolicyInputs;
  readonly signatures: SignatureChecker;
}

export type PathVerdict =
  | { readonly valid: true; readonly policies: readonly string[] }
  | { readonly valid: false; readonly fault: ChainFault };

/** Path validation (RFC 5280 6.1) without revocation, which `CrlRevocation` or an OCSP answer adds. */
export function validatePath(inputs: PathInputs): PathVerdict {
  const { anchor, certificates } = inputs;
  const policies = new PolicyState(inputs.policies, certificates.length);
  const keys = workingKeys(inputs);
  for (const [at, certificate] of certificates.entries()) {
    const isLast = at === certificates.length - 1;
    const key = keys[at] as PublicKey;
    const fault =
      ownFault(certificate, inputs, { key, at }) ??
      policyFault(certificate, policies, isLast) ??
      (isLast ? undefined : issuingFault(certificate, certificates.slice(at + 1)));
    if (fault !== undefined) return { valid: false, fault };
  }
  const last = certificates.at(-1) ?? anchor.certificate;
  const inForce = policies.finish(last);
  if (inForce === undefined) return { valid: false, fault: chainFault('policy', last) };
  return { valid: true, policies: inForce };
}

/** The working public keys (6.1.2 g, 6.1.4 d to f): `keys[n]` verifies certificate `n`, the last is the key of the last certificate. */
export function workingKeys({ anchor, certificates }: Path): PublicKey[] {
  const keys = [anchor.certificate.publicKey];
  for (const [at, certificate] of certificates.entries())
    keys.push(withDsaParameters(certificate.publicKey, keys[at] as PublicKey));
  return keys;
}

/** 6.1.3 a: signature, time, name of the issuer; and critical extensions, which 6.1.4 o and 6.1.5 f ask of every certificate. */
function ownFault(certificate: Certificate, inputs: PathInputs, place: { key: PublicKey; at: number }): ChainFault | undefined {
  const issuer = inputs.certificates[place.at - 1] ?? inputs.anchor.certificate;
  if (!sameName(certificate.issuer, issuer.subject)) return chainFault('noIssuer', certificate);
  if (place.at === 0) {
    const fault = anchorFault(inputs);
    if (fault !== undefined) return fault;
  }
  const code = inputs.signatures.fault(certificate.signed, place.key, inputs.anchor.algorithms);
  if (code !== undefined) return chainFault(code, certificate);
  // A key that anyone can factor makes a certificate worthless, whoever signed it.
  if (isTooSmall(certificate.publicKey, inputs.anchor.algorithms)) return chainFault('weakKey', certificate);
  return timeFault(certificate, inputs.at) ?? extensionFault(certificate);
}

/** What the anchor's own certificate says of the paths below it: RFC 5280 6.2 leaves it open, here it counts. */
function anchorFault({ anchor, certificates }: Path): ChainFault | undefined {
  const [first] = certificates;
  // A certificate that is trusted itself, and signed by itself, needs no authority.
  if (certificates.length === 1 && first?.fingerprint === anchor.certificate.fingerprint) return undefined;
  if (!mayIssue(anchor)) return chainFault('anchorNotCa', anchor.certificate);
  return pathLengthFault(anchor.certificate, certificates) ?? constraintsFault(anchor.certificate, certificates);
}

/** 6.1.3 a 2. A certificate whose dates are the wrong way round is never valid. */
export function timeFault(certificate: Certificate, at: Date): ChainFault | undefined {
  if (at < certificate.notBefore) return chainFault('notYetValid', certificate, certificate.notBefore.toISOString());
  if (at > certificate.notAfter) return chainFault('expired', certificate, certificate.notAfter.toISOString());
  return undefined;
}

export function extensionFault(certificate: Certificate): ChainFault | undefined {
  const [oid] = certificate.extensions.unknownCritical;
  return oid === undefined ? undefined : chainFault('unknownCritical', certificate, oid);
}

/** 6.1.3 d to f, 6.1.4 a, b, h to j. */
function policyFault(certificate: Certificate, policies: PolicyState, isLast: boolean): ChainFault | undefined {
  if (!policies.enter(certificate, isLast)) return chainFault('policy', certificate);
  if (!isLast && !policies.leave(certificate)) return chainFault('policyMapping', certificate);
  return undefined;
}

/**
 * 6.1.4 g and k to n: whether a certificate may stand above those below it, nearest first. Everything here depends on them alone, so
 * that the search for a path asks it on its way up and drops what leads nowhere.
 */
export function issuingFault(certificate: Certificate, below: readonly Certificate[]): ChainFault | undefined {
  const { basicConstraints, keyUsage } = certificate.extensions;
  // Versions 1 and 2 cannot say that they are of an authority; only trust can (6.1.4 k).
  if (basicConstraints?.ca !== true) return chainFault('notCa', certificate);
  if (keyUsage !== undefined && !keyUsage.has('keyCertSign')) return chainFault('keyUsage', certificate);
  return pathLengthFault(certificate, below) ?? constraintsFault(certificate, below);
}

/** 6.1.4 l, m: authorities between this one and the last certificate, without those that a name issued to itself. */
function pathLengthFault(certificate: Certificate, below: readonly Certificate[]): ChainFault | undefined {
  const { pathLength } = certificate.extensions.basicConstraints ?? {};
  if (pathLength === undefined) return undefined;
  const authorities = below.slice(0, -1).filter((each) => !each.selfIssued).length;
  return authorities > pathLength ? chainFault('pathLength', certificate, String(pathLength)) : undefined;
}

/** 6.1.3 b, c: all below but the self-issued, the last one in any case. */
function constraintsFault(certificate: Certificate, below: readonly Certificate[]): ChainFault | undefined {
  const { nameConstraints } = certificate.extensions;
  if (nameConstraints === undefined) return undefined;
  for (const [at, each] of below.entries()) {
    if (each.selfIssued && at < below.length - 1) continue;
    const detail = nameConstraintFault(each, nameConstraints);
    if (detail !== undefined) return chainFault('nameConstraints', each, detail);
  }
  return undefined;
}
