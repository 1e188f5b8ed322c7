import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Failure } from '#kit/failure';
import type { Renderable } from '#kit/html';
import { parse } from '#kit/http';
import type { Route } from '#kit/http';
import { layout } from '#ui';
import type { Catalogue } from '../rules/catalogue.ts';
import type { CatalogueInForce } from '../in-force.ts';
import { homePage } from './pages/home-page.ts';
import { searchPage, searchResults } from './pages/search-page.ts';
import { paths } from './paths.ts';
import { preparePages } from './prepared-pages.ts';
import { processRoutes } from './process-routes.ts';

export interface CatalogueRoutesOptions {
  readonly catalogue: CatalogueInForce;
  /** Open applications of who asks, for the home page; what stands higher gives it. */
  readonly openApplications?: (request: FastifyRequest) => Promise<Renderable> | Renderable;
}

const searchQuery = z.object({
  q: z
    .string()
    .max(200)
    .default('')
    .transform((text) => text.trim()),
});
const sectionParams = z.object({ section: z.string() });
const rubricParams = sectionParams.extend({ rubric: z.string() });
const serviceParams = z.object({ id: z.string() });

type PreparedAnswer = (request: FastifyRequest, reply: FastifyReply, address: string) => unknown;

/**
 * Prepared pages as answers. Most people who read them are not signed in: for all of them a page is the same bytes in each language,
 * made when first asked for (PERF-1), and anew when a version of a service takes effect.
 */
function preparedAnswers(catalogue: CatalogueInForce): PreparedAnswer {
  const prepare = (made: Catalogue) => ({ made, pages: preparePages(made), whole: new Map<string, Buffer>() });
  let prepared = prepare(catalogue());
  return ({ page }, reply, address) => {
    const now = catalogue();
    if (prepared.made !== now) prepared = prepare(now);
    const { pages, whole } = prepared;
    const found = pages(address, page.locale);
    if (!found) throw new Failure('notFound');
    // A query stands in the language links; a person's name stands in the header.
    if (page.person || page.path !== address) return layout(page, found);
    const key = `${page.locale} ${address}`;
    const bytes = whole.get(key) ?? Buffer.from(layout(page, found).toString());
    whole.set(key, bytes);
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(bytes);
  };
}

/** The public pages of the catalogue (SRV-1, SRV-2, SRV-3, SRV-5): for everybody, signed in or not. */
export function catalogueRoutes({ catalogue, openApplications }: CatalogueRoutesOptions): Route[] {
  const prepared = preparedAnswers(catalogue);
  const get = (url: string, handler: Route['handler']): Route => ({ method: 'GET', url, access: 'everyone', handler });
  return [
    get(paths.home, async (request) =>
      homePage(request.page, { catalogue: catalogue(), openApplications: await openApplications?.(request) }),
    ),
    get(paths.list, (request, reply) => prepared(request, reply, paths.list)),
    get(paths.rubrics, (request, reply) => prepared(request, reply, paths.rubrics)),
    get(`${paths.rubrics}/:section`, (request, reply) =>
      prepared(request, reply, paths.section(parse(sectionParams, request.params).section)),
    ),
    get(`${paths.rubrics}/:section/:rubric`, (request, reply) => {
      const { section, rubric } = parse(rubricParams, request.params);
      return prepared(request, reply, paths.rubric(section, rubric));
    }),
    get(paths.search, (request) => {
      const { q } = parse(searchQuery, request.query);
      return searchPage({ ...request.page, search: q }, q, catalogue().search(q));
    }),
    get(paths.suggest, (request) => {
      const { q } = parse(searchQuery, request.query);
      return searchResults(q, catalogue().search(q), request.page.locale);
    }),
    get(paths.bodies, (request, reply) => prepared(request, reply, paths.bodies)),
    ...processRoutes(catalogue),
    get('/services/:id', (request, reply) => prepared(request, reply, paths.service(parse(serviceParams, request.params).id))),
  ];
}
