import type { FastifyRequest } from 'fastify';
import type { ApplicationServices } from '#applications';
import { officerOf } from '#identity';
import type { Access } from '#identity';
import { Failure } from '#kit/failure';
import type { Html } from '#kit/html';
import type { Route } from '#kit/http';
import { isId } from '#kit/ids';
import { findUnemployed, listUnemployedOf, searchUnemployed, unemployedCardView, unemployedListView } from '#registers';
import type { RegisterFrame } from '#registers';
import type { PageContext } from '#ui';
import { recordEntryReading } from '../record-entry-reading.ts';
import { workplaceNavigation } from './pages/navigation.ts';
import { paths } from './place.ts';

const pageSize = 25;
/** Longest search, in signs. */
const mostWords = 120;

function frame(context: PageContext): RegisterFrame {
  return { base: paths.register, navigation: workplaceNavigation(context, 'unemployed') };
}

function getList(services: ApplicationServices) {
  return async (request: FastifyRequest): Promise<Html> => {
    const { bodyId } = officerOf(request);
    const { q, page: asked } = request.query as Record<string, unknown>;
    const words = typeof q === 'string' ? q.trim().slice(0, mostWords) : '';
    const page = Math.min(10_000, Math.max(1, Math.floor(Number(asked)) || 1));
    const search = { bodyId, words, limit: pageSize, offset: (page - 1) * pageSize };
    const { entries, total } = await searchUnemployed(services.db, search);
    const pages = Math.max(1, Math.ceil(total / pageSize));
    return unemployedListView(request.page, { ...frame(request.page), entries, total, page, pages, words });
  };
}

function getCard(services: ApplicationServices) {
  return async (request: FastifyRequest): Promise<Html> => {
    const officer = officerOf(request);
    const { bodyId } = officer;
    const { id = '' } = request.params as Record<string, string>;
    const entry = isId(id) ? await findUnemployed(services.db, { id, bodyId }) : undefined;
    if (entry === undefined) throw new Failure('notFound');
    await recordEntryReading(services, officer, { register: 'unemployed', iin: entry.iin });
    const [first = entry, ...others] = await listUnemployedOf(services.db, { bodyId, iin: entry.iin });
    return unemployedCardView(request.page, { ...frame(request.page), entries: [first, ...others] });
  };
}

/** The register of the unemployed, to be read (WRK-4). */
export function registerRoutes(services: ApplicationServices): Route<Access>[] {
  return [
    { method: 'GET', url: paths.register, access: 'officer', handler: getList(services) },
    { method: 'GET', url: `${paths.register}/:id`, access: 'officer', handler: getCard(services) },
  ];
}
