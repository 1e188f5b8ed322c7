import type { Certificate } from '../x509/certificate.ts';
import type { ValidChain } from '../path/chain.ts';
import { digestOf } from './evidence.ts';
import type { CheckEvidence, Finding } from './report.ts';
import { wasRevoked } from './revocation.ts';
import type { RevocationAnswer } from './revocation.ts';
import type { Context, Stage } from './signer.ts';

/** An answer about one certificate of a chain. */
interface Answered {
  readonly certificate: Certificate;
  readonly answer: RevocationAnswer;
}

/** Asks about every certificate of a chain below its anchor; the lowest first in the result. */
export async function askAbout(chain: ValidChain, untrusted: readonly Certificate[], context: Context): Promise<Answered[]> {
  const { path, anchor } = chain;
  return Promise.all(
    path.map(async (certificate, position) => {
      // Trust in a root is not lent by itself, so it cannot take it back either.
      if (certificate.fingerprint === anchor.certificate.fingerprint) return { certificate, answer: { status: 'notAsked' } };
      const answer = await context.revocation.check({ chain, position, trust: context.trust, untrusted, now: context.now });
      if ('documents' in answer) context.evidence.addDocuments(answer.documents);
      return { certificate, answer };
    }),
  );
}

/** Revocation at the reference time. What nobody knows is never taken for good. */
export async function checkRevocation(
  chain: ValidChain,
  referenceTime: Date,
  { checks, context, untrusted }: Stage,
): Promise<void> {
  const answers = await askAbout(chain, untrusted, context);
  const evidence = answers.flatMap(({ answer }) => evidenceOf(answer));
  const findings = answers.flatMap(({ certificate, answer }) => findingOf({ certificate, answer }, chain, referenceTime) ?? []);
  // What is certain comes before what is not known.
  const finding = findings.find(({ reason }) => reason !== 'revocationUnknown') ?? findings[0];
  if (finding) return checks.fail({ ...finding, evidence });
  if (answers.every(({ answer }) => answer.status === 'notAsked')) return;
  checks.pass('revocation', evidence);
}

function findingOf({ certificate, answer }: Answered, chain: ValidChain, referenceTime: Date): Finding | undefined {
  if (answer.status === 'unknown')
    return { reason: 'revocationUnknown', detail: `${certificate.serial}: ${answer.tried.join(', ')}` };
  if (answer.status !== 'revoked' || !wasRevoked(answer, referenceTime)) return undefined;
  const detail = `${certificate.serial}: ${answer.reason}, ${answer.revokedAt.toISOString()}`;
  if (certificate !== chain.path[0]) return { reason: 'issuerRevoked', detail };
  return { reason: answer.reason === 'certificateHold' ? 'onHold' : 'revoked', detail };
}

function evidenceOf(answer: RevocationAnswer): CheckEvidence[] {
  if (!('documents' in answer)) return [];
  const says = answer.status === 'revoked' ? `revoked ${answer.revokedAt.toISOString()} ${answer.reason}` : 'good';
  return answer.documents.map(({ kind, der, madeAt }) => ({ kind, sha256: digestOf(der), madeAt: madeAt.toISOString(), says }));
}
