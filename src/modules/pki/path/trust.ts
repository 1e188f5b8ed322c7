import { currentAlgorithms } from '../crypto/primitives.ts';
import type { AlgorithmPolicy } from '../crypto/primitives.ts';
import type { Certificate } from '../x509/certificate.ts';

/** What is believed about one root without proof: its name and key (RFC 5280 6.1.1 d), and how strictly what hangs from it is taken. */
export interface TrustAnchor {
  readonly certificate: Certificate;
  /** A word for reports, such as `own` or the name of the authority. */
  readonly label: string;
  readonly algorithms: AlgorithmPolicy;
  /** Whether IIN and BIN below it must have a right check digit; published test certificates break it (design/pki.md 4). */
  readonly strictNumbers: boolean;
  /** Addresses of OCSP responders and revocation lists that may be asked about certificates below it. */
  readonly ocsp: readonly string[];
  readonly crl: readonly string[];
}

/** Many roots, found by name. */
export interface TrustStore {
  readonly anchors: readonly TrustAnchor[];
  /** Anchors whose subject has this comparison key. */
  bySubject(key: string): readonly TrustAnchor[];
}

/** An anchor with the settings of today unless told otherwise. */
export function trustAnchor(certificate: Certificate, settings: Partial<Omit<TrustAnchor, 'certificate'>> = {}): TrustAnchor {
  const defaults = {
    label: certificate.person.commonName ?? '',
    algorithms: currentAlgorithms,
    strictNumbers: true,
    ocsp: [],
    crl: [],
  };
  return { ...defaults, ...settings, certificate };
}

export function createTrustStore(anchors: readonly TrustAnchor[]): TrustStore {
  const byFingerprint = new Map(anchors.map((anchor) => [anchor.certificate.fingerprint, anchor]));
  const unique = [...byFingerprint.values()];
  const byName = Map.groupBy(unique, (anchor) => anchor.certificate.subject.key);
  return { anchors: unique, bySubject: (key) => byName.get(key) ?? [] };
}

/**
 * Whether a trusted certificate may issue others. A root's dates and signature on itself prove nothing and are not looked at, but a
 * trusted certificate of a person or a server must not become an authority by being trusted.
 */
export function mayIssue({ certificate }: TrustAnchor): boolean {
  const { basicConstraints, keyUsage, unknownCritical } = certificate.extensions;
  if (unknownCritical.length > 0) return false;
  if (keyUsage !== undefined && !keyUsage.has('keyCertSign')) return false;
  if (certificate.version !== 3) return true;
  // Old version 3 roots say it by key usage alone.
  return basicConstraints === undefined ? keyUsage !== undefined : basicConstraints.ca;
}
