import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Failure } from '#kit/failure';
import type { Html, Renderable } from '#kit/html';
import { parse } from '#kit/http';
import type { Route } from '#kit/http';
import { layout } from '#ui';
import type { Catalogue } from '../rules/catalogue.ts';
import { homePage } from './pages/home-page.ts';
import { searchPage, searchResults } from './pages/search-page.ts';
import { paths } from './paths.ts';
import { preparePages } from './prepared-pages.ts';

export interface CatalogueRoutesOptions {
  readonly catalogue: Catalogue;
  /** Open applications of who asks, for the home page; what stands higher gives it. */
  readonly openApplications?: (request: FastifyRequest) => Promise<Renderable> | Renderable;
}

/** How many services an answer as one types holds. */
const suggested = 6;

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

/** The public pages of the catalogue (SRV-1, SRV-2, SRV-3, SRV-5): for everybody, signed in or not. */
export function catalogueRoutes({ catalogue, openApplications }: CatalogueRoutesOptions): Route[] {
  const pages = preparePages(catalogue);
  const prepared = ({ page }: FastifyRequest, address: string): Html => {
    const found = pages(address, page.locale);
    if (!found) throw new Failure('notFound');
    return layout(page, found);
  };
  const get = (url: string, handler: Route['handler']): Route => ({ method: 'GET', url, access: 'everyone', handler });
  return [
    get(paths.home, async (request) =>
      homePage(request.page, { catalogue, openApplications: await openApplications?.(request) }),
    ),
    get(paths.list, (request) => prepared(request, paths.list)),
    get(paths.rubrics, (request) => prepared(request, paths.rubrics)),
    get(`${paths.rubrics}/:section`, (request) => prepared(request, paths.section(parse(sectionParams, request.params).section))),
    get(`${paths.rubrics}/:section/:rubric`, (request) => {
      const { section, rubric } = parse(rubricParams, request.params);
      return prepared(request, paths.rubric(section, rubric));
    }),
    get(paths.search, (request) => {
      const { q } = parse(searchQuery, request.query);
      return searchPage({ ...request.page, search: q }, q, catalogue.search(q));
    }),
    get(`${paths.search}/suggest`, (request) => {
      const { q } = parse(searchQuery, request.query);
      return searchResults(catalogue.search(q).slice(0, suggested), request.page.locale);
    }),
    get(paths.bodies, (request) => prepared(request, paths.bodies)),
    get('/services/:id', (request) => prepared(request, paths.service(parse(serviceParams, request.params).id))),
  ];
}
