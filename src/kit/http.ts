import { parse as readFields } from 'node:querystring';
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
import { endStreams } from './live.ts';
import { isForeign } from './origin.ts';
import { problemAnswer } from './problem.ts';
import type { FailurePage } from './problem.ts';
import { allowScripts, setBareHeaders, setSecurityHeaders } from './security-headers.ts';
import type { Policy } from './security-headers.ts';

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
  readonly policy?: Policy;
}

/** Decides about a request before its handler; refuses by throwing a Failure or by answering. */
export type Guard = (request: FastifyRequest, reply: FastifyReply) => Promise<void> | void;

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: string;
    forMachines?: true;
    policy?: Policy;
  }
  interface FastifyRequest {
    /** For scripts of this answer (CSP); made when first asked for, so that pages without scripts cost no randomness. */
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
  readonly policy?: Policy;
  readonly bodyLimit?: number;
  /** Largest file of a multipart body, bytes. */
  readonly fileLimit?: number;
  /** Plugins and raw handlers of the composition (static files, multipart). */
  readonly extend?: (app: FastifyInstance) => Promise<void>;
  /** Trust `X-Forwarded-*` of a proxy at this address list. */
  readonly trustProxy?: string | false;
}

function sendHtml(app: FastifyInstance): void {
  app.addHook('preSerialization', async (request, reply, payload) => {
    if (!(payload instanceof Html)) return payload;
    allowScripts(request, reply);
    reply.type('text/html; charset=utf-8');
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    return payload;
  });
  // An object's "JSON" is the page itself; everything else keeps the ordinary serializer.
  app.setReplySerializer((payload) => (payload instanceof Html ? payload.toString() : JSON.stringify(payload)));
}

function addRoute(app: FastifyInstance, route: Route): void {
  app.route({
    method: route.method,
    url: route.url,
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

/** Denies by default, however a route came to the site: what declares no known access does not start, what declares one is guarded by it. */
function guardRoutes(app: FastifyInstance, guards: SiteOptions['guards']): void {
  app.addHook('onRoute', ({ method, url, config }) => {
    const access = config?.access;
    if (access === undefined) throw new Error(`Route ${String(method)} ${url} does not say who may call it`);
    if (!Object.hasOwn(guards, access)) throw new Error(`Route ${String(method)} ${url}: nobody knows the access «${access}»`);
  });
  app.addHook('preHandler', async (request, reply) => {
    const { access } = request.routeOptions.config;
    if (access !== undefined) await guards[access]?.(request, reply);
  });
}

/** A form's fields. PostgreSQL's texts cannot hold the character zero, and no honest form has one. */
function fieldsOf(body: string): Record<string, unknown> {
  if (/%00|\0/.test(body)) throw new Failure('badRequest');
  return readFields(body);
}

type Answer = ReturnType<typeof problemAnswer>;

async function createApp(options: SiteOptions, answer: Answer): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    bodyLimit: options.bodyLimit ?? 1_048_576,
    trustProxy: options.trustProxy ?? false,
    requestTimeout: 60_000,
    connectionTimeout: 70_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    // An address that cannot be read fails before there is a route, and before the hooks.
    frameworkErrors: (error, request, reply) => {
      setBareHeaders(reply);
      void answer(error, request, reply);
    },
  });
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: options.bodyLimit ?? 1_048_576, parser: fieldsOf });
  await app.register(multipart, {
    limits: { fields: 20, files: 10, parts: 30, fieldSize: 512_000, fileSize: options.fileLimit ?? 1_048_576 },
  });
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: (_request, { ttl }) => new Failure('tooManyRequests', { retryAfter: Math.ceil(ttl / 1000) }),
  });
  return app;
}

/** What no page of ours sends: another site's form, an address with the character zero. */
function refuseForeign(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    if (!request.routeOptions.config.forMachines && isForeign(request)) throw new Failure('foreignOrigin');
    if (request.url.includes('%00')) throw new Failure('badRequest');
  });
}

/** Builds a site: headers, the fence of origins, guards, routes, and one answer for everything that goes wrong. */
export async function createSite(options: SiteOptions): Promise<FastifyInstance> {
  const answer = problemAnswer(options.log, options.failurePage);
  const app = await createApp(options, answer);
  setSecurityHeaders(app, options.policy);
  sendHtml(app);
  app.setErrorHandler(answer);
  app.setNotFoundHandler((request, reply) => answer(new Failure('notFound'), request, reply));
  refuseForeign(app);
  const { prepare } = options;
  if (prepare) app.addHook('preHandler', async (request, reply) => prepare(request, reply));
  guardRoutes(app, options.guards);
  app.addHook('preClose', async () => endStreams(app.server));
  await options.extend?.(app);
  for (const route of options.routes) addRoute(app, route);
  return app;
}

/** The edge: raw input becomes a typed value or ends the request. For forms whose faults are shown beside the fields use `schema.safeParse`. */
export function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (!result.success) throw new Failure('badRequest', { where: result.error.issues[0]?.path.join('.') ?? '' });
  return result.data;
}
