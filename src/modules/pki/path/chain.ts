import { nodePrimitives } from '../crypto/node.ts';
import type { Primitives } from '../crypto/primitives.ts';
import type { Crl } from '../crl/crl.ts';
import { CrlRevocation } from '../crl/revocation.ts';
import type { CrlStatus } from '../crl/revocation.ts';
import type { Certificate } from '../x509/certificate.ts';
import type { ChainFault } from './faults.ts';
import { PathFinder } from './finder.ts';
import type { Surroundings } from './finder.ts';
import type { PolicyInputs } from './policies.ts';
import { SignatureChecker } from './signatures.ts';
import type { TrustAnchor, TrustStore } from './trust.ts';
import { validatePath } from './validate.ts';
import type { Path } from './validate.ts';

/** What is to be judged, by whom it may have been issued, and when. */
export interface ChainQuestion {
  readonly certificate: Certificate;
  readonly trust: TrustStore;
  /** Certificates that may stand between; nothing is believed about them. */
  readonly untrusted?: readonly Certificate[];
  /** Given, even empty: every certificate of the path must be shown by these not to be revoked. Absent: revocation is not looked at. */
  readonly crls?: readonly Crl[];
  readonly at: Date;
  readonly policies?: PolicyInputs;
  readonly primitives?: Primitives;
}

/** A path that is valid at the time asked about. */
export interface ValidChain {
  readonly valid: true;
  readonly anchor: TrustAnchor;
  /** From the certificate in question up; the anchor is not among them. */
  readonly path: readonly Certificate[];
  /** Policies in force for the certificate. */
  readonly policies: readonly string[];
  readonly revocation: 'checked' | 'notChecked';
}

export interface InvalidChain {
  readonly valid: false;
  readonly fault: ChainFault;
}

export type ChainVerdict = ValidChain | InvalidChain;

/**
 * Finds a path from a trusted root to the certificate and validates it (RFC 5280 6). Any path that is valid suffices; where none is, the
 * fault of the one that led furthest is told. Never throws on what was read, whatever it holds.
 */
export function validateChain(question: ChainQuestion): ChainVerdict {
  const surroundings = surroundingsOf(question);
  const finder = new PathFinder(surroundings);
  const lists = question.crls && new CrlRevocation(surroundings, finder, question.crls);
  let policies: readonly string[] = [];
  const found = finder.find(question.certificate, (path) => {
    const verdict = judge(path, surroundings, question.policies);
    if (!verdict.valid) return verdict.fault;
    policies = verdict.policies;
    return lists?.pathFault(path);
  });
  if (!('anchor' in found)) return { valid: false, fault: found };
  const revocation = lists === undefined ? 'notChecked' : 'checked';
  return { valid: true, anchor: found.anchor, path: [...found.certificates].reverse(), policies, revocation };
}

function surroundingsOf({ trust, untrusted = [], at, primitives = nodePrimitives }: ChainQuestion): Surroundings {
  return { trust, untrusted, at, signatures: new SignatureChecker(primitives) };
}

function judge(path: Path, { at, signatures }: Surroundings, policies: PolicyInputs = {}) {
  return validatePath({ ...path, at, policies, signatures });
}

/** A question about one certificate of a valid chain to revocation lists, which may be younger than the time of the chain. */
export interface ListQuestion extends Omit<ChainQuestion, 'policies' | 'certificate'> {
  readonly chain: ValidChain;
  /** Which certificate of `chain.path`: 0 is the one that was asked about. */
  readonly position: number;
  readonly crls: readonly Crl[];
}

/** What lists say of a certificate of a valid chain at the time `at`, with the entry as evidence. */
export function statusByLists(question: ListQuestion): CrlStatus {
  const { chain, position } = question;
  const surroundings = surroundingsOf({ ...question, certificate: chain.path[position] as Certificate });
  const revocation = new CrlRevocation(surroundings, new PathFinder(surroundings), question.crls);
  const path = { anchor: chain.anchor, certificates: [...chain.path].reverse() };
  return revocation.status(path, path.certificates.length - 1 - position);
}
