import type { Primitives } from '../crypto/primitives.ts';
import { nodePrimitives } from '../crypto/node.ts';
import { hexOf } from '../der/values.ts';
import type { TrustStore } from '../path/trust.ts';
import type { Certificate } from '../x509/certificate.ts';
import type { Evidence } from './evidence.ts';
import { EvidenceCollector } from './evidence.ts';
import { examineMessage } from './examination.ts';
import type { Examination, Submission } from './examination.ts';
import { reasons } from './reasons.ts';
import type { CheckName, Reason } from './reasons.ts';
import type { Finding, Report } from './report.ts';
import { reportOf } from './reporting.ts';
import type { RevocationSource } from './revocation.ts';
import type { NumberRules } from './identity.ts';
import type { Context } from './signer.ts';
import type { Purpose } from './usage.ts';
import { limitedWork } from './work-limit.ts';

export interface VerifierSettings {
  readonly trust: TrustStore;
  readonly revocation: RevocationSource;
  readonly clock: { now(): Date };
  /** Issuers' certificates at hand: messages often leave them out. Untrusted. */
  readonly intermediates?: readonly Certificate[];
  readonly primitives?: Primitives;
  /** With these a number that cannot exist is refused, below the anchors that are strict about it. */
  readonly numbers?: NumberRules;
}

export interface VerificationRequest extends Submission {
  /** `signing`: consent to a document; `authentication`: sign-in. A key for one is refused for the other. */
  readonly purpose: 'signing' | 'authentication';
  readonly expectedIin?: string | undefined;
  readonly expectedBin?: string | undefined;
  readonly requireTimestamp?: boolean | undefined;
}

declare const verified: unique symbol;

/** A signature that passed every check. Only a verifier makes it: whoever takes one need not check anything again. */
export interface Verified {
  readonly [verified]: true;
  readonly signer: Certificate;
  readonly iin: string | undefined;
  readonly bin: string | undefined;
  /** What was signed, and its SHA-256 in hexadecimal. */
  readonly content: Uint8Array;
  readonly contentHash: string;
  /** The signer's own claim of the time. */
  readonly signingTime: Date | undefined;
  /** At which it was judged: proved by the time stamp, or the time of verification. */
  readonly referenceTime: Date;
  readonly timestamp: { readonly genTime: Date; readonly serial: string } | undefined;
  readonly evidence: Evidence;
}

export type Verification =
  | { readonly verdict: 'passed'; readonly verified: Verified; readonly report: Report }
  | {
      /** `failed`: the signature is not to be accepted. `indeterminate`: something was out of reach; another attempt may succeed. */
      readonly verdict: 'failed' | 'indeterminate';
      readonly failed: CheckName;
      readonly reason: Reason;
      readonly report: Report;
    };

export interface ExaminationRequest extends Submission {
  readonly purpose?: Purpose;
  /** The reference time; a time stamp's where it is left out, else now. */
  readonly at?: Date | undefined;
}

export interface SignatureVerifier {
  /** Verifies a person's act: exactly one signature, CAdES-BES, by a key for the purpose, revocation known. */
  verify(request: VerificationRequest): Promise<Verification>;
  /** Reports on any message and all of its signatures, for people who want to know. Accepts nothing. */
  examine(request: ExaminationRequest): Promise<Report>;
}

export function createVerifier(settings: VerifierSettings): SignatureVerifier {
  const { clock } = settings;
  return {
    async verify(request) {
      const { expectedIin: iin, expectedBin: bin } = request;
      const context = contextOf(settings, {
        now: clock.now(),
        purpose: request.purpose,
        requireTimestamp: request.requireTimestamp ?? false,
        expected: { iin, bin },
      });
      return verificationOf(await examineMessage(request, true, context), context);
    },
    async examine(request) {
      const context = contextOf(settings, { now: clock.now(), purpose: request.purpose ?? 'any', at: request.at });
      return reportOf(await examineMessage(request, false, context), context);
    },
  };
}

/** A context with everything that was not said left at its strictest. */
export function contextOf(
  settings: Omit<VerifierSettings, 'clock'>,
  request: Pick<Context, 'now' | 'purpose'> & Partial<Context>,
): Context {
  return {
    trust: settings.trust,
    revocation: settings.revocation,
    primitives: limitedWork(settings.primitives ?? nodePrimitives),
    untrusted: settings.intermediates ?? [],
    at: undefined,
    requireTimestamp: false,
    expected: {},
    numbers: settings.numbers,
    outsideToken: undefined,
    evidence: new EvidenceCollector(),
    ...request,
  };
}

/** The verdict about a message that must hold exactly one signature. Its report is written when somebody reads it. */
export function verificationOf(examination: Examination, context: Context): Verification {
  let written: Report | undefined;
  const report = (): Report => (written ??= reportOf(examination, context));
  const finding = findingOf(examination);
  if (finding) return refusal(finding.reason, report);
  if (!examination.ok) throw new Error('an examination without signatures has no finding');
  const verified = verifiedOf(examination, { context, report });
  return {
    verdict: 'passed',
    verified,
    get report() {
      return report();
    },
  };
}

function refusal(reason: Reason, report: () => Report): Verification {
  const { verdict, check: failed } = reasons[reason];
  return {
    verdict,
    failed,
    reason,
    get report() {
      return report();
    },
  };
}

/** One person acts: a message with a second signature is not taken for the act of either (SEC-6). */
function findingOf(examination: Examination): Finding | undefined {
  if (!examination.ok) return examination.finding;
  const [first, another] = examination.signers;
  if (another) return { reason: 'severalSigners' };
  return first.checks.finding;
}

function verifiedOf(
  { message, signers: [outcome] }: Extract<Examination, { ok: true }>,
  { context, report }: { context: Context; report: () => Report },
): Verified {
  const { certificate: signer, timestamp, info, referenceTime } = outcome;
  if (signer === undefined) throw new Error('a signature without a certificate has passed');
  const values: Omit<Verified, typeof verified> = {
    signer,
    iin: signer.person.iin,
    bin: signer.person.bin,
    content: message.content,
    contentHash: hexOf(message.digest('sha256')),
    signingTime: info.signedAttributes?.signingTime,
    referenceTime,
    timestamp: timestamp && { genTime: timestamp.token.info.genTime, serial: timestamp.token.info.serial },
    evidence: {
      verifiedAt: context.now,
      purpose: context.purpose,
      ...context.evidence.gathered(),
      get report() {
        return report();
      },
    },
  };
  return values as Verified;
}
