import { describeFault } from '../fault.ts';
import { messageOf } from '../cms/examine.ts';
import type { Message } from '../cms/examine.ts';
import { readSignedData } from '../cms/signed-data.ts';
import type { SignedData } from '../cms/signed-data.ts';
import { sameOctets } from '../der/values.ts';
import { certificatesIn } from '../tsp/token.ts';
import type { Finding } from './report.ts';
import { verifySigner } from './signer.ts';
import type { Context, SignerOutcome } from './signer.ts';

/** A message to be verified. */
export interface Submission {
  /** CMS, DER or BER or PEM. */
  readonly cms: Uint8Array;
  /** What was signed: needed where the signature is detached; where it is attached, both must be the same. */
  readonly content?: Uint8Array | undefined;
}

/** What became of a message: a finding about the whole of it, or one outcome per signature, never none. */
export type Examination =
  | { readonly ok: false; readonly finding: Finding }
  | { readonly ok: true; readonly message: Message; readonly signers: readonly [SignerOutcome, ...SignerOutcome[]] };

/** Verifies every signature of a message. @param cades whether CAdES-BES is demanded */
export async function examineMessage(submission: Submission, cades: boolean, context: Context): Promise<Examination> {
  const read = readSignedData(submission.cms);
  if (!read.ok) return { ok: false, finding: { reason: 'malformed', detail: describeFault(read.fault) } };
  const content = contentOf(read.value, submission.content);
  if ('reason' in content) return { ok: false, finding: content };
  const certificates = [...certificatesIn(read.value.certificates), ...context.untrusted];
  const message = messageOf({ data: read.value, content, certificates, cades }, context.primitives);
  const [first, ...rest] = read.value.signers;
  if (first === undefined) return { ok: false, finding: { reason: 'noSigner' } };
  context.evidence.addCertificates(certificates);
  const outcomes: [SignerOutcome, ...SignerOutcome[]] = [await verifySigner(message, first, context)];
  for (const info of rest) outcomes.push(await verifySigner(message, info, context));
  return { ok: true, message, signers: outcomes };
}

function contentOf({ content: inside }: SignedData, given: Uint8Array | undefined): Uint8Array | Finding {
  if (inside === undefined) return given ?? { reason: 'contentAbsent' };
  return given === undefined || sameOctets(inside, given) ? inside : { reason: 'contentDiffers' };
}
