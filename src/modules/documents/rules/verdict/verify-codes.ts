import type { Primitives, TrustStore, ValidChain } from '#pki';
import { gatherCodes } from '../code/codes.ts';
import type { GatheredCodes } from '../code/codes.ts';
import { readSealedMessage } from '../code/cose.ts';
import type { SealedMessage } from '../code/cose.ts';
import { inflate } from '../code/inflate.ts';
import { decodeContent } from '../code/payload.ts';
import type { DocumentContent } from '../code/payload.ts';
import type { DocumentNumber } from '../number.ts';
import { bodyCheck, chainCheck, readSealCertificates, sealDataOf, signatureCheck, usageCheck } from './seal-chain.ts';
import type { SealCertificates } from './seal-chain.ts';
import { verdictOf } from './verdict.ts';
import type { Check, DocumentVerdict } from './verdict.ts';

/** What is known about the revocation of a seal's certificate. */
export type SealRevocation =
  /** `asOf`: when the list or the answer was made. */
  | { readonly state: 'good'; readonly asOf: Date }
  | { readonly state: 'revoked'; readonly at: Date; readonly reason: string }
  /** `asOf`: of the newest list, where it is too old to rely on. */
  | { readonly state: 'unknown'; readonly asOf?: Date };

/** Where codes are verified: on a server, in a command line, in a browser without a network. */
export interface VerifyingPlace {
  readonly trust: TrustStore;
  readonly primitives: Primitives;
  readonly now: Date;
  /** Asks the lists or the responder that this place has about the first certificate of a chain, the seal's. */
  readonly revocationOf: (chain: ValidChain) => SealRevocation | Promise<SealRevocation>;
}

/** Codes are cut from paper that was printed on a machine whose clock may go a little wrong. */
const clockTolerance = 5 * 60 * 1000;

/**
 * Verifies the texts of a document's bar codes (DOC-2): structure, signature, chain to a trusted root at the time of issue, usage and role,
 * body, revocation, period of the document. Needs no network unless `revocationOf` does. Never throws on what it is given.
 */
export async function verifyCodes(codes: readonly string[], place: VerifyingPlace): Promise<DocumentVerdict> {
  const gathered = gatherCodes(codes);
  if (gathered.state !== 'whole') return verdictOf([incomplete(gathered)], numberIn(gathered));
  return verifyMessage(gathered.message, place, gathered.number);
}

type Incomplete = Exclude<GatheredCodes, { state: 'whole' }>;

function incomplete(gathered: Incomplete): Check {
  const name = 'codes';
  switch (gathered.state) {
    case 'missing':
      return { name, finding: 'codesMissing', about: [gathered.have.join(', '), String(gathered.count)] };
    case 'mixed':
      return { name, finding: 'codesMixed', about: gathered.numbers };
    case 'damaged':
      return { name, finding: 'codesDamaged' };
    case 'foreign':
      return {
        name,
        finding: ({ nothing: 'codesNone', unknown: 'codesForeign', newer: 'codesNewer' } as const)[gathered.reason],
      };
    default:
      return gathered satisfies never;
  }
}

function numberIn(gathered: Incomplete): { readonly number?: DocumentNumber } {
  return gathered.state === 'missing' ? { number: gathered.number } : {};
}

interface Opened {
  readonly message: SealedMessage;
  readonly certificates: SealCertificates;
  readonly content: DocumentContent;
}

async function open(deflated: Uint8Array, primitives: Primitives): Promise<Opened | 'codesDamaged' | 'codesNewer'> {
  const bytes = await inflate(deflated);
  const message = bytes && readSealedMessage(bytes);
  const certificates = message && readSealCertificates(message, primitives);
  if (message === undefined || certificates === undefined) return 'codesDamaged';
  const read = decodeContent(message.payload);
  if (!read.ok) return read.reason === 'newer' ? 'codesNewer' : 'codesDamaged';
  return { message, certificates, content: read.content };
}

async function verifyMessage(deflated: Uint8Array, place: VerifyingPlace, number: DocumentNumber): Promise<DocumentVerdict> {
  const opened = await open(deflated, place.primitives);
  if (typeof opened === 'string') return verdictOf([{ name: 'codes', finding: opened }], { number });
  const { message, certificates, content } = opened;
  const signature = signatureCheck(message, certificates.seal, place.primitives);
  // What the seal does not hold for is not shown: a changed letter would stand there as data.
  if (signature.finding !== 'sealed') return verdictOf([{ name: 'codes', finding: 'whole' }, signature], { number });
  const codes: Check = { name: 'codes', finding: content.number === number ? 'whole' : 'numberDiffers' };
  const checks = [codes, signature, ...(await sealChecks(opened, place)), periodCheck(content, place.now)];
  return verdictOf(checks, { content, seal: sealDataOf(certificates.seal), number: content.number });
}

async function sealChecks({ certificates, content }: Opened, place: VerifyingPlace): Promise<Check[]> {
  const { seal } = certificates;
  const { check, chain } = chainCheck(certificates, { ...place, issuedAt: content.issuedAt });
  const own = [check, usageCheck(seal), bodyCheck(seal, content)];
  if (chain === undefined) return own;
  const revocation = revocationCheck(await place.revocationOf(chain), content.issuedAt);
  return [...own, { name: 'validity', finding: 'sealValid', at: seal.notAfter }, revocation];
}

/** Reasons that say nothing against what was sealed before: the key was given up, not lost. */
const harmless = new Set(['affiliationChanged', 'superseded', 'cessationOfOperation']);

/**
 * The time of issue is the seal's own word. Who stole the key could write any, so that a revocation counts for every document unless its
 * reason says that the key was never in other hands; then it counts for what was issued after it.
 */
function revocationCheck(answer: SealRevocation, issuedAt: Date): Check {
  const name = 'revocation';
  switch (answer.state) {
    case 'good':
      return { name, finding: 'notRevoked', at: answer.asOf };
    case 'revoked': {
      const later = harmless.has(answer.reason) && issuedAt < answer.at;
      return { name, finding: later ? 'revokedLater' : 'revoked', at: answer.at, about: [answer.reason] };
    }
    case 'unknown':
      return answer.asOf === undefined ? { name, finding: 'notAsked' } : { name, finding: 'listOld', at: answer.asOf };
    default:
      return answer satisfies never;
  }
}

function periodCheck({ issuedAt, validUntil }: DocumentContent, now: Date): Check {
  const name = 'period';
  if (issuedAt.getTime() > now.getTime() + clockTolerance) return { name, finding: 'issuedInFuture', at: issuedAt };
  if (validUntil === undefined) return { name, finding: 'inForce' };
  return { name, finding: validUntil < now ? 'outOfDate' : 'inForce', at: validUntil };
}
