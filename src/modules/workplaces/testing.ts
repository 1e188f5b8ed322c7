import type { FastifyInstance } from 'fastify';
import { testOffice } from '#applications/testing';
import type { TestOffice } from '#applications/testing';
import { accesses, putBody } from '#identity';
import type { EdsWeb, OfficerActor } from '#identity';
import { inTransaction } from '#kit/db';
import { Failure } from '#kit/failure';
import { html } from '#kit/html';
import { createSite } from '#kit/http';
import type { Guard } from '#kit/http';
import { newId } from '#kit/ids';
import { silentLog } from '#kit/log';
import { formatShortName } from '#subjects';
import { inEach, parseLocale } from '#text';
import type { Locale } from '#text';
import { failurePage, signingPanel } from '#ui';
import type { PageContext } from '#ui';
import { workplaceRoutes } from './index.ts';

/** The neighbour is an officer of another body of the outsider's kind: it keeps the same registers for other people. */
export type OfficerName = 'gulnara' | 'botagoz' | 'daniyar' | 'madina' | 'outsider' | 'neighbour' | 'owner';

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

type Officers = Readonly<Record<OfficerName, OfficerActor>>;

/** Those of the office, and a neighbour whose body comes after all others: services are provided by the first of a kind. */
async function officersOf(office: TestOffice): Promise<Officers> {
  const { gulnara, botagoz, daniyar, madina, outsider } = office;
  const body = { id: newId(), bin: '991240999016', kind: 'education', name: inEach((locale) => `Көрші бөлім, ${locale}`) };
  await inTransaction(office.services.db, (tx) => putBody(tx, body));
  const neighbour = { ...outsider, id: newId(), bodyId: body.id, bin: body.bin };
  const owner: OfficerActor = { ...daniyar, id: newId(), roles: ['owner'] };
  return { gulnara, botagoz, daniyar, madina, outsider, neighbour, owner };
}

export interface WorkplaceOptions {
  readonly assets?: PageContext['assets'];
  readonly extend?: (app: FastifyInstance) => Promise<void>;
}

async function siteOf(
  office: TestOffice,
  officers: Officers,
  { assets = (name) => `/assets/${name}`, extend }: WorkplaceOptions,
) {
  return createSite({
    log: silentLog,
    routes: workplaceRoutes(office.services, eds, office.world.signals()),
    guards: Object.fromEntries(accesses.map((access) => [access, access === 'officer' ? isOfficer : () => undefined])),
    prepare(request) {
      const as = request.headers['x-officer'];
      request.actor = typeof as === 'string' && as in officers ? officers[as as OfficerName] : undefined;
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
  const app = await siteOf(office, await officersOf(office), options);
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
