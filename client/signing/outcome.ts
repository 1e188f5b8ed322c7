import type { Texts } from '#text';

/** Why nothing was signed; each has its own message in the catalogue (EDS-1). */
export type FaultKind = Exclude<keyof Texts['signing']['faults'], 'noSuitableKeyAuthentication'>;

export type SigningResult =
  /** `cms`: for each content the DER of its SignedData in base64, without armour and line breaks. */
  { readonly signed: true; readonly cms: readonly string[] } | { readonly signed: false; readonly fault: FaultKind };

/** Ends an attempt to sign. Thrown inside this folder only; {@link resultOf} turns it into a value. */
export class SigningFault extends Error {
  readonly kind: FaultKind;

  constructor(kind: FaultKind) {
    super(kind);
    this.name = 'SigningFault';
    this.kind = kind;
  }
}

/** Runs an attempt; a {@link SigningFault} comes back as its kind, a defect of ours goes on as an exception. */
export async function resultOf(attempt: () => Promise<readonly string[]>): Promise<SigningResult> {
  try {
    return { signed: true, cms: await attempt() };
  } catch (error) {
    if (error instanceof SigningFault) return { signed: false, fault: error.kind };
    throw error;
  }
}
