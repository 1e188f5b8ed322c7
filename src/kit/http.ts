import { randomBytes } from 'node:crypto';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import Fastify from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Failure } from './failure.ts';
import { Html } from './html.ts';
import type { Log } from './log.ts';
import { isForeign } from './origin.ts';
import { problemAnswer } from './problem.ts';
import type { FailurePage } from './problem.ts';

/** One address of a site. A route that does not say who may call it does not start (SEC-1). */
export interface Route<Access extends string = string> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly access: Access;
  /** Returns Html, a reply, or a value to be sent as JSON. */
  readonly handler: (request: FastifyRequest, reply: FastifyReply) => unknown;
  /** Requests of one address in this many seconds. */
  readonly limit?: { readonly max: number; readonly seconds: number };
  readonly bodyLimit?: number;
  /** Machines call it without a browser, so the origin says nothing; such a route must not rely on a cookie. */
  readonly forMachines?: true;
  /** Adds to the site's Content-Security-Policy for this page. */
  readonly policy?: Readonly<Record<string, string>>;
}

/** Decides about a request before its handler; refuses by throwing a Failure or by answering. */
export type Guard = (request: FastifyRequest, reply: FastifyReply) => Promise<void> | void;

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: string;
    forMachines?: true;
    policy?: Readonly<Record<string, string>>;
  }
  interface FastifyRequest {
    /** For scripts of this answer (CSP); made when first asked for. */
    nonce: string;
  }
}

export interface SiteOptions {
  readonly log: Log;
  readonly routes: readonly Route[];
  readonly guards: Readonly<Record<string, Guard>>;
  /** Runs before the guards: who is it, in which language. */
  readonly prepare?: (request: FastifyRequest, reply: FastifyReply) => Promise<void> | void;
  readonly failurePage: FailurePage;
  /** Content-Security-Policy of the site's pages. */
  readonly policy?: Readonly<Record<string, string>>;
  readonly bodyLimit?: number;
  /** Largest file of a multipart body, bytes. */
  readonly fileLimit?: number;
  /** Plugins and raw handlers of the composition (static files, multipart). */
  readonly extend?: (app: FastifyInstance) => Promise<void>;
  /** Trust `X-Forwarded-*` of a proxy at this address list. */
  readonly trustProxy?: string | false;
}

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
} as const;

const fixedHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'permissions-policy': 'camera=(self), geolocation=(), microphone=()',
} as const;

type Policy = Readonly<Record<string, string>>;

function policyText(...parts: readonly (Policy | undefined)[]): string {
  const merged: Record<string, string> = Object.assign({}, ...parts);
  return Object.entries(merged)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}

function setHeaders(app: FastifyInstance, site: Policy | undefined): void {
  const texts = new WeakMap<object, string>();
  const common = policyText(basePolicy, site);
  app.addHook('onRequest', async (request, reply) => {
    const { policy } = request.routeOptions.config;
    let text = common;
    if (policy) {
      text = texts.get(policy) ?? policyText(basePolicy, site, policy);
      texts.set(policy, text);
    }
    reply.headers(fixedHeaders).header('content-security-policy', text);
  });
}

function sendHtml(app: FastifyInstance): void {
  app.addHook('preSerialization', async (_request, reply, payload) => {
    if (!(payload instanceof Html)) return payload;
    reply.type('text/html; charset=utf-8');
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    return payload;
  });
  // An object's "JSON" is the page itself; everything else keeps the ordinary serializer.
  app.setReplySerializer((payload) => (payload instanceof Html ? payload.toString() : JSON.stringify(payload)));
}

function addRoute(app: FastifyInstance, route: Route, guards: SiteOptions['guards']): void {
  const guard = guards[route.access];
  if (guard === undefined) throw new Error(`Route ${route.method} ${route.url}: nobody knows the access «${route.access}»`);
  app.route({
    method: route.method,
    url: route.url,
    preHandler: async (request, reply) => guard(request, reply),
    handler: async (request, reply) => route.handler(request, reply),
    ...(route.bodyLimit === undefined ? {} : { bodyLimit: route.bodyLimit }),
    config: {
      access: route.access,
      ...(route.forMachines ? { forMachines: true } : {}),
      ...(route.policy ? { policy: route.policy } : {}),
      ...(route.limit ? { rateLimit: { max: route.limit.max, timeWindow: route.limit.seconds * 1000 } } : {}),
    },
  });
}

function refuseUndeclared(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    if (route.method === 'HEAD' || route.config?.access !== undefined) return;
    throw new Error(`Route ${String(route.method)} ${route.url} does not say who may call it`);
  });
}

async function createApp(options: SiteOptions): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    bodyLimit: options.bodyLimit ?? 1_048_576,
    trustProxy: options.trustProxy ?? false,
    requestTimeout: 60_000,
    connectionTimeout: 70_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
  });
  refuseUndeclared(app);
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: options.bodyLimit ?? 1_048_576 });
  await app.register(multipart, {
    limits: { fields: 20, files: 10, parts: 30, fieldSize: 512_000, fileSize: options.fileLimit ?? 1_048_576 },
  });
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: (_request, { ttl }) => new Failure('tooManyRequests', { retryAfter: Math.ceil(ttl / 1000) }),
  });
  return app;
}

/** Builds a site: headers, the fence of origins, guards, routes, and one answer for everything that goes wrong. */
export async function createSite(options: SiteOptions): Promise<FastifyInstance> {
  const app = await createApp(options);
  app.decorateRequest('nonce', {
    getter() {
      return randomBytes(16).toString('base64');
    },
  });
  setHeaders(app, options.policy);
  sendHtml(app);
  const answer = problemAnswer(options.log, options.failurePage);
  app.setErrorHandler(answer);
  app.setNotFoundHandler((request, reply) => answer(new Failure('notFound'), request, reply));
  app.addHook('onRequest', async (request) => {
    if (!request.routeOptions.config.forMachines && isForeign(request)) throw new Failure('foreignOrigin');
  });
  const { prepare } = options;
  if (prepare) app.addHook('preHandler', async (request, reply) => prepare(request, reply));
  await options.extend?.(app);
  for (const route of options.routes) addRoute(app, route, options.guards);
  return app;
}

/** The edge: raw input becomes a typed value or ends the request. For forms whose faults are shown beside the fields use `schema.safeParse`. */
export function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (!result.success) throw new Failure('badRequest', { where: result.error.issues[0]?.path.join('.') ?? '' });
  return result.data;
}
