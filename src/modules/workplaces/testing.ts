import type { FastifyInstance } from 'fastify';
import { testOffice } from '#applications/testing';
import type { TestOffice } from '#applications/testing';
import { accesses } from '#identity';
import type { EdsWeb, OfficerActor } from '#identity';
import { Failure } from '#kit/failure';
import { html } from '#kit/html';
import { createSite } from '#kit/http';
import type { Guard } from '#kit/http';
import { silentLog } from '#kit/log';
import { formatShortName } from '#subjects';
import { parseLocale } from '#text';
import type { Locale } from '#text';
import { failurePage, signingPanel } from '#ui';
import type { PageContext } from '#ui';
import { workplaceRoutes } from './index.ts';

export type OfficerName = 'gulnara' | 'botagoz' | 'daniyar' | 'outsider';

/** How a test asks: as whom, in which language. */
export interface Asking {
  readonly as: OfficerName;
  readonly locale?: Locale;
}

export interface Answered {
  readonly status: number;
  readonly body: string;
  readonly location: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** The workplace with an office behind it; sign-in is left out, a header says who asks. */
export interface TestWorkplace extends AsyncDisposable {
  readonly office: TestOffice;
  readonly app: FastifyInstance;
  get(url: string, asking: Asking): Promise<Answered>;
  post(url: string, fields: Readonly<Record<string, string>>, asking: Asking): Promise<Answered>;
  /** Posts and opens the page to which the answer leads in the end. */
  follow(url: string, fields: Readonly<Record<string, string>>, asking: Asking): Promise<Answered>;
}

const eds: EdsWeb = {
  panel: ({ locale }, { content, purpose, action, hidden, iin }) =>
    signingPanel({
      locale,
      action,
      hidden,
      content: content instanceof Uint8Array ? { base64: Buffer.from(content).toString('base64') } : { urls: content },
      purpose,
      detached: true,
      withTimestamp: false,
      signer: iin === undefined ? {} : { iin },
      agents: ['wss://127.0.0.1:13579/'],
      inPage: true,
    }),
};

const isOfficer: Guard = (request) => {
  if (request.actor?.kind !== 'officer') throw new Failure('signInNeeded');
};

const names: readonly unknown[] = ['gulnara', 'botagoz', 'daniyar', 'outsider'] satisfies OfficerName[];

function actorOf(office: TestOffice, name: unknown): OfficerActor | undefined {
  return names.includes(name) ? office[name as OfficerName] : undefined;
}

export interface WorkplaceOptions {
  readonly assets?: PageContext['assets'];
  readonly extend?: (app: FastifyInstance) => Promise<void>;
}

async function siteOf(office: TestOffice, { assets = (name) => `/assets/${name}`, extend }: WorkplaceOptions) {
  return createSite({
    log: silentLog,
    routes: workplaceRoutes(office.services, eds, office.world.signals()),
    guards: Object.fromEntries(accesses.map((access) => [access, access === 'officer' ? isOfficer : () => undefined])),
    prepare(request) {
      request.actor = actorOf(office, request.headers['x-officer']);
      const { actor } = request;
      const locale = parseLocale(request.headers['x-locale']) ?? 'kk';
      const person = actor && {
        name: formatShortName(actor.name),
        unread: 0,
        roles: actor.kind === 'officer' ? actor.roles : [],
      };
      const page = { locale, path: request.url, nonce: request.nonce, site: 'workplace', assets, version: '0' } as const;
      request.page = person === undefined ? page : { ...page, person };
    },
    failurePage: (request, { code }) => (request.page === undefined ? html`${code}` : failurePage(request.page, { code })),
    async extend(app) {
      app.decorateRequest('page');
      app.decorateRequest('actor');
      await extend?.(app);
    },
  });
}

function answered({
  statusCode,
  body,
  headers,
}: {
  statusCode: number;
  body: string;
  headers: Record<string, unknown>;
}): Answered {
  const { location } = headers;
  return { status: statusCode, body, headers, location: typeof location === 'string' ? location : '' };
}

export async function testWorkplace(options: WorkplaceOptions = {}): Promise<TestWorkplace> {
  const office = await testOffice();
  const app = await siteOf(office, options);
  const headersOf = ({ as, locale = 'kk' }: Asking) => ({ 'x-officer': as, 'x-locale': locale });
  const get: TestWorkplace['get'] = async (url, asking) => answered(await app.inject({ url, headers: headersOf(asking) }));
  const post: TestWorkplace['post'] = async (url, fields, asking) => {
    const headers = {
      ...headersOf(asking),
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
    };
    return answered(await app.inject({ method: 'POST', url, headers, payload: new URLSearchParams(fields).toString() }));
  };
  return {
    office,
    app,
    get,
    post,
    async follow(url, fields, asking) {
      let answer = await post(url, fields, asking);
      while (answer.status === 303) answer = await get(answer.location, asking);
      return answer;
    },
    async [Symbol.asyncDispose]() {
      await app.close();
      await office[Symbol.asyncDispose]();
    },
  };
}
