import type { FastifyRequest } from 'fastify';
import type { Html } from '#kit/html';
import type { Route } from '#kit/http';
import type { Access } from '#identity';
import { shownResult } from '../rules/survey-results.ts';
import type { ApplicationServices } from '../services.ts';
import { sumSurvey } from '../store.ts';
import { surveyResultsView } from './pages/survey-results.ts';
import type { ServiceResult } from './pages/survey-results.ts';

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function getResults(services: ApplicationServices) {
  return async (request: FastifyRequest): Promise<Html> => {
    const rows = await sumSurvey(services.db);
    const query = request.query as Record<string, unknown>;
    const quarters = [...new Set(rows.map(({ quarter }) => quarter))];
    const quarter = quarters.find((one) => one === textOf(query['quarter'])) ?? quarters[0];
    const ofQuarter = rows.filter((row) => row.quarter === quarter);
    const asked = textOf(query['service']);
    const now = services.clock.now();
    const results = [...Map.groupBy(ofQuarter, ({ service }) => service)].flatMap(([service, counted]): ServiceResult[] => {
      const regulation = services.regulations.current(service, now);
      if (regulation === undefined) return [];
      const counts = new Map(counted.map(({ key, count }) => [key, count]));
      return [{ service, regulation, result: shownResult(regulation.survey, counts) }];
    });
    return surveyResultsView(request.page, { quarters, quarter, service: asked, results });
  };
}

/** What those who received a service think of it, for everybody: by service and quarter, and of nobody (SUR-1). */
export function surveyRoutes(services: ApplicationServices): Route<Access>[] {
  return [{ method: 'GET', url: '/survey', access: 'everyone', handler: getResults(services) }];
}
