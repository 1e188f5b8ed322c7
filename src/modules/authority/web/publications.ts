import { Failure } from '#kit/failure';
import { answerOcsp } from '../answer-ocsp.ts';
import type { Authority } from '../authority.ts';
import { paths } from '../rules/addresses.ts';
import { stampTime } from '../stamp-time.ts';
import { newestCrl } from '../store/crl-store.ts';
import type { CrlKind } from '../store/tables.ts';

/** An answer as it goes over any HTTP server. */
export interface Publication {
  readonly type: string;
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

/** One address at which the authority publishes: bytes in, bytes out, whatever server stands before it. */
export interface Endpoint {
  readonly method: 'GET' | 'POST';
  /** As the router takes it; `*` stands for the rest of the address. */
  readonly url: string;
  /** The content type of what is posted; with any other it is refused. */
  readonly accepts?: string;
  /** The largest body, bytes. */
  readonly bodyLimit?: number;
  /** @param rest what the address has in place of `*`, still percent-encoded */
  respond(input: { body: Uint8Array; rest: string }): Promise<Publication>;
}

const ocspRequest = 'application/ocsp-request';
const timeStampQuery = 'application/timestamp-query';

/** Content types of requests that are not text; the site must hand them over as they come. */
export const binaryTypes: readonly string[] = [ocspRequest, timeStampQuery];

/** Everything that the authority publishes for machines: OCSP, time stamps, lists and its own certificates (NCA-4). */
export function publications(authority: Authority): Endpoint[] {
  const ocsp = {
    accepts: ocspRequest,
    bodyLimit: 16_384,
    respond: ({ body }: { body: Uint8Array }) => ocspAnswer(authority, body),
  };
  return [
    { method: 'POST', url: paths.ocsp, ...ocsp },
    { method: 'GET', url: `${paths.ocsp}/*`, respond: ({ rest }) => ocspAnswer(authority, octetsOfAddress(rest), 'shared') },
    {
      method: 'POST',
      url: paths.timeStamps,
      accepts: timeStampQuery,
      bodyLimit: 8_192,
      respond: ({ body }) => timeStamp(authority, body),
    },
    { method: 'GET', url: paths.issuingCrl, respond: () => crl(authority, 'full') },
    { method: 'GET', url: paths.issuingDeltaCrl, respond: () => crl(authority, 'delta') },
    { method: 'GET', url: paths.rootCrl, respond: async () => crlFile(authority.rootCrl) },
    { method: 'GET', url: paths.rootCertificate, respond: async () => certificateFile(authority.rootCertificate) },
    { method: 'GET', url: paths.issuingCertificate, respond: async () => certificateFile(authority.issuingCertificate) },
  ];
}

/** An answer may be kept by whoever lies between for a minute only, so that a revocation is known soon (RFC 5019 §6, NCA-3). */
const sharedSeconds = 60;

async function ocspAnswer(authority: Authority, request: Uint8Array, kept?: 'shared'): Promise<Publication> {
  const { body, sharedUntil } = await answerOcsp(authority, request);
  const type = 'application/ocsp-response';
  if (kept === undefined || sharedUntil === undefined) return { type, body, headers: { 'cache-control': 'no-store' } };
  const headers = {
    'cache-control': `public, max-age=${sharedSeconds}, no-transform, must-revalidate`,
    expires: sharedUntil.toUTCString(),
  };
  return { type, body, headers };
}

/** The request of the GET form: base64, percent-encoded (RFC 6960 appendix A.1). */
function octetsOfAddress(rest: string): Uint8Array {
  if (rest.length > 1_024) throw new Failure('tooLarge');
  try {
    return Buffer.from(decodeURIComponent(rest), 'base64');
  } catch {
    throw new Failure('badRequest');
  }
}

async function timeStamp(authority: Authority, request: Uint8Array): Promise<Publication> {
  const body = await stampTime(authority, request);
  return { type: 'application/timestamp-reply', body, headers: { 'cache-control': 'no-store' } };
}

async function crl(authority: Authority, kind: CrlKind): Promise<Publication> {
  const newest = await newestCrl(authority.db, authority.issuer.name, kind);
  if (newest === undefined) throw new Failure('notFound');
  const { headers, ...file } = crlFile(newest.crl);
  const times = { 'last-modified': newest.this_update.toUTCString(), etag: `"${kind}-${newest.number}"` };
  return { ...file, headers: { ...headers, ...times } };
}

/** Five minutes: a list that a stolen key brought forth must not be waited for. */
function crlFile(body: Uint8Array): Publication {
  return { type: 'application/pkix-crl', body, headers: { 'cache-control': 'public, max-age=300, no-transform' } };
}

function certificateFile(body: Uint8Array): Publication {
  return { type: 'application/pkix-cert', body, headers: { 'cache-control': 'public, max-age=86400, no-transform' } };
}
