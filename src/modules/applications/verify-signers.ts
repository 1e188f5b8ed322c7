import { decodeEvidence, verifyWithEvidence } from '#pki';
import { localDate, signersFit } from '#regulations';
import type { Regulation, RequestContents } from '#regulations';
import type { RequestMessage } from './messages.ts';
import type { HandlingEvent } from './rules/history.ts';
import { requiredOf } from './rules/signing.ts';
import type { ApplicationServices } from './services.ts';

type Sent = NonNullable<RequestMessage['signatures']>[number];

/** @returns the number of the certificate. @throws where the evidence does not prove this signer's signature of these bytes */
async function verifyOne(services: ApplicationServices, bytes: Uint8Array, sent: Sent): Promise<string> {
  const evidence = decodeEvidence(Buffer.from(sent.evidence, 'base64'));
  if (!evidence.ok || evidence.value.purpose !== 'signing') throw new Error('A signature without its evidence');
  const submission = { cms: Buffer.from(sent.cms, 'base64'), content: bytes };
  const verification = await verifyWithEvidence(submission, evidence.value, { trust: services.trust });
  if (verification.verdict !== 'passed') throw new Error(`A signature is not valid: ${verification.failed}`);
  if (verification.verified.iin !== sent.iin) throw new Error('A signature is of somebody else');
  return verification.verified.signer.serial;
}

/**
 * Looks at the provider's side whether everybody has signed whom the regulation asks for (FRM-9), and verifies each signature with the evidence
 * that came along, without a network (EDS-LTV).
 *
 * @returns what is told of it in the history; nothing where one person signs
 * @throws an ordinary error where a signature is missing or proves nothing, or the request names other signers than its answers do
 */
export async function verifySigners(
  services: ApplicationServices,
  request: { regulation: Regulation; message: RequestMessage; contents: RequestContents },
): Promise<HandlingEvent[]> {
  const { regulation, message, contents } = request;
  if (contents.channel !== 'portal' || regulation.form.signers.length === 0) return [];
  const today = localDate(services.calendar, new Date(contents.preparedAt));
  if (!signersFit(regulation.form.signers, contents, today)) throw new Error('Other signers are asked for');
  const required = requiredOf(contents);
  if (required.length === 1) return [];
  const bytes = Buffer.from(message.request, 'base64');
  const serials: string[] = [];
  for (const iin of required) {
    const sent = message.signatures?.find((one) => one.iin === iin);
    if (sent === undefined) throw new Error('A required signature is missing');
    serials.push(await verifyOne(services, bytes, sent));
  }
  return [{ kind: 'signaturesVerified', serials }];
}
