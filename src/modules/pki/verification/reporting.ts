import { oidName } from '../der/oids.ts';
import type { Examination } from './examination.ts';
import { reasons } from './reasons.ts';
import { Checks, indicationsOf } from './report.ts';
import type { Check, Report, SignerReport } from './report.ts';
import type { Context, SignerOutcome } from './signer.ts';
import { describeCertificate } from './subject.ts';

/** The report about a message: passed only when there is a signature and all of them are passed. */
export function reportOf(examination: Examination, context: Context): Report {
  const verifiedAt = context.now.toISOString();
  if (!examination.ok) {
    const checks = new Checks();
    checks.fail(examination.finding);
    return { ...indicationsOf(examination.finding), verifiedAt, signers: [checks.outcome()] };
  }
  const signers = examination.signers.map(signerReport);
  const findings = examination.signers.flatMap(({ checks }) => checks.finding ?? []);
  const worst = findings.find(({ reason }) => reasons[reason].verdict === 'failed') ?? findings[0];
  return { ...indicationsOf(worst), verifiedAt, signers };
}

function signerReport({ checks, certificate, info, referenceTime, timestamp }: SignerOutcome): SignerReport {
  const outcome = checks.outcome();
  const signingTime = info.signedAttributes?.signingTime;
  return {
    ...outcome,
    ...(certificate && describeCertificate(certificate)),
    signatureAlgorithm: oidName(info.signatureAlgorithm.oid),
    ...(signingTime && { signingTime: signingTime.toISOString() }),
    referenceTime: referenceTime.toISOString(),
    ...(timestamp && {
      tsp: {
        generatedAt: timestamp.token.info.genTime.toISOString(),
        serialNumber: timestamp.token.info.serial,
        subject: describeCertificate(timestamp.token.authority).subjectName,
      },
    }),
    ...ocspOf(outcome.checks),
  };
}

function ocspOf(checks: readonly Check[]): Pick<SignerReport, 'ocsp'> {
  const answer = checks.find(({ name }) => name === 'revocation')?.evidence?.find(({ kind }) => kind === 'ocsp');
  return answer ? { ocsp: { generatedAt: answer.madeAt ?? '', certStatus: answer.says } } : {};
}
