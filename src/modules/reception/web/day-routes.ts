import type { FastifyReply, FastifyRequest } from 'fastify';
import { listOfficers } from '#identity';
import type { Access, OfficerActor } from '#identity';
import { csvOf } from '#kit/csv';
import type { Html } from '#kit/html';
import type { Route } from '#kit/http';
import { formatShortName } from '#subjects';
import { formatDay, readDay } from '#text';
import type { NavigationItem } from '#ui';
import { summariseDay } from '../rules/ticket.ts';
import type { ReceptionServices } from '../services.ts';
import { listDay } from '../store.ts';
import { centreStaff } from './centre.ts';
import { dayPage, dayRows } from './pages/day.ts';
import type { DayView } from './pages/day.ts';
import { paths } from './paths.ts';

export interface DayRoutesOptions {
  readonly services: ReceptionServices;
  readonly navigation: (request: FastifyRequest) => readonly NavigationItem[];
}

/** The day that is asked for, else today; what cannot be read is said and today is shown. */
async function dayOf(
  { db, clock, hall }: ReceptionServices,
  operator: OfficerActor,
  request: FastifyRequest,
): Promise<Omit<DayView, 'navigation'>> {
  const { date } = request.query as Record<string, unknown>;
  const typed = typeof date === 'string' ? date.trim().slice(0, 20) : '';
  const now = clock.now();
  const asked = typed === '' ? formatDay(now) : readDay(typed);
  const day = asked ?? formatDay(now);
  const [tickets, officers] = await Promise.all([
    listDay(db, { bodyId: operator.bodyId, day }),
    listOfficers(db, operator.bodyId),
  ]);
  return {
    hall,
    day,
    typed,
    isWrong: asked === undefined,
    now,
    tickets,
    names: new Map(officers.map(({ id, name }) => [id, formatShortName(name)])),
    summary: summariseDay(
      tickets,
      hall.kinds.map(({ id }) => id),
      now,
    ),
  };
}

/** The day's register of tickets with its waiting times, and the same as a file (WRK-3). */
export function dayRoutes({ services, navigation }: DayRoutesOptions): Route<Access>[] {
  const getDay = async (request: FastifyRequest): Promise<Html> => {
    const operator = await centreStaff(services.db, request);
    const view = await dayOf(services, operator, request);
    return dayPage(request.page, { ...view, navigation: navigation(request) });
  };
  const getCsv = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const operator = await centreStaff(services.db, request);
    const view = await dayOf(services, operator, request);
    reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="tickets-${view.day}.csv"`)
      .header('cache-control', 'private, no-store');
    const { columns, rows } = dayRows(request.page.locale, view);
    return reply.send(csvOf([columns, ...rows]));
  };
  return [
    { method: 'GET', url: paths.day, access: 'officer', handler: getDay },
    { method: 'GET', url: paths.dayCsv, access: 'officer', handler: getCsv },
  ];
}
