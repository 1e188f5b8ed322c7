import type { Fetcher } from '#pki';
import type { Authority } from '../authority.ts';
import { paths } from '../rules/addresses.ts';
import { publications } from './publications.ts';

/**
 * Asks what the authority publishes without the network: for the demonstration, whose weeks went by on a clock of their own. Every other
 * address is out of reach.
 */
export function askedWithinProcess(authority: Authority): Fetcher {
  const endpoints = publications(authority);
  const base = authority.addresses.ocsp.slice(0, -paths.ocsp.length);
  return async ({ url, body = new Uint8Array() }) => {
    const method = body.length > 0 ? 'POST' : 'GET';
    const endpoint = endpoints.find((one) => one.method === method && `${base}${one.url}` === url);
    if (endpoint === undefined) return { ok: false, reason: 'unreachable' };
    const answer = await endpoint.respond({ body, rest: '' });
    return { ok: true, value: answer.body };
  };
}
