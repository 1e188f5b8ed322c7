/** What a signature over a challenge is for; a document's signature never has this form, so it can never sign in (SEC-5). */
export type ChallengePurpose = 'sign-in' | 'register';

export const challengeMinutes = 5;

export interface ChallengeFacts {
  readonly purpose: ChallengePurpose;
  /** Address of the site, so that a signature made for another site is worth nothing here. */
  readonly host: string;
  readonly nonce: string;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}

const titles: Record<ChallengePurpose, string> = {
  'sign-in': 'Birtereze: порталға кіру / вход на портал / sign-in',
  register: 'Birtereze: тіркелу / регистрация / registration',
};

/** The text that is signed: the person can read it in the signing program before signing. */
export function challengeText(facts: ChallengeFacts): string {
  return [
    titles[facts.purpose],
    `purpose: ${facts.purpose}`,
    `host: ${facts.host}`,
    `nonce: ${facts.nonce}`,
    `issued: ${facts.issuedAt.toISOString()}`,
    `expires: ${facts.expiresAt.toISOString()}`,
    '',
  ].join('\n');
}
