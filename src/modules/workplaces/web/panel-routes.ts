import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApplicationServices } from '#applications';
import { officerOf } from '#identity';
import type { Access } from '#identity';
import type { Html } from '#kit/html';
import type { Route } from '#kit/http';
import { panelCsv } from './panel-csv.ts';
import { openPanel, searchOf } from './panel-model.ts';
import type { PanelModel } from './panel-model.ts';
import { panelView } from './pages/panel.ts';
import { paths } from './place.ts';

async function opened(services: ApplicationServices, request: FastifyRequest): Promise<PanelModel> {
  const officer = officerOf(request);
  return openPanel(services, officer, await searchOf(services, officer, request.query as Record<string, unknown>));
}

/** The supervisor's panel of one body, and the service owner's of all (WRK-6). */
export function panelRoutes(services: ApplicationServices): Route<Access>[] {
  const getPanel = async (request: FastifyRequest): Promise<Html> => panelView(request.page, await opened(services, request));
  const getCsv = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const panel = await opened(services, request);
    const { from, to } = panel.search;
    reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="figures-${from}-${to}.csv"`)
      .header('cache-control', 'private, no-store');
    return reply.send(panelCsv(panel, request.page.locale));
  };
  return [
    { method: 'GET', url: paths.panel, access: 'officer', handler: getPanel },
    { method: 'GET', url: `${paths.panel}.csv`, access: 'officer', handler: getCsv },
  ];
}
