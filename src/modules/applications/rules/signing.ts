import type { RequestContents, RequestSigner } from '#regulations';
import type { Iin } from '#subjects';

export type InvitationState = 'invited' | 'signed' | 'declined' | 'withdrawn';

/** One signature of a request, verified when it was made. */
export interface SignatureMade {
  readonly iin: Iin;
  readonly cms: Uint8Array;
  /** Serialised evidence of the verification (EDS-LTV). */
  readonly evidence: Uint8Array;
  readonly signerSerial: string;
  readonly signedAt: Date;
  /** Whether its time is proved by a stamp. */
  readonly stamped: boolean;
}

/** How long signatures are gathered before the request has to be reviewed anew. */
export const signingDays = 10;
/** How long before the end those who have not signed are reminded. */
export const reminderDays = 3;

type Signed = Pick<RequestContents, 'consumer' | 'signers'>;

/** Whose ЭЦҚ must stand on a request besides the applicant's, each once: a parent who also represents a child signs once. */
export function invitedOf({ consumer, signers = [] }: Signed): string[] {
  return [...new Set(signers.map(({ signedBy }) => signedBy))].filter((iin) => iin !== consumer.iin);
}

/** Whose ЭЦҚ must stand on a request, the applicant's first. */
export function requiredOf(contents: Signed): string[] {
  return [contents.consumer.iin, ...invitedOf(contents)];
}

/** One of those who sign, and how it stands with them. */
export interface Party {
  readonly iin: string;
  readonly name: string;
  /** What they sign as; undefined for the applicant. */
  readonly signer: RequestSigner | undefined;
  /** Those for whom the same signature speaks. */
  readonly represents: readonly RequestSigner[];
  readonly state: InvitationState;
  readonly signedAt: Date | undefined;
  readonly signerSerial: string | undefined;
  readonly stamped: boolean;
  readonly reason: string | undefined;
}

export interface Gathered {
  readonly signatures: readonly (Pick<SignatureMade, 'signedAt' | 'signerSerial' | 'stamped'> & { readonly iin: string })[];
  readonly invitations: readonly { readonly iin: string; readonly state: InvitationState; readonly reason: string | undefined }[];
}

/** Everybody who signs a request, the applicant first, and how far each is. */
export function partiesOf(contents: Signed, { signatures, invitations }: Gathered): Party[] {
  const { consumer, signers = [] } = contents;
  const nothing = { signedAt: undefined, signerSerial: undefined, stamped: false };
  return requiredOf(contents).map((iin) => {
    const signature = signatures.find((one) => one.iin === iin);
    const invitation = invitations.find((one) => one.iin === iin);
    const signer = signers.find((one) => one.iin === iin);
    const { signedAt, signerSerial, stamped } = signature ?? nothing;
    return {
      iin,
      name: signer?.name ?? consumer.name,
      signer,
      represents: signers.filter((one) => one.signedBy === iin && one.iin !== iin),
      state: signature === undefined ? notSigned(invitation?.state) : 'signed',
      signedAt,
      signerSerial,
      stamped,
      reason: invitation?.reason,
    };
  });
}

function notSigned(state: InvitationState | undefined): InvitationState {
  return state === undefined || state === 'signed' ? 'invited' : state;
}

/** Whether nothing is missing any more: then, and only then, it is sent. */
export function isComplete(contents: Signed, signatures: readonly Pick<SignatureMade, 'iin'>[]): boolean {
  return requiredOf(contents).every((iin) => signatures.some((one) => one.iin === iin));
}
