/** One question to a responder, an authority or a list's address. With a body it is posted. */
export interface FetchRequest {
  readonly url: string;
  readonly body?: Uint8Array;
  readonly contentType?: string;
  /** Octets after which reading is given up. */
  readonly limit?: number;
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

interface AddressState {
  failures: number;
  restsUntil: number;
}

/**
 * Asks over HTTP with a time limit and a size limit. Redirections are not followed: a trusted address could be made to lead inside. An address that
 * failed several times in a row rests for a while, so that a dead responder costs its time limit once and not for every signature.
 *
 * @param now milliseconds, from the caller's clock
 */
export function httpFetcher(now: () => number, settings: HttpSettings = defaultHttpSettings): Fetcher {
  const states = new Map<string, AddressState>();
  return async (request) => {
    const { origin, protocol } = new URL(request.url);
    if (protocol !== 'http:' && protocol !== 'https:') return { ok: false, reason: 'forbiddenAddress' };
    const state = states.get(origin) ?? { failures: 0, restsUntil: 0 };
    states.set(origin, state);
    if (state.restsUntil > now()) return { ok: false, reason: 'resting' };
    const answer = await exchange(request, settings.timeLimit);
    const failed = !answer.ok && answer.reason === 'unreachable';
    state.failures = failed ? state.failures + 1 : 0;
    if (state.failures >= settings.failuresToRest) state.restsUntil = now() + settings.restFor;
    return answer;
  };
}

async function exchange(request: FetchRequest, timeLimit: number): Promise<FetchAnswer> {
  try {
    const response = await fetch(request.url, {
      method: request.body ? 'POST' : 'GET',
      redirect: 'manual',
      signal: AbortSignal.timeout(timeLimit),
      ...(request.body && { body: Uint8Array.from(request.body) }),
      ...(request.contentType && { headers: { 'content-type': request.contentType } }),
    });
    if (response.status !== 200) {
      await response.body?.cancel();
      return { ok: false, reason: response.status >= 500 ? 'unreachable' : 'refused' };
    }
    return await readBody(response, request.limit ?? defaultLimit);
  } catch {
    return { ok: false, reason: 'unreachable' };
  }
}

async function readBody(response: Response, limit: number): Promise<FetchAnswer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    // Leaving the loop closes the connection.
    if (size > limit) return { ok: false, reason: 'tooLarge' };
    chunks.push(chunk);
  }
  return { ok: true, value: Buffer.concat(chunks) };
}
