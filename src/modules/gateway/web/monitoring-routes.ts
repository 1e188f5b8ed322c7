import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Html } from '#kit/html';
import type { Route } from '#kit/http';
import { formatDay } from '#text';
import { periods } from '../rules/period.ts';
import { watchTraffic } from '../watch-traffic.ts';
import type { Traffic } from '../watch-traffic.ts';
import { letterRoutes } from './letter-routes.ts';
import { administrator } from './monitoring-options.ts';
import type { MonitoringOptions } from './monitoring-options.ts';
import { paths } from './monitoring-paths.ts';
import { trafficView } from './pages/traffic.ts';
import { trafficCsv } from './traffic-csv.ts';

function trafficOf(options: MonitoringOptions<string>, request: FastifyRequest): Promise<Traffic> {
  administrator(options, request);
  const { period } = request.query as Record<string, unknown>;
  return watchTraffic(options, periods.find((name) => name === period) ?? 'hour');
}

/** The gateway's pages at the workplace: what passes, who answers, what waits (GW-5, GW-4), and the letters that could not be delivered (GW-3). */
export function monitoringRoutes<Access extends string>(options: MonitoringOptions<Access>): Route<Access>[] {
  const { access, navigation } = options;
  const getTraffic = async (request: FastifyRequest): Promise<Html> =>
    trafficView(request.page, await trafficOf(options, request), navigation(request.page));
  const getCsv = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const traffic = await trafficOf(options, request);
    reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="gateway-${traffic.period.name}-${formatDay(traffic.now)}.csv"`)
      .header('cache-control', 'private, no-store');
    return reply.send(trafficCsv(traffic, request.page.locale));
  };
  return [
    { method: 'GET', url: paths.traffic, access, handler: getTraffic },
    { method: 'GET', url: paths.csv, access, handler: getCsv },
    ...letterRoutes(options),
  ];
}
