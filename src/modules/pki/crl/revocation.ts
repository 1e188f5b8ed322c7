import type { PublicKey } from '../crypto/public-key.ts';
import { validatePath, workingKeys } from '../path/validate.ts';
import type { Path } from '../path/validate.ts';
import { chainFault } from '../path/faults.ts';
import type { ChainFault } from '../path/faults.ts';
import type { PathFinder, Surroundings } from '../path/finder.ts';
import type { TrustAnchor } from '../path/trust.ts';
import type { Certificate } from '../x509/certificate.ts';
import { allReasons } from '../x509/distribution-points.ts';
import type { DistributionPoint } from '../x509/distribution-points.ts';
import { sameName } from '../x509/names.ts';
import type { Crl } from './crl.ts';
import type { CrlEntry } from './entries.ts';
import { continues, crlIssuersOf, isCurrent, isInScope, isUnderstood, pointsOf, reasonsCovered } from './scope.ts';

/** Why lists leave the status of a certificate open, the nearer to an answer the later. */
export const crlGaps = ['noList', 'otherScope', 'notUnderstood', 'notCurrent', 'notAuthorised', 'someReasonsOnly'] as const;
export type CrlGap = (typeof crlGaps)[number];

/** What revocation lists say of one certificate. */
export type CrlStatus =
  | { readonly status: 'good'; readonly lists: readonly Crl[] }
  | { readonly status: 'revoked'; readonly entry: CrlEntry; readonly list: Crl }
  | { readonly status: 'undetermined'; readonly gap: CrlGap };

/** A certificate together with whoever issued it on a validated path. */
interface Issued {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  /** The working key of the issuer. */
  readonly issuerKey: PublicKey;
  readonly anchor: TrustAnchor;
}

/** Lists and authorities weighed in one request; circular references among lists could ask for ever. */
const mostQuestions = 5000;

/**
 * Revocation by lists (RFC 5280 6.3): complete and delta, of one or several issuers, in scopes and for reasons. The issuer of a list is
 * itself validated up to the same anchor, its own status included; a status that is being asked already is not asked again, so that an
 * authority may list its own CRL key.
 */
export class CrlRevocation {
  private readonly surroundings: Surroundings;
  private readonly finder: PathFinder;
  private readonly complete: ReadonlyMap<string, readonly Crl[]>;
  private readonly deltas: ReadonlyMap<string, readonly Crl[]>;
  private readonly asking = new Set<string>();
  private questions = 0;

  constructor(surroundings: Surroundings, finder: PathFinder, crls: readonly Crl[]) {
    const newestFirst = [...crls].sort((a, b) => b.thisUpdate.getTime() - a.thisUpdate.getTime());
    const byIssuer = (lists: readonly Crl[]) => Map.groupBy(lists, (crl) => crl.issuer.key);
    this.surroundings = surroundings;
    this.finder = finder;
    this.complete = byIssuer(newestFirst.filter((crl) => crl.deltaBase === undefined));
    this.deltas = byIssuer(newestFirst.filter((crl) => crl.deltaBase !== undefined));
  }

  /** The first certificate of a validated path, from the anchor down, that is revoked or whose status lists leave open. */
  pathFault(path: Path): ChainFault | undefined {
    for (const at of path.certificates.keys()) {
      const fault = this.faultAt(path, at);
      if (fault !== undefined) return fault;
    }
    return undefined;
  }

  private faultAt(path: Path, at: number): ChainFault | undefined {
    const certificate = path.certificates[at] as Certificate;
    if (this.asking.has(certificate.fingerprint)) return undefined;
    const status = this.status(path, at);
    if (status.status === 'good') return undefined;
    if (status.status === 'undetermined') return chainFault('revocationUndetermined', certificate, status.gap);
    return chainFault('revoked', certificate, `${status.entry.reason} ${status.entry.revokedAt.toISOString()}`);
  }

  /** The status of certificate `at` of a validated path. */
  status(path: Path, at: number): CrlStatus {
    const certificate = path.certificates[at] as Certificate;
    const issuer = path.certificates[at - 1] ?? path.anchor.certificate;
    this.asking.add(certificate.fingerprint);
    try {
      return this.ask({ certificate, issuer, issuerKey: workingKeys(path)[at] as PublicKey, anchor: path.anchor });
    } finally {
      this.asking.delete(certificate.fingerprint);
    }
  }

