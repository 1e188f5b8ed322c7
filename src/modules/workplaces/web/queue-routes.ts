import type { FastifyReply, FastifyRequest } from 'fastify';
import { counterPaths, countFound, listQueue, rememberLoads, showQueue, waitingIn } from '#applications';
import type { Application, ApplicationServices, LoadsOf, OpenQueue, QueueSearch } from '#applications';
import { listOfficerNames, officerOf } from '#identity';
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
  const officers = await listOfficerNames(services.db, officer.bodyId);
  const names = new Map([...officers].map(([id, name]) => [id, formatShortName(name)]));
  return { officer, names, now: services.clock.now(), calendar: services.calendar };
}

function searchAt({ clock }: ApplicationServices, officer: OfficerActor, { queue, words }: Place): QueueSearch {
  const { id: officerId, bodyId } = officer;
  return { bodyId, officerId, queue, words: words === '' ? undefined : words, now: clock.now() };
}

const pageAt = ({ page }: Place): { limit: number; offset: number } => ({ limit: pageSize, offset: (page - 1) * pageSize });

/** The requests around the one that is open, in the order of its page. Nobody is shown, so that nobody is told (CAB-9). */
export async function listNeighbours(services: ApplicationServices, officer: OfficerActor, place: Place): Promise<Application[]> {
  return listQueue(services.db, searchAt(services, officer, place), pageAt(place));
}

/** How many there are in all: most often known without counting them. */
async function totalAt(
  services: ApplicationServices,
  officer: OfficerActor,
  { place, shown, counts }: { place: Place; shown: number; counts: Readonly<Record<OpenQueue, number>> },
): Promise<number> {
  const { queue, words, page } = place;
  if (shown < pageSize && (shown > 0 || page === 1)) return (page - 1) * pageSize + shown;
  if (words === '' && queue !== 'decided' && queue !== 'all') return counts[queue];
  return countFound(services.db, searchAt(services, officer, place));
}

function withRegulation(services: ApplicationServices, application: Application): Listed {
  return { application, regulation: services.regulations.version(application.service, application.regulationVersion) };
}

function isProvider({ roles }: OfficerActor): boolean {
  return roles.includes('specialist') || roles.includes('head');
}

function getQueue(services: ApplicationServices, loadsOf: LoadsOf) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<Html | FastifyReply> => {
    const officer = officerOf(request);
    // A centre decides nothing: its work begins at the counter.
    if (officer.roles.includes('operator')) return reply.redirect(counterPaths.begin, 303);
    // Who answers for services as a whole, or for the platform, has no requests of their own.
    if (!isProvider(officer)) return reply.redirect(officer.roles.includes('owner') ? paths.panel : paths.gateway, 303);
    const place = placeOf(request.query, officer);
    const [applications, loads, standing] = await Promise.all([
      showQueue(services, officer, { search: searchAt(services, officer, place), page: pageAt(place) }),
      loadsOf(officer.bodyId),
      standingOf(services, officer),
    ]);
    const counts = waitingIn(loads, officer.id);
    const total = await totalAt(services, officer, { place, shown: applications.length, counts });
    const pages = Math.max(1, Math.ceil(total / pageSize));
    const listed = applications.map((application) => withRegulation(services, application));
    return queueView(request.page, { ...standing, place, counts, listed, total, pages });
  };
}

export function queueRoutes(services: ApplicationServices, signals: Signals): Route<Access>[] {
  return [
    { method: 'GET', url: '/', access: 'officer', handler: getQueue(services, rememberLoads(services, signals)) },
    {
      method: 'GET',
      url: '/live',
      access: 'officer',
      handler: (request, reply) => streamChanges(signals, `queue:${officerOf(request).bodyId}`, { request, reply }),
    },
  ];
}
