import { request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { mayBeAsked, publicLookup } from './addresses.ts';

/** One question to a responder, an authority or a list's address. With a body it is posted. */
export interface FetchRequest {
  readonly url: string;
  readonly body?: Uint8Array;
  readonly contentType?: string;
  /** Octets after which reading is given up. */
  readonly limit?: number;
  /** The address comes from a stranger's certificate and not from a setting: it must be a public one. */
  readonly foreign?: boolean;
}

export type FetchAnswer =
  | { readonly ok: true; readonly value: Uint8Array }
  | { readonly ok: false; readonly reason: FetchFailure };

/** Why nothing came: for logs and reports. */
export type FetchFailure = 'forbiddenAddress' | 'unreachable' | 'refused' | 'tooLarge' | 'resting';

/** Asks, and never throws. */
export type Fetcher = (request: FetchRequest) => Promise<FetchAnswer>;

export interface HttpSettings {
  /** Milliseconds for the whole exchange. */
  readonly timeLimit: number;
  /** Failures in a row after which an address is left in peace. */
  readonly failuresToRest: number;
  /** Milliseconds for which it is left. */
  readonly restFor: number;
}

export const defaultHttpSettings: HttpSettings = { timeLimit: 5_000, failuresToRest: 3, restFor: 30_000 };

const defaultLimit = 1 << 20;
/** Addresses remembered; strangers' certificates may name any number. */
const mostStates = 1_000;

/**
 * Asks over HTTP with a time limit and a size limit. Redirections are not followed: a trusted address could be made to lead inside. An address that
 * failed several times in a row rests for a while, so that a dead responder costs its time limit once and not for every signature.
 *
 * @param now milliseconds, from the caller's clock
 */
export function httpFetcher(now: () => number, settings: HttpSettings = defaultHttpSettings): Fetcher {
  const states = new Map<string, { failures: number; restsUntil: number }>();
  return async (request) => {
    const url = URL.parse(request.url);
    if (url === null || !isAllowed(url, request)) return { ok: false, reason: 'forbiddenAddress' };
    const state = states.get(url.origin) ?? { failures: 0, restsUntil: 0 };
    if (state.restsUntil > now()) return { ok: false, reason: 'resting' };
    const answer = await exchange(url, request, settings.timeLimit);
    const failed = !answer.ok && answer.reason === 'unreachable';
    state.failures = failed ? state.failures + 1 : 0;
    if (state.failures >= settings.failuresToRest) state.restsUntil = now() + settings.restFor;
    if (states.size >= mostStates) states.clear();
    states.set(url.origin, state);
    return answer;
  };
}

function isAllowed(url: URL, { foreign }: FetchRequest): boolean {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return false;
  return !foreign || (mayBeAsked(url) && url.username === '');
}

function exchange(url: URL, request: FetchRequest, timeLimit: number): Promise<FetchAnswer> {
  const { promise, resolve } = Promise.withResolvers<FetchAnswer>();
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const sent = send(url, {
    method: request.body ? 'POST' : 'GET',
    signal: AbortSignal.timeout(timeLimit),
    // Not over a connection that is kept open to the same name: that one was not looked at.
    ...(request.foreign && { lookup: publicLookup, agent: false }),
    ...(request.body && {
      headers: { 'content-type': request.contentType ?? 'application/octet-stream', 'content-length': request.body.length },
    }),
  });
  sent.once('error', (error: NodeJS.ErrnoException) => {
    resolve({ ok: false, reason: error.code === 'EACCES' ? 'forbiddenAddress' : 'unreachable' });
  });
  sent.once('response', (response) => {
    readBody(response, request.limit ?? defaultLimit).then(resolve, () => resolve({ ok: false, reason: 'unreachable' }));
  });
  sent.end(request.body);
  return promise;
}

async function readBody(response: IncomingMessage, limit: number): Promise<FetchAnswer> {
  const { statusCode = 500 } = response;
  if (statusCode !== 200) {
    response.destroy();
    return { ok: false, reason: statusCode >= 500 ? 'unreachable' : 'refused' };
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Leaving the loop closes the connection.
    if (size > limit) return { ok: false, reason: 'tooLarge' };
    chunks.push(chunk);
  }
  return { ok: true, value: Buffer.concat(chunks) };
}
