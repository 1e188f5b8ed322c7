import type { FastifyInstance } from 'fastify';
import { accesses } from '#identity';
import type { Access, EdsWeb, PersonActor } from '#identity';
import { html } from '#kit/html';
import { createSite } from '#kit/http';
import type { Route } from '#kit/http';
import { silentLog } from '#kit/log';
import { parseLocale } from '#text';
import type { Locale } from '#text';
import { failurePage } from '#ui';

/** Somebody signed in at the portal, and in which language they read. */
export interface PortalAsking {
  readonly as: PersonActor;
  readonly locale?: Locale;
}

export interface PortalAnswer {
  readonly status: number;
  readonly body: string;
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly location: string;
}

/** Pages of the portal by their routes; sign-in is left out: who asks is told with the question. */
export interface TestPortal extends AsyncDisposable {
  get(url: string, asking: PortalAsking): Promise<PortalAnswer>;
  post(url: string, fields: Readonly<Record<string, string>>, asking: PortalAsking): Promise<PortalAnswer>;
}

/** Shows what would be signed in place of the panel: {@link contentIn} finds it. */
export const testEds: EdsWeb = {
  panel: (_context, { content, action }) =>
    html`<form id="panel" data-content="${content instanceof Uint8Array ? Buffer.from(content).toString('base64') : content.join(' ')}" action="${action}"></form>`,
};

/** The bytes that the panel of a page would have signed. */
export function contentIn(body: string): Buffer {
  const [, base64] = /data-content="([^"]+)"/.exec(body) ?? [];
  if (base64 === undefined) throw new Error(`Nothing to sign: ${body}`);
  return Buffer.from(base64, 'base64');
}

type Injected = Awaited<ReturnType<FastifyInstance['inject']>>;

function answerOf({ statusCode: status, body, rawPayload: bytes, headers }: Injected): PortalAnswer {
  const { location } = headers;
  return { status, body, bytes, headers, location: typeof location === 'string' ? location : '' };
}

export async function testPortal(routes: readonly Route<Access>[]): Promise<TestPortal> {
  const actors = new Map<string, PersonActor>();
  const site = await createSite({
    log: silentLog,
    routes,
    guards: Object.fromEntries(accesses.map((access) => [access, () => undefined])),
    prepare(request) {
      request.actor = actors.get(String(request.headers['x-person']));
      const locale = parseLocale(request.headers['x-locale']) ?? 'kk';
      const assets = (name: string): string => `/assets/${name}`;
      request.page = { locale, path: request.url, nonce: '', site: 'portal', assets, version: '0' };
    },
    failurePage: (request, { code }) => failurePage(request.page, { code }),
    async extend(app) {
      app.decorateRequest('page');
      app.decorateRequest('actor');
    },
  });
  const headersOf = ({ as, locale = 'kk' }: PortalAsking): Record<string, string> => {
    actors.set(as.id, as);
    return { 'x-person': as.id, 'x-locale': locale, accept: 'text/html' };
  };
  const form = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' };
  return {
    get: async (url, asking) => answerOf(await site.inject({ url, headers: headersOf(asking) })),
    post: async (url, fields, asking) => {
      const payload = new URLSearchParams(fields).toString();
      return answerOf(await site.inject({ method: 'POST', url, headers: { ...headersOf(asking), ...form }, payload }));
    },
    [Symbol.asyncDispose]: () => site.close(),
  };
}
