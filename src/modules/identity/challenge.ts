import { inTransaction } from '#kit/db';
import type { Tx } from '#kit/db';
import { newId, newToken, sha256Hex } from '#kit/ids';
import type { Verified } from '#pki';
import type { IdentityServices } from './ports.ts';
import type { SiteName } from './rules/actor.ts';
import { challengeMinutes, challengeText } from './rules/challenge.ts';
import type { ChallengePurpose } from './rules/challenge.ts';
import { refusalOf } from './rules/refusal.ts';
import type { Refusal } from './rules/refusal.ts';
import { insertChallenge, useChallenge } from './store.ts';

/** A text to sign, given to one browser. */
export interface Challenge {
  readonly id: string;
  readonly content: string;
}

/** @param browserToken the cookie of the browser that asks; the signature is taken from this browser only. */
export async function giveChallenge(
  { db, clock, urls }: IdentityServices,
  asked: { purpose: ChallengePurpose; site: SiteName; browserToken: string },
): Promise<Challenge> {
  const issuedAt = clock.now();
  const expiresAt = new Date(issuedAt.getTime() + challengeMinutes * 60_000);
  const { purpose, site, browserToken } = asked;
  const content = challengeText({ purpose, host: new URL(urls[site]).host, nonce: newToken(), issuedAt, expiresAt });
  const id = newId();
  await inTransaction(db, (tx) =>
    insertChallenge(tx, { id, browserHash: sha256Hex(browserToken), purpose, site, content, expiresAt }),
  );
  return { id, content };
}

export interface SignedChallenge {
  readonly id: string;
  readonly purpose: ChallengePurpose;
  readonly site: SiteName;
  readonly browserToken: string;
  /** CMS over the challenge's text, attached or detached. */
  readonly cms: Uint8Array;
}

export type ChallengeOutcome =
  | { readonly kind: 'verified'; readonly verified: Verified }
  /** Used before, too old, or of another browser. */
  | { readonly kind: 'stale' }
  | { readonly kind: 'refused'; readonly failed: Refusal };

/** Sign-in takes the authentication key, registration the signing key (REG-3, AUTH-2). */
const keyPurpose = { 'sign-in': 'authentication', register: 'signing' } as const satisfies Record<ChallengePurpose, string>;

/** Uses the challenge up first, whatever comes of the signature: a text is signed once (SEC-5). */
export async function verifyChallenge(services: IdentityServices, signed: SignedChallenge): Promise<ChallengeOutcome> {
  const { id, purpose, site, cms } = signed;
  const now = services.clock.now();
  const use = { id, browserHash: sha256Hex(signed.browserToken), purpose, site, now };
  const content = await inTransaction(services.db, (tx: Tx) => useChallenge(tx, use));
  if (content === undefined) return { kind: 'stale' };
  const verification = await services.verifier.verify({
    cms,
    content: Buffer.from(content, 'utf8'),
    purpose: keyPurpose[purpose],
  });
  if (verification.verdict !== 'passed') return { kind: 'refused', failed: refusalOf(verification) };
  return { kind: 'verified', verified: verification.verified };
}
