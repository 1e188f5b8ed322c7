import { createVerifier, describeFault, readCertificate, readSignedData, readTstInfo, reasons } from '#pki';
import type { Certificate, CheckName, CmsSigner, Reason, Report, SignedData, SignerReport } from '#pki';
import type { z } from 'zod';
import { base64, describe, revocationsOf, timeText } from './certificate-info.ts';
import { notBase64, octetsOf, refuse } from './octets.ts';
import type {
  CertificateInfo,
  CmsExtractAnswer,
  CmsVerifyAnswer,
  Refusal,
  SignerInfo,
  TimeStampInfo,
  Why,
  cmsExtractRequest,
  cmsVerifyRequest,
} from './schemas.ts';
import { watch } from './settings.ts';
import type { VerificationSettings, Watched } from './settings.ts';

/**
 * `POST /cms/verify`. Valid only with a signature at least, and with all of them passed. What is not valid has its reason; what is not a
 * CMS message is refused. Nothing is accepted in anybody's name: any key for signatures will do, as the message's own purpose is not known.
 */
export async function verifyCms(
  settings: VerificationSettings,
  request: z.infer<typeof cmsVerifyRequest>,
): Promise<CmsVerifyAnswer | Refusal> {
  const cms = octetsOf(request.cms);
  const content = request.data ? octetsOf(request.data) : undefined;
  if (cms === undefined) return notBase64('cms');
  if (request.data && content === undefined) return notBase64('data');
  const message = readSignedData(cms);
  if (!message.ok) return refuse('malformed', reasons.malformed.meaning, describeFault(message.fault));
  const watched = watch(settings, request.revocationCheck);
  const report = await createVerifier({ ...settings, revocation: watched.source }).examine({ cms, content });
  return answerOf(report, message.value, watched);
}

function answerOf(report: Report, message: SignedData, watched: Watched): CmsVerifyAnswer {
  const certificates = new Map(message.certificates.flatMap(parsed).map((one) => [one.fingerprint, one]));
  // A finding about the whole message is told as that of a signature that names nobody.
  const aboutSigners = report.signers.length === message.signers.length && report.signers.every((one) => one.fingerprint);
  const signers = aboutSigners
    ? report.signers.map((one, at) =>
        signerOf(one, { watched, certificate: certificates.get(one.fingerprint ?? ''), info: message.signers[at] }),
      )
    : [];
  const valid = report.indication === 'TOTAL-PASSED' && signers.length > 0 && signers.every((one) => one.valid);
  const reason = report.signers.map(reasonOf).find((one) => one !== undefined);
  return { status: 200, message: 'OK', valid, ...(reason && { reason }), signers };
}

interface SignerFacts {
  readonly watched: Watched;
  readonly certificate: Certificate | undefined;
  readonly info: CmsSigner | undefined;
}

function signerOf(report: SignerReport, { watched, certificate, info }: SignerFacts): SignerInfo {
  const reason = reasonOf(report);
  const tsp = report.tsp && info ? timeStampOf(report.tsp, info) : undefined;
  return {
    valid: report.indication === 'TOTAL-PASSED',
    ...(reason && { reason }),
    checks: report.checks.map(({ name, status, reason: word, detail }) => ({
      name,
      status,
      ...(word && { reason: word }),
      ...(detail && { detail }),
    })),
    certificates: certificate ? [certificateOf(certificate, report, watched)] : [],
    ...(tsp && { tsp }),
  };
}

function certificateOf(certificate: Certificate, report: SignerReport, { answers }: Watched): CertificateInfo {
  const statusOf = (check: CheckName) => report.checks.find(({ name }) => name === check)?.status;
  const notRefuted = statusOf('revocation') === 'passed' || (statusOf('revocation') === 'skipped' && answers.size === 0);
  const valid = statusOf('chain') === 'passed' && statusOf('validity') === 'passed' && notRefuted;
  return { ...describe(certificate), valid, revocations: revocationsOf(answers.get(certificate.fingerprint)) };
}

function reasonOf({ checks }: SignerReport): Why | undefined {
  const found = checks.find(({ status, reason }) => reason !== undefined && (status === 'failed' || status === 'indeterminate'));
  return found?.reason && whyOf(found.reason, found.detail);
}

function whyOf(code: Reason, detail: string | undefined): Why {
  return { code, message: reasons[code].meaning, ...(detail && { detail }) };
}

/** The token that the report believed, with what only the token itself says. */
function timeStampOf(believed: NonNullable<SignerReport['tsp']>, { timeStampTokens }: CmsSigner): TimeStampInfo | undefined {
  for (const token of timeStampTokens) {
    const data = readSignedData(token);
    const info = data.ok && data.value.content ? readTstInfo(data.value.content) : undefined;
    if (!info?.ok || info.value.serial !== believed.serialNumber) continue;
    const { serial, genTime, policy, imprint } = info.value;
    const hash = Buffer.from(imprint.digest).toString('hex');
    const tspHashAlgorithm = imprint.hash.toUpperCase();
    return { serialNumber: serial, genTime: timeText(genTime), policy, tsa: believed.subject, tspHashAlgorithm, hash };
  }
  return undefined;
}

function parsed(der: Uint8Array): Certificate[] {
  const read = readCertificate(der);
  return read.ok ? [read.value] : [];
}

/** `POST /cms/extract`: what a message holds, whether or not its signatures are good. */
export function extractCms(request: z.infer<typeof cmsExtractRequest>): CmsExtractAnswer | Refusal {
  const cms = octetsOf(request.cms);
  if (cms === undefined) return notBase64('cms');
  const message = readSignedData(cms);
  if (!message.ok) return refuse('malformed', reasons.malformed.meaning, describeFault(message.fault));
  const { content } = message.value;
  if (content === undefined) return refuse('contentAbsent', 'the signature is detached: the message holds no content');
  return { status: 200, message: 'OK', data: base64(content) };
}
