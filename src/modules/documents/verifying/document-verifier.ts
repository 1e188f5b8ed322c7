import { sha256Hex } from '#kit/ids';
import { nodePrimitives } from '#pki';
import type { Report, SignatureVerifier, TrustStore, ValidChain } from '#pki';
import type { DocumentContent } from '../rules/code/payload.ts';
import { codesInText } from '../rules/code/codes.ts';
import { examineFile } from '../rules/content/examine.ts';
import { readForeignCodes, isForeignCode } from '../rules/foreign-code.ts';
import type { ForeignReading } from '../rules/foreign-code.ts';

import { comparePrint } from '../rules/verdict/compare-print.ts';
import { signatoryCheck } from '../rules/verdict/signatory.ts';
import { withChecks } from '../rules/verdict/verdict.ts';
import type { Check, DocumentVerdict } from '../rules/verdict/verdict.ts';
import { verifyCodes } from '../rules/verdict/verify-codes.ts';
import type { SealRevocation } from '../rules/verdict/verify-codes.ts';
import type { CodeReader } from './code-reader.ts';

/** What the register of a body knows about a document that its seal vouches for. */
export type RegisterAnswer =
  | { readonly state: 'issued' | 'annulled' | 'replaced'; readonly since: Date }
  /** The body's register is here, and the document is not in it. */
  | { readonly state: 'unregistered' }
  /** Another's register. */
  | { readonly state: 'unknown' };

export interface DocumentVerifierOptions {
  readonly trust: TrustStore;
  readonly clock: { now(): Date };
  readonly reader: CodeReader;
  readonly revocationOf: (chain: ValidChain) => SealRevocation | Promise<SealRevocation>;
  /** Verifies the signatory's signature over a PDF. */
  readonly signatures: SignatureVerifier;
  /** Asks the register; none without a network. */
  readonly registerOf?: (content: DocumentContent) => Promise<RegisterAnswer>;
  /** The detached signature of a PDF, where it is known by its SHA-256. */
  readonly signatureOf?: (pdfSha256: string) => Promise<Uint8Array | undefined>;
}

/** What somebody brought to be checked, and what was found. */
export type Examined =
  | { readonly kind: 'document'; readonly verdict: DocumentVerdict }
  | { readonly kind: 'foreign'; readonly reading: ForeignReading }
  | { readonly kind: 'signature'; readonly report: Report }
  /** The bytes are not what they are said to be, or nothing could be read from them. */
  | { readonly kind: 'unreadable' };

export interface DocumentVerifier {
  /** The texts of bar codes, in any order. */
  codes(texts: readonly string[]): Promise<Examined>;
  /** A PDF, a picture of a paper, or a text with the codes; `cms` is the detached signature that came with it. */
  file(bytes: Uint8Array, cms?: Uint8Array): Promise<Examined>;
  /** Several pictures and texts of one document, as photographs of its codes one by one. */
  files(all: readonly Uint8Array[]): Promise<Examined>;
  /** A signed message, or a detached signature with what it is over (EDS-PUB). */
  signature(cms: Uint8Array, content?: Uint8Array): Promise<Examined>;
}

/** Bigger files are not read: a document of three pages has 100 kB. */
const largestFile = 20 * 1024 * 1024;

export function createDocumentVerifier(options: DocumentVerifierOptions): DocumentVerifier {
  return {
    codes: (texts) => examineCodes(options, texts),
    file: (bytes, cms) => examineBytes(options, bytes, cms),
    files: async (all) => {
      const texts = (await Promise.all(all.map((bytes) => codesIn(options, bytes)))).flatMap((found) => found ?? []);
      return texts.length === 0 ? { kind: 'unreadable' } : examineCodes(options, texts);
    },
    async signature(cms, content) {
      return { kind: 'signature', report: await options.signatures.examine({ cms, content }) };
    },
  };
}

async function examineCodes(options: DocumentVerifierOptions, texts: readonly string[]): Promise<Examined> {
  if (texts.some(isForeignCode)) return { kind: 'foreign', reading: await readForeignCodes(texts) };
  return { kind: 'document', verdict: await verdictOfCodes(options, texts) };
}

async function verdictOfCodes(options: DocumentVerifierOptions, texts: readonly string[]): Promise<DocumentVerdict> {
  const { trust, revocationOf, clock, registerOf } = options;
  const verdict = await verifyCodes(texts, { trust, revocationOf, now: clock.now(), primitives: nodePrimitives });
  // Who has not the seal's word for a number has no reason to be told about it here.
  if (registerOf === undefined || verdict.content === undefined) return verdict;
  return withChecks(verdict, [registerCheck(await registerOf(verdict.content))]);
}

function registerCheck(answer: RegisterAnswer): Check {
  const name = 'register';
  switch (answer.state) {
    case 'issued':
      return { name, finding: 'registered', at: answer.since };
    case 'annulled':
    case 'replaced':
      return { name, finding: answer.state, at: answer.since };
    case 'unregistered':
      return { name, finding: 'unregistered' };
    case 'unknown':
      return { name, finding: 'registerUnknown' };
    default:
      return answer satisfies never;
  }
}

async function examineBytes(options: DocumentVerifierOptions, bytes: Uint8Array, cms: Uint8Array | undefined): Promise<Examined> {
  if (bytes.length === 0 || bytes.length > largestFile) return { kind: 'unreadable' };
  if (isPdf(bytes)) return examinePdf(options, bytes, cms);
  const codes = await codesIn(options, bytes);
  return codes === undefined ? { kind: 'unreadable' } : examineCodes(options, codes);
}

/** The codes on a picture or in a text. @returns undefined where it is neither. */
async function codesIn({ reader }: DocumentVerifierOptions, bytes: Uint8Array): Promise<readonly string[] | undefined> {
  const picture = examineFile(bytes, largestFile);
  if (picture.ok) return (await reader.read('image', picture.bytes))?.codes;
  const texts = textsIn(bytes);
  return texts.length === 0 ? undefined : texts;
}

/** Whatever stands behind its end: a PDF that was added to must be told what is wrong with it, not that it is none. */
function isPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-';
}

function textsIn(bytes: Uint8Array): string[] {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? [] : codesInText(text);
  } catch {
    return [];
  }
}

async function examinePdf(options: DocumentVerifierOptions, bytes: Uint8Array, given: Uint8Array | undefined): Promise<Examined> {
  const reading = await options.reader.read('pdf', bytes);
  if (reading === undefined) return { kind: 'unreadable' };
  const examined = await examineCodes(options, reading.codes);
  if (examined.kind !== 'document' || examined.verdict.content === undefined) return examined;
  const { content } = examined.verdict;
  const cms = given ?? (await options.signatureOf?.(sha256Hex(bytes)));
  const report = cms && (await options.signatures.examine({ cms, content: bytes, purpose: 'signing' }));
  const checks = [comparePrint(content, reading.text), signatoryCheck(report, content)];
  return { kind: 'document', verdict: withChecks(examined.verdict, checks) };
}
