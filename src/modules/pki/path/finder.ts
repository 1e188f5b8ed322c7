import { sameOctets } from '../der/values.ts';
import { archiveAlgorithms } from '../crypto/primitives.ts';
import type { Certificate } from '../x509/certificate.ts';
import { chainFault } from './faults.ts';
import type { ChainFault } from './faults.ts';
import { extensionFault, issuingFault, timeFault } from './validate.ts';
import type { Path } from './validate.ts';
import type { SignatureChecker } from './signatures.ts';
import type { TrustAnchor, TrustStore } from './trust.ts';

export interface Surroundings {
  readonly trust: TrustStore;
  /** Certificates that may stand between; nothing is believed about them. */
  readonly untrusted: readonly Certificate[];
  readonly at: Date;
  readonly signatures: SignatureChecker;
}

/** Longer chains do not exist; searching them does cost. */
const longest = 128;
/** Certificates tried, and whole paths judged, in one search. */
const mostSteps = 20_000;
const mostPaths = 500;

/**
 * Searches paths upwards from a certificate (RFC 4158): depth first, likeliest issuer first, back where the way is barred. What can be
 * judged from below is judged at each step; a whole path is given to the caller's `accept`, whose fault sends the search on.
 */
export class PathFinder {
  private readonly surroundings: Surroundings;
  private readonly bySubject: ReadonlyMap<string, readonly Certificate[]>;
  private readonly reachable: ReadonlySet<string>;

  constructor(surroundings: Surroundings) {
    const unique = [...new Map(surroundings.untrusted.map((each) => [each.fingerprint, each])).values()];
    this.surroundings = surroundings;
    this.bySubject = Map.groupBy(unique, (each) => each.subject.key);
    this.reachable = namesBelow(surroundings.trust, unique);
  }

  /** @returns the first path that `accept` takes, or the fault of the way that led furthest. */
  find(target: Certificate, accept: (path: Path) => ChainFault | undefined): Path | ChainFault {
    return new Search(this, target, accept).run();
  }

  anchorsAbove(certificate: Certificate): readonly TrustAnchor[] {
    return this.surroundings.trust.bySubject(certificate.issuer.key);
  }

  /** Certificates with this subject among those that may stand between. */
  certificatesOf(subjectKey: string): readonly Certificate[] {
    return this.bySubject.get(subjectKey) ?? [];
  }

  isKnownName(key: string): boolean {
    return this.bySubject.has(key) || this.surroundings.trust.bySubject(key).length > 0;
  }

  /** Issuers by name from which an anchor can be reached by names, likeliest first. */
  issuersOf(certificate: Certificate): readonly Certificate[] {
    const named = (this.bySubject.get(certificate.issuer.key) ?? []).filter((each) => this.reachable.has(each.issuer.key));
    if (named.length < 2) return named;
    const rank = new Map(named.map((each) => [each, this.likelihood(each, certificate)]));
    return [...named].sort((a, b) => (rank.get(b) ?? 0) - (rank.get(a) ?? 0));
  }

  /** Key identifiers help to find, they prove nothing (RFC 5280 4.2.1.1): they order the candidates, no more. */
  private likelihood(issuer: Certificate, certificate: Certificate): number {
    const wanted = certificate.extensions.authorityKeyIdentifier?.keyIdentifier;
    const own = issuer.extensions.subjectKeyIdentifier;
    const byKey = wanted === undefined || own === undefined ? 1 : wanted === own ? 2 : 0;
    const inTime = timeFault(issuer, this.surroundings.at) === undefined ? 1 : 0;
    const nearAnchor = this.anchorsAbove(issuer).length > 0 ? 1 : 0;
    return byKey * 4 + inTime * 2 + nearAnchor;
  }

