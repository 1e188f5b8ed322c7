import type { FastifyRequest } from 'fastify';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether another site's page sent this (CSRF). Every browser names the origin of a POST, and the newer ones say in `Sec-Fetch-Site` how it
 * stands to us; a request that changes something and names neither is not from one of our pages. Needs no token in forms, so that a tab
 * left open for a week still works.
 */
export function isForeign(request: FastifyRequest): boolean {
  if (safe.has(request.method)) return false;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin';
  const { origin } = request.headers;
  if (origin === undefined) return true;
  return origin !== `${request.protocol}://${request.host}`;
}
