import type { Primitives } from '../crypto/primitives.ts';
import { examineSigner } from '../cms/examine.ts';
import type { Message, SignerExamination } from '../cms/examine.ts';
import type { SignerInfo } from '../cms/signed-data.ts';
import type { ValidChain } from '../path/chain.ts';
import type { TrustStore } from '../path/trust.ts';
import type { Certificate } from '../x509/certificate.ts';
import { chainEvidence, chainOf } from './chain.ts';
import type { EvidenceCollector } from './evidence.ts';
import { identityFault } from './identity.ts';
import type { Expected, NumberRules } from './identity.ts';
import { checkNames, reasons } from './reasons.ts';
import { Checks } from './report.ts';
import type { RevocationSource } from './revocation.ts';
import { checkRevocation } from './revocation-stage.ts';
import { checkTimestamps } from './timestamp-stage.ts';
import type { TrustedTimestamp } from './timestamp-stage.ts';
import { usageFault } from './usage.ts';
import type { Purpose } from './usage.ts';

/** What one verification works with. */
export interface Context {
  readonly trust: TrustStore;
  readonly revocation: RevocationSource;
  readonly primitives: Primitives;
  readonly now: Date;
  /** The reference time where the caller sets it; otherwise a time stamp or `now` gives it. */
  readonly at: Date | undefined;
  readonly purpose: Purpose;
  readonly requireTimestamp: boolean;
  readonly expected: Expected;
  readonly numbers: NumberRules | undefined;
  /** Certificates that may stand between signers and roots, besides those in the message; nothing is believed about them. */
  readonly untrusted: readonly Certificate[];
  /** A token kept beside the message. */
  readonly outsideToken: Uint8Array | undefined;
  readonly evidence: EvidenceCollector;
}

/** What became of one signature. */
export interface SignerOutcome {
  readonly info: SignerInfo;
  readonly checks: Checks;
  readonly certificate: Certificate | undefined;
  readonly referenceTime: Date;
  readonly timestamp: TrustedTimestamp | undefined;
}

/** The stages of design/pki.md 3 for one signature, in their order; the first finding ends them. */
export async function verifySigner(message: Message, info: SignerInfo, context: Context): Promise<SignerOutcome> {
  const checks = new Checks();
  const examined = examineSigner(message, info, context.primitives);
  noteExamination(examined, checks);
  const { certificate } = examined;
  const base = { info, checks, certificate };
  if (!examined.ok) return { ...base, referenceTime: context.at ?? context.now, timestamp: undefined };

  const stage = { checks, context, untrusted: [...message.certificates, ...context.untrusted] };
  const timestamp = await checkTimestamps(info, stage);
  const referenceTime = context.at ?? timestamp?.token.info.genTime ?? context.now;
  const outcome = { ...base, referenceTime, timestamp };
  if (checks.finding) return outcome;

  const chain = chainOf(examined.certificate, { ...context, at: referenceTime, untrusted: stage.untrusted });
  if (chain.ok) await checkChain(chain.value, referenceTime, stage);
  else checks.fail(chain.finding);
  return outcome;
}

/** The findings of `examineSigner` belong to three stages; those before the one that failed were passed. */
function noteExamination(examined: SignerExamination, checks: Checks): void {
  const last = examined.ok ? 'timestamp' : reasons[examined.reason].check;
  for (const name of checkNames.slice(0, checkNames.indexOf(last))) checks.pass(name);
  if (!examined.ok) checks.fail({ reason: examined.reason });
}

/** One signature on its way through the stages. */
export interface Stage {
  readonly checks: Checks;
  readonly context: Context;
  /** Certificates of the message and of the settings among which issuers are looked for. */
  readonly untrusted: readonly Certificate[];
}

async function checkChain(chain: ValidChain, referenceTime: Date, stage: Stage): Promise<void> {
  const { checks, context } = stage;
  const [certificate] = chain.path;
  if (certificate === undefined) throw new Error('a valid chain holds no certificate');
  checks.pass('chain', chainEvidence(chain));
  context.evidence.addCertificates(chain.path);
  const misuse = usageFault(certificate, context.purpose);
  if (misuse) return checks.fail({ reason: misuse });
  checks.pass('usage');
  checks.pass('validity');
  await checkRevocation(chain, referenceTime, stage);
  if (checks.finding) return;
  const mistake = identityFault(certificate.person, chain.anchor, context);
  if (mistake) checks.fail({ reason: mistake });
  else if (context.expected.iin !== undefined || context.expected.bin !== undefined) checks.pass('identity');
}