  private ask(issued: Issued): CrlStatus {
    let covered = 0;
    let gap = 0;
    const lists: Crl[] = [];
    for (const point of pointsOf(issued.certificate)) {
      for (const crl of this.listsOf(point, issued.certificate)) {
        const reasons = reasonsCovered(crl, point);
        if ((reasons & ~covered) === 0) continue;
        const answer = this.consult(crl, issued, point);
        if (typeof answer === 'string') gap = Math.max(gap, crlGaps.indexOf(answer));
        else if (answer.entry !== undefined) return { status: 'revoked', entry: answer.entry, list: crl };
        else {
          covered |= reasons;
          lists.push(...answer.used);
        }
      }
    }
    if ((covered & allReasons) === allReasons) return { status: 'good', lists };
    return { status: 'undetermined', gap: covered === 0 ? (crlGaps[gap] ?? 'noList') : 'someReasonsOnly' };
  }

  private listsOf(point: DistributionPoint, certificate: Certificate): Crl[] {
    return crlIssuersOf(point, certificate).flatMap((name) => this.complete.get(name.key) ?? []);
  }

  /** One list at one point. @returns the entry that revokes, or none together with the lists that say so, or why the list does not serve. */
  private consult(crl: Crl, issued: Issued, point: DistributionPoint): CrlGap | { entry: CrlEntry | undefined; used: Crl[] } {
    if (!isInScope(crl, issued.certificate, point)) return 'otherScope';
    if (!isUnderstood(crl)) return 'notUnderstood';
    const deltas = this.deltasOf(crl);
    const current = isCurrent(crl, this.surroundings.at);
    if (!current && !this.mayBeContinued(crl, issued.certificate, deltas)) return 'notCurrent';
    const key = this.authorisedKey(crl, issued);
    if (key === undefined) return 'notAuthorised';
    const delta = deltas.find((each) => this.isSignedBy(each, key, issued.anchor));
    if (delta === undefined && !current) return 'notCurrent';
    const used = delta === undefined ? [crl] : [delta, crl];
    return { entry: entryOf(used, issued.certificate), used };
  }

  private deltasOf(crl: Crl): Crl[] {
    const named = this.deltas.get(crl.issuer.key) ?? [];
    return named.filter((delta) => isUnderstood(delta) && isCurrent(delta, this.surroundings.at) && continues(delta, crl));
  }

  /** RFC 5280 6.3.3 a 1 i: a delta list prolongs a complete one where the certificate or the list says that there are deltas. */
  private mayBeContinued(crl: Crl, certificate: Certificate, deltas: readonly Crl[]): boolean {
    const announced = certificate.extensions.freshestCrl !== undefined || crl.freshestCrl !== undefined;
    return announced && deltas.length > 0 && crl.thisUpdate <= this.surroundings.at;
  }

  private isSignedBy(crl: Crl, key: PublicKey, anchor: TrustAnchor): boolean {
    return this.surroundings.signatures.fault(crl.signed, key, anchor.algorithms) === undefined;
  }

  /** RFC 5280 6.3.3 f, g: the key that signed the list, when its owner may sign lists and is valid under the same anchor. */
  private authorisedKey(crl: Crl, issued: Issued): PublicKey | undefined {
    const { anchor, issuer, issuerKey } = issued;
    if (sameName(crl.issuer, issuer.subject) && maySignLists(issuer) && this.isSignedBy(crl, issuerKey, anchor)) return issuerKey;
    const root = anchor.certificate;
    if (sameName(crl.issuer, root.subject) && maySignLists(root) && this.isSignedBy(crl, root.publicKey, anchor))
      return root.publicKey;
    const others = this.finder.certificatesOf(crl.issuer.key);
    return others.find((each) => maySignLists(each) && this.isSignedBy(crl, each.publicKey, anchor) && this.isValid(each, anchor))
      ?.publicKey;
  }

  private isValid(crlIssuer: Certificate, anchor: TrustAnchor): boolean {
    // Its status is being asked at this moment: the question above this one will answer it.
    if (this.asking.has(crlIssuer.fingerprint)) return true;
    if (this.questions++ > mostQuestions) return false;
    const found = this.finder.find(crlIssuer, (path) => {
      if (path.anchor !== anchor) return chainFault('noAnchor', crlIssuer);
      const verdict = validatePath({ ...path, at: this.surroundings.at, policies: {}, signatures: this.surroundings.signatures });
      return verdict.valid ? this.pathFault(path) : verdict.fault;
    });
    return 'anchor' in found;
  }
}

/** The entry in the delta list, else in the complete one; what was taken off the list again is not on it (RFC 5280 6.3.3 i to k). */
function entryOf(lists: readonly Crl[], { issuer, serial }: Certificate): CrlEntry | undefined {
  const entry = lists.map((list) => list.entries.find(issuer, serial)).find((found) => found !== undefined);
  return entry?.reason === 'removeFromCRL' ? undefined : entry;
}

/** RFC 5280 4.2.1.3: with key usage it must be cRLSign; without, any key may. */
function maySignLists(certificate: Certificate): boolean {
  return certificate.extensions.keyUsage?.has('cRLSign') ?? true;
}
