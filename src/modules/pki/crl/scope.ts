import { sameOctets } from '../der/values.ts';
import type { Certificate } from '../x509/certificate.ts';
import { allReasons, fullNameKeys, generalNameKey } from '../x509/distribution-points.ts';
import type { DistributionPoint, ReasonSet } from '../x509/distribution-points.ts';
import type { Name } from '../x509/names.ts';
import { sameName } from '../x509/names.ts';
import type { Crl } from './crl.ts';

/** Places where the status of a certificate may stand: those that it names, and last the plain list of its issuer (RFC 5280 6.3.3). */
export function pointsOf(certificate: Certificate): DistributionPoint[] {
  const implied: DistributionPoint = {
    name: { kind: 'full', names: [{ kind: 'directory', name: certificate.issuer }] },
    reasons: allReasons,
  };
  return [...(certificate.extensions.crlDistributionPoints ?? []), implied];
}

/** Names of whoever may issue the lists of a point. */
export function crlIssuersOf(point: DistributionPoint, certificate: Certificate): Name[] {
  if (point.crlIssuer === undefined) return [certificate.issuer];
  return point.crlIssuer.flatMap((name) => (name.kind === 'directory' ? name.name : []));
}

/** RFC 5280 6.3.3 b: whether a complete list, found by the name of its issuer, is about this certificate at this point. */
export function isInScope(crl: Crl, certificate: Certificate, point: DistributionPoint): boolean {
  const { scope } = crl;
  if (point.crlIssuer !== undefined && scope?.indirect !== true) return false;
  if (scope === undefined) return true;
  const isAuthority = certificate.extensions.basicConstraints?.ca === true;
  if (scope.onlyAttributeCertificates || (isAuthority ? scope.onlyUserCertificates : scope.onlyAuthorities)) return false;
  if (scope.name === undefined) return true;
  const ofList = new Set(fullNameKeys(scope.name, crl.issuer));
  return pointKeys(point, certificate).some((key) => ofList.has(key));
}

/** A relative name stands below the issuer of the list: the CRL issuer where the point names one, else the certificate's issuer. */
function pointKeys(point: DistributionPoint, certificate: Certificate): string[] {
  if (point.name === undefined) return (point.crlIssuer ?? []).map(generalNameKey);
  return crlIssuersOf(point, certificate).flatMap((issuer) => (point.name === undefined ? [] : fullNameKeys(point.name, issuer)));
}

/** The reasons about which a list speaks at a point (RFC 5280 6.3.3 d). */
export function reasonsCovered(crl: Crl, point: DistributionPoint): ReasonSet {
  return point.reasons & (crl.scope?.reasons ?? allReasons);
}

/** RFC 5280 6.3.3 c, 5.2.4: whether a delta list continues this complete list. */
export function continues(delta: Crl, complete: Crl): boolean {
  if (delta.deltaBase === undefined || delta.number === undefined || complete.number === undefined) return false;
  if (complete.number < delta.deltaBase || complete.number >= delta.number) return false;
  return sameName(delta.issuer, complete.issuer) && sameScope(delta, complete) && sameKeyIdentifier(delta, complete);
}

function sameScope(a: Crl, b: Crl): boolean {
  if (a.scope === undefined || b.scope === undefined) return a.scope === b.scope;
  return sameOctets(a.scope.der, b.scope.der);
}

function sameKeyIdentifier(a: Crl, b: Crl): boolean {
  return a.authorityKeyIdentifier?.keyIdentifier === b.authorityKeyIdentifier?.keyIdentifier;
}

/** @returns whether a list speaks for this time. One that does not say when the next comes cannot be known to be fresh. */
export function isCurrent(crl: Crl, at: Date): boolean {
  return crl.thisUpdate <= at && crl.nextUpdate !== undefined && at <= crl.nextUpdate;
}

/** A list with a critical extension that is not known, of its own or of an entry, must not be used (RFC 5280 5.2, 5.3). */
export function isUnderstood(crl: Crl): boolean {
  return crl.unknownCritical.length === 0 && !crl.entries.hasUnknownCritical;
}