  /** Whether `issuer` can stand directly above the path so far, which begins with its lowest certificate. */
  stepFault(issuer: Certificate, path: readonly Certificate[]): ChainFault | undefined {
    const below = path[path.length - 1] as Certificate;
    const fault = timeFault(issuer, this.surroundings.at) ?? extensionFault(issuer) ?? issuingFault(issuer, [...path].reverse());
    if (fault !== undefined) return fault;
    const { publicKey } = issuer;
    // A DSA key that takes its parameters from above can be judged only when the whole path is known.
    if (publicKey.kind === 'dsa' && publicKey.dsaParameters === undefined) return undefined;
    // Which anchor's policy holds is not known yet; the whole path is judged by it later.
    const code = this.surroundings.signatures.fault(below.signed, publicKey, archiveAlgorithms);
    return code === undefined ? undefined : chainFault(code, below);
  }
}

/** Names that a chain of issuer names leads down to from an anchor: whatever else is given can be on no path. */
function namesBelow(trust: TrustStore, certificates: readonly Certificate[]): ReadonlySet<string> {
  const byIssuer = Map.groupBy(certificates, (each) => each.issuer.key);
  const names = new Set(trust.anchors.map((anchor) => anchor.certificate.subject.key));
  for (const name of names) for (const issued of byIssuer.get(name) ?? []) names.add(issued.subject.key);
  return names;
}

/** The same name with the same key: a path that meets it again runs in a circle, even through another certificate (RFC 4158 2.4.2). */
function isSameAuthority(a: Certificate, b: Certificate): boolean {
  return a.subject.key === b.subject.key && sameOctets(a.publicKey.spki, b.publicKey.spki);
}

/** One search: its path so far, its budget, and the best explanation met. */
class Search {
  private readonly finder: PathFinder;
  private readonly target: Certificate;
  private readonly accept: (path: Path) => ChainFault | undefined;
  private steps = 0;
  private paths = 0;
  private best: { fault: ChainFault; depth: number } | undefined;

  constructor(finder: PathFinder, target: Certificate, accept: (path: Path) => ChainFault | undefined) {
    this.finder = finder;
    this.target = target;
    this.accept = accept;
  }

  run(): Path | ChainFault {
    const path = this.extend([this.target]);
    if (path !== undefined) return path;
    if (this.exhausted()) return chainFault('tooComplex', this.target);
    return this.best?.fault ?? chainFault('noIssuer', this.target);
  }

  private exhausted(): boolean {
    return this.steps > mostSteps || this.paths > mostPaths;
  }

  private extend(path: readonly Certificate[]): Path | undefined {
    const lowest = path[path.length - 1] as Certificate;
    return this.completeWith(path, lowest) ?? this.climb(path, lowest);
  }

  private completeWith(path: readonly Certificate[], lowest: Certificate): Path | undefined {
    for (const anchor of this.finder.anchorsAbove(lowest)) {
      if (this.exhausted()) return undefined;
      this.paths += 1;
      const whole = { anchor, certificates: [...path].reverse() };
      const fault = this.accept(whole);
      if (fault === undefined) return whole;
      // A whole path explains more than any that broke off.
      this.note(fault, fault.code === 'signature' && fault.certificate === lowest ? path.length : Infinity);
    }
    return undefined;
  }

  private climb(path: readonly Certificate[], lowest: Certificate): Path | undefined {
    const issuers = this.finder.issuersOf(lowest);
    if (issuers.length === 0)
      this.note(chainFault(this.finder.isKnownName(lowest.issuer.key) ? 'noAnchor' : 'noIssuer', lowest), path.length - 1);
    for (const issuer of path.length < longest ? issuers : []) {
      this.steps += 1;
      if (this.exhausted()) return undefined;
      if (path.some((each) => isSameAuthority(each, issuer))) continue;
      const fault = this.finder.stepFault(issuer, path);
      if (fault !== undefined) {
        this.note(fault, path.length);
        continue;
      }
      const found = this.extend([...path, issuer]);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private note(fault: ChainFault, depth: number): void {
    if (this.best === undefined || depth > this.best.depth) this.best = { fault, depth };
  }
}
