import type { FastifyReply, FastifyRequest } from 'fastify';
import { counterPaths, countQueues, showQueue } from '#applications';
import type { Application, ApplicationServices } from '#applications';
import { listOfficers, officerOf } from '#identity';
import type { Access, OfficerActor } from '#identity';
import type { Html } from '#kit/html';
import type { Route } from '#kit/http';
import { streamChanges } from '#kit/live';
import type { Signals } from '#kit/signals';
import { formatShortName } from '#subjects';
import { queueView } from './pages/queue.ts';
import type { Listed } from './pages/queue.ts';
import type { Standing } from './pages/standing.ts';
import { paths, placeOf } from './place.ts';
import type { Place } from './place.ts';

/** Rows of a page of a queue. */
const pageSize = 25;

/** What all pages of this officer are told by. */
export async function standingOf(services: ApplicationServices, officer: OfficerActor): Promise<Standing> {
  const officers = await listOfficers(services.db, officer.bodyId);
  const names = new Map(officers.map(({ id, name }) => [id, formatShortName(name)]));
  return { officer, names, now: services.clock.now(), calendar: services.calendar };
}

export async function queueAt(
  services: ApplicationServices,
  officer: OfficerActor,
  { queue, words, page }: Place,
): Promise<{ applications: Application[]; total: number; pages: number }> {
  const search = { queue, words: words === '' ? undefined : words, limit: pageSize, offset: (page - 1) * pageSize };
  const found = await showQueue(services, officer, search);
  return { ...found, pages: Math.max(1, Math.ceil(found.total / pageSize)) };
}

function withRegulation(services: ApplicationServices, application: Application): Listed {
  return { application, regulation: services.regulations.version(application.service, application.regulationVersion) };
}

function isProvider({ roles }: OfficerActor): boolean {
  return roles.includes('specialist') || roles.includes('head');
}

function getQueue(services: ApplicationServices) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<Html | FastifyReply> => {
    const officer = officerOf(request);
    // A centre decides nothing: its work begins at the counter.
    if (officer.roles.includes('operator')) return reply.redirect(counterPaths.begin, 303);
    // Who answers for services as a whole has no requests of their own.
    if (!isProvider(officer)) return reply.redirect(paths.panel, 303);
    const place = placeOf(request.query, officer);
    const [{ applications, total, pages }, counts, standing] = await Promise.all([
      queueAt(services, officer, place),
      countQueues(services.db, { bodyId: officer.bodyId, officerId: officer.id, now: services.clock.now() }),
      standingOf(services, officer),
    ]);
    const listed = applications.map((application) => withRegulation(services, application));
    return queueView(request.page, { ...standing, place, counts, listed, total, pages });
  };
}

export function queueRoutes(services: ApplicationServices, signals: Signals): Route<Access>[] {
  return [
    { method: 'GET', url: '/', access: 'officer', handler: getQueue(services) },
    {
      method: 'GET',
      url: '/live',
      access: 'officer',
      handler: (request, reply) => streamChanges(signals, `queue:${officerOf(request).bodyId}`, { request, reply }),
    },
  ];
}
