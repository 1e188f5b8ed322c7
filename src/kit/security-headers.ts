import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Directives of a Content-Security-Policy by name. */
export type Policy = Readonly<Record<string, string>>;

const basePolicy = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data: blob:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
  'base-uri': "'none'",
  'manifest-src': "'self'",
  'worker-src': "'self'",
  'require-trusted-types-for': "'script'",
  'trusted-types': 'birtereze',
} as const satisfies Policy;

const fixedHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'permissions-policy': 'camera=(self), geolocation=(), microphone=()',
} as const;

/** Two years, as browsers' preload lists ask. */
const onlyByTls = 'max-age=63072000';

function policyText(...parts: readonly (Policy | undefined)[]): string {
  const merged: Record<string, string> = Object.assign({}, ...parts);
  return Object.entries(merged)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}

const nonces = new WeakMap<FastifyRequest, string>();

function nonceOf(request: FastifyRequest): string {
  const nonce = nonces.get(request) ?? randomBytes(16).toString('base64');
  nonces.set(request, nonce);
  return nonce;
}

/** For an answer that is given before there is a route. */
export function setBareHeaders(reply: FastifyReply): void {
  reply.headers(fixedHeaders).header('content-security-policy', policyText(basePolicy));
}

/** Sets the headers of every answer of a site; a page's own directives take the place of the site's. */
export function setSecurityHeaders(app: FastifyInstance, site: Policy | undefined): void {
  const texts = new WeakMap<Policy, string>();
  const common = policyText(basePolicy, site);
  app.decorateRequest('nonce', {
    getter() {
      return nonceOf(this);
    },
  });
  app.addHook('onRequest', async (request, reply) => {
    const { policy } = request.routeOptions.config;
    let text = common;
    if (policy) {
      text = texts.get(policy) ?? policyText(basePolicy, site, policy);
      texts.set(policy, text);
    }
    reply.headers(fixedHeaders).header('content-security-policy', text);
    if (request.protocol === 'https') reply.header('strict-transport-security', onlyByTls);
  });
}

/**
 * Names the nonce in the policy of a page whose markup asked for one: its scripts run, and what they load; nothing else does, be it of this
 * site. `'self'` stays for browsers that do not know `'strict-dynamic'` and is ignored by the others (CSP level 3, §8.2).
 */
export function allowScripts(request: FastifyRequest, reply: FastifyReply): void {
  const nonce = nonces.get(request);
  const policy = reply.getHeader('content-security-policy');
  if (nonce === undefined || typeof policy !== 'string') return;
  reply.header('content-security-policy', policy.replace('script-src ', `script-src 'nonce-${nonce}' 'strict-dynamic' `));
}
