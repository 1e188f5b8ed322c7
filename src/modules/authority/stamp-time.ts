import { randomBytes } from 'node:crypto';
import { makeTimestampFailure, makeTimestampResponse, makeTimestampToken, readTimestampRequest } from '#pki';
import type { TimestampRequest } from '#pki';
import type { Authority } from './authority.ts';
import { timeStampPolicy } from './rules/identifiers.ts';

/** Digests that we put our name to; SHA-1 is not among them. */
const acceptedHashes: readonly string[] = ['sha256', 'sha384', 'sha512'];

/**
 * Answers a time-stamp request (RFC 3161) with a token, or with a refusal that says why. Serial numbers are random: nothing has to be kept
 * for them to be unique among all processes.
 *
 * @param request TimeStampReq, DER @returns TimeStampResp, DER
 */
export async function stampTime(authority: Authority, request: Uint8Array): Promise<Uint8Array> {
  const read = readTimestampRequest(request);
  if (!read.ok) return makeTimestampFailure('badDataFormat', `${read.fault.where}: ${read.fault.code}`);
  const refusal = refusalOf(read.value);
  if (refusal !== undefined) return refusal;
  const now = authority.clock.now();
  const { timeStamping } = await authority.services(now);
  const serial = BigInt(`0x${randomBytes(16).toString('hex')}`);
  return makeTimestampResponse(await makeTimestampToken(read.value, { at: now, serial }, timeStamping));
}

function refusalOf({ imprint, policy }: TimestampRequest): Uint8Array | undefined {
  if (!acceptedHashes.includes(imprint.hash)) return makeTimestampFailure('badAlg', 'SHA-256, SHA-384 or SHA-512, please');
  if (policy !== undefined && policy !== timeStampPolicy) return makeTimestampFailure('unacceptedPolicy', 'unknown policy');
  return undefined;
}
