import { chainFaultMeanings, describeFault, readCertificate, reasons, validateChain } from '#pki';
import type { Certificate, RevocationAnswer, ValidChain } from '#pki';
import type { z } from 'zod';
import { describe, revocationsOf } from './certificate-info.ts';
import { notBase64, octetsOf, refuse } from './octets.ts';
import type { CertificateInfo, Refusal, Why, X509InfoAnswer, x509InfoRequest } from './schemas.ts';
import { watch } from './settings.ts';
import type { VerificationSettings, Watched } from './settings.ts';

/** `POST /x509/info`: what certificates say and whether they are valid now. Each may help to build the others' chains. */
export async function x509Info(
  settings: VerificationSettings,
  { certs, revocationCheck }: z.infer<typeof x509InfoRequest>,
): Promise<X509InfoAnswer | Refusal> {
  const certificates: Certificate[] = [];
  for (const text of certs) {
    const octets = octetsOf(text);
    if (octets === undefined) return notBase64('certs');
    const read = readCertificate(octets);
    if (!read.ok) return refuse('malformed', 'the certificate cannot be read', describeFault(read.fault));
    certificates.push(read.value);
  }
  const watched = watch(settings, revocationCheck);
  const judge = (certificate: Certificate) => infoOf(certificate, certificates, { ...settings, watched });
  const signers = await Promise.all(certificates.map(judge));
  return { status: 200, message: 'OK', valid: signers.every(({ valid }) => valid), signers };
}

async function infoOf(
  certificate: Certificate,
  given: readonly Certificate[],
  { trust, clock, intermediates = [], watched }: VerificationSettings & { watched: Watched },
): Promise<CertificateInfo> {
  const untrusted = [...given, ...intermediates];
  const now = clock.now();
  const chain = validateChain({ certificate, trust, untrusted, at: now });
  if (!chain.valid) {
    const { code, detail } = chain.fault;
    const reason = { code, message: chainFaultMeanings[code], ...(detail && { detail }) };
    return { ...describe(certificate), valid: false, revocations: [], reason };
  }
  const ask = (position: number) => watched.source.check({ chain, position, trust, untrusted, now });
  const answers = await Promise.all(positionsOf(chain).map(ask));
  const reason = answers.map(whyNot).find((one) => one !== undefined);
  const revocations = revocationsOf(answers[0]);
  return { ...describe(certificate), valid: reason === undefined, revocations, ...(reason && { reason }) };
}

/** All of the path but the anchor: a root does not speak about itself. */
function positionsOf({ path, anchor }: ValidChain): number[] {
  return path.flatMap((one, position) => (one.fingerprint === anchor.certificate.fingerprint ? [] : [position]));
}

function whyNot(answer: RevocationAnswer, position: number): Why | undefined {
  switch (answer.status) {
    case 'good':
    case 'notAsked':
      return undefined;
    case 'unknown':
      return { code: 'revocationUnknown', message: reasons.revocationUnknown.meaning, detail: answer.tried.join(', ') };
    case 'revoked': {
      const code = position > 0 ? 'issuerRevoked' : answer.reason === 'certificateHold' ? 'onHold' : 'revoked';
      return { code, message: reasons[code].meaning, detail: `${answer.reason}, ${answer.revokedAt.toISOString()}` };
    }
    default:
      return answer satisfies never;
  }
}
