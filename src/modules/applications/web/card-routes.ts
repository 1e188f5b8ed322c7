import type { FastifyRequest } from 'fastify';
import type { Html } from '#kit/html';
import type { Route } from '#kit/http';
import { streamChanges } from '#kit/live';
import type { Signals } from '#kit/signals';
import { listActivities, personOf } from '#identity';
import type { Access } from '#identity';
import { isDecided } from '#regulations';
import { readDay } from '#text';
import { findOwn, pageSize, parseStatus } from '../list.ts';
import type { ApplicationSearch } from '../list.ts';
import type { ApplicationServices } from '../services.ts';
import { listDrafts, listToSign } from '../store.ts';
import type { Application, Draft } from '../store.ts';
import { cardPage } from './card-page.ts';
import { cardParts, own } from './card-parts.ts';
import type { Part } from './card-parts.ts';
import { cabinetView, listView } from './pages/cabinet.ts';
import type { ListedApplication, ListedDraft } from './pages/cabinet.ts';

function listed(services: ApplicationServices, applications: readonly Application[]): ListedApplication[] {
  return applications.map((application) => ({
    application,
    regulation: services.regulations.version(application.service, application.regulationVersion),
  }));
}

function listedDrafts(services: ApplicationServices, drafts: readonly Draft[]): ListedDraft[] {
  return drafts.map((draft) => ({ draft, regulation: services.regulations.version(draft.service, draft.regulationVersion) }));
}

function dayOf(text: string | undefined, plusDays: number): Date | undefined {
  const day = readDay(text ?? '');
  return day === undefined ? undefined : new Date(new Date(`${day}T00:00:00+05:00`).getTime() + plusDays * 86_400_000);
}

/** What the database can count to is further than anybody turns pages. */
const furthestPage = 10_000;

function searchOf(
  services: ApplicationServices,
  request: FastifyRequest,
): { search: ApplicationSearch; query: Record<string, string> } {
  const raw = request.query as Record<string, unknown>;
  const entries = ['q', 'status', 'from', 'to'].map(
    (name) => [name, typeof raw[name] === 'string' ? raw[name].trim() : ''] as const,
  );
  const query = Object.fromEntries(entries.filter(([, value]) => value !== ''));
  const { q } = query;
  const number = q?.replaceAll(/[\s-]/g, '').toUpperCase();
  return {
    query,
    search: {
      services: q === undefined ? undefined : services.findServices(q),
      number: number !== undefined && /^[\dA-Z]{3,12}$/.test(number) ? number : undefined,
      status: parseStatus(query['status']),
      from: dayOf(query['from'], 0),
      to: dayOf(query['to'], 1),
      page: Math.min(furthestPage, Math.max(1, Math.floor(Number(raw['page'])) || 1)),
    },
  };
}

function getList(services: ApplicationServices) {
  return async (request: FastifyRequest): Promise<Html> => {
    const actor = personOf(request);
    const { search, query } = searchOf(services, request);
    const searched = Object.keys(query).length > 0;
    const [{ applications, total }, drafts] = await Promise.all([
      findOwn(services.db, actor.iin, search),
      searched ? [] : listDrafts(services.db, actor.id),
    ]);
    const pages = Math.max(1, Math.ceil(total / pageSize));
    return listView(request.page, {
      listed: listed(services, applications),
      drafts: listedDrafts(services, drafts),
      total,
      page: search.page,
      pages,
      query,
      searched,
    });
  };
}

const anything = { services: undefined, number: undefined, status: undefined, from: undefined, to: undefined, page: 1 } as const;

function getCabinet(services: ApplicationServices) {
  return async (request: FastifyRequest): Promise<Html> => {
    const actor = personOf(request);
    const [{ applications }, drafts, toSign, activities] = await Promise.all([
      findOwn(services.db, actor.iin, anything),
      listDrafts(services.db, actor.id),
      listToSign(services.db, actor.iin),
      listActivities(services.db, actor.id, 8),
    ]);
    const open = listed(
      services,
      applications.filter(({ state, status }) => !isDecided(state) && status !== 'withdrawn'),
    );
    return cabinetView(request.page, {
      person: actor,
      open,
      drafts: listedDrafts(services, drafts),
      toSign: listedDrafts(services, toSign),
      activities,
    });
  };
}

/** The cabinet, the history of services and the card of one application (CAB-1, CAB-5, CAB-6). */
export function cardRoutes(services: ApplicationServices, signals: Signals): Route<Access>[] {
  const part = (url: string, handler: Part): Route<Access> => ({
    method: 'GET',
    url: `/applications/:id/${url}`,
    access: 'person',
    handler: async (request, reply) => handler({ services, request, reply, application: await own(services, request) }),
  });
  const live: Part = async ({ request, reply, application }) =>
    streamChanges(signals, `application:${application.id}`, { request, reply });
  return [
    { method: 'GET', url: '/cabinet', access: 'person', handler: getCabinet(services) },
    { method: 'GET', url: '/applications', access: 'person', handler: getList(services) },
    { method: 'GET', url: '/applications/:id', access: 'person', handler: (request) => cardPage(services, request) },
    part('live', live),
    ...Object.entries(cardParts).map(([url, handler]) => part(url, handler)),
  ];
}
