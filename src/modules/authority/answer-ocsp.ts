import { createHash } from 'node:crypto';
import { makeOcspFailure, makeOcspResponse, readCertificate, readOcspQuestion } from '#pki';
import type { OcspAnswer, OcspCertId, OcspStatus } from '#pki';
import type { Authority } from './authority.ts';
import { serialHex } from './rules/serial.ts';
import type { Standing } from './rules/revocation.ts';
import { standings } from './store/certificate-store.ts';

/** Certificates in one question; more than a chain has is nobody's honest need. */
const mostAsked = 16;

/** How long an answer holds, in milliseconds: short, as revocation takes effect at once (NCA-3). */
const answersHold = 600_000;

export interface OcspReply {
  /** OCSPResponse, DER. */
  readonly body: Uint8Array;
  /** Until when anybody may be given the same answer to the same question; absent for refusals and answers to a nonce. */
  readonly sharedUntil?: Date;
}

/**
 * Answers an OCSP request (RFC 6960), signed on the spot by the delegated responder. A number that we never gave is `unknown`, and so is
 * everything of other issuers; what is on record is answered even where its issuance broke off (REL-6).
 */
export async function answerOcsp(authority: Authority, request: Uint8Array): Promise<OcspReply> {
  const question = readOcspQuestion(request, mostAsked);
  if (!question.ok) return { body: makeOcspFailure('malformedRequest') };
  const { certIds, nonce } = question.value;
  const now = authority.clock.now();
  const found = await standingsOf(authority, certIds);
  const answers = certIds.map((certId): OcspAnswer => ({ certId: certId.der, state: statusOf(authority, certId, found) }));
  const nextUpdate = new Date(now.getTime() + answersHold);
  const { ocsp } = await authority.services(now);
  const body = await makeOcspResponse({ answers, producedAt: now, nextUpdate, nonce }, ocsp);
  return nonce === undefined ? { body, sharedUntil: nextUpdate } : { body };
}

async function standingsOf(authority: Authority, certIds: readonly OcspCertId[]): Promise<Map<string, Standing>> {
  const serials = certIds.filter((certId) => isOurs(authority, certId)).map((certId) => serialHex(certId.serial));
  return serials.length === 0 ? new Map() : standings(authority.db, authority.issuer.name, serials);
}

function statusOf(authority: Authority, certId: OcspCertId, found: ReadonlyMap<string, Standing>): OcspStatus {
  const standing = isOurs(authority, certId) ? found.get(serialHex(certId.serial)) : undefined;
  switch (standing?.state) {
    case undefined:
      return { status: 'unknown' };
    case 'good':
      return { status: 'good' };
    case 'hold':
      return { status: 'revoked', revokedAt: standing.since, reason: 'certificateHold' };
    case 'revoked':
      return { status: 'revoked', revokedAt: standing.since, reason: standing.reason };
    default:
      return standing satisfies never;
  }
}

const hashes = ['sha1', 'sha256', 'sha384', 'sha512'] as const;
type IssuerHashes = Readonly<Record<string, { readonly name: Buffer; readonly key: Buffer }>>;
const hashesOfAuthorities = new WeakMap<Authority, IssuerHashes>();

/** The issuing authority's name and key under each hash function, made once. */
function issuerHashes(authority: Authority): IssuerHashes {
  const known = hashesOfAuthorities.get(authority);
  if (known !== undefined) return known;
  const read = readCertificate(authority.issuingCertificate);
  if (!read.ok) throw new Error('The certificate of the issuing authority cannot be read');
  const { subject, publicKey } = read.value;
  const digest = (hash: string, data: Uint8Array) => createHash(hash).update(data).digest();
  const made = Object.fromEntries(
    hashes.map((hash) => [hash, { name: digest(hash, subject.der), key: digest(hash, publicKey.key) }]),
  );
  hashesOfAuthorities.set(authority, made);
  return made;
}

function isOurs(authority: Authority, { hash, issuerNameHash, issuerKeyHash }: OcspCertId): boolean {
  const ours = hash === undefined ? undefined : issuerHashes(authority)[hash];
  return ours !== undefined && ours.name.equals(issuerNameHash) && ours.key.equals(issuerKeyHash);
}
