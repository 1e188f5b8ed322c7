import type { FastifyReply, FastifyRequest } from 'fastify';
import { bodyOf } from '#identity';
import type { Access } from '#identity';
import { Failure } from '#kit/failure';
import type { Html } from '#kit/html';
import type { Route } from '#kit/http';
import { isId, newId } from '#kit/ids';
import { streamChanges } from '#kit/live';
import type { Signals } from '#kit/signals';
import { formatDay } from '#text';
import type { ReceptionServices, Today } from '../services.ts';
import { countAhead, countWaiting, findHallByKey, findTicket, listByState } from '../store.ts';
import { takeTicket } from '../take-ticket.ts';
import { hallTopic } from '../tell-hall.ts';
import { displayScreen } from './pages/display.ts';
import { terminalScreen, ticketScreen } from './pages/terminal.ts';
import { paths } from './paths.ts';

/** Seconds for which a terminal shows a ticket to whoever took it. */
const shownFor = 30;
/** Seconds after which a display without scripts looks again. */
const displayRefresh = 10;

interface Device extends Today {
  readonly key: string;
}

/** @throws Failure `notFound` for a key that no hall has, or has no more */
async function deviceOf(
  { db, clock }: ReceptionServices,
  request: FastifyRequest,
  device: 'terminal' | 'display',
): Promise<Device> {
  const { key = '' } = request.params as Record<string, string>;
  const hall = await findHallByKey(db, device, key);
  if (hall === undefined) throw new Failure('notFound');
  return { bodyId: hall.bodyId, key, day: formatDay(clock.now()) };
}

function getTerminal(services: ReceptionServices) {
  return async (request: FastifyRequest): Promise<Html> => {
    const device = await deviceOf(services, request, 'terminal');
    const waiting = await countWaiting(services.db, device);
    return terminalScreen(request.page, { hall: services.hall, waiting, key: device.key, id: newId() });
  };
}

function postTicket(services: ReceptionServices) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const { bodyId, key } = await deviceOf(services, request, 'terminal');
    const { kind = '', id = '' } = bodyOf(request.body);
    if (!isId(id)) throw new Failure('badRequest');
    const ticket = await takeTicket(services, { bodyId, kind, id });
    return reply.redirect(paths.ticket(key, ticket.id), 303);
  };
}

function getTicket(services: ReceptionServices) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<Html> => {
    const { db, clock, hall } = services;
    const device = await deviceOf(services, request, 'terminal');
    const { ticket: id = '' } = request.params as Record<string, string>;
    const ticket = isId(id) ? await findTicket(db, device, id) : undefined;
    if (ticket === undefined) throw new Failure('notFound');
    // The next person finds the terminal at its beginning.
    reply.header('refresh', `${shownFor}; url=${paths.terminal(device.key)}`);
    const ahead = await countAhead(db, device, ticket);
    return ticketScreen(request.page, { hall, ticket, ahead, key: device.key, now: clock.now() });
  };
}

function getDisplay(services: ReceptionServices) {
  return async (request: FastifyRequest): Promise<Html> => {
    const device = await deviceOf(services, request, 'display');
    const { db, clock } = services;
    const [called, waiting] = await Promise.all([listByState(db, device, ['called']), countWaiting(db, device)]);
    const total = [...waiting.values()].reduce((sum, count) => sum + count, 0);
    return displayScreen(request.page, { called, waiting: total, key: device.key, now: clock.now(), refresh: displayRefresh });
  };
}

/** What stands in the hall without a sign-in: the secret key of the address says which hall it is. */
export function deviceRoutes(services: ReceptionServices, signals: Signals): Route<Access>[] {
  const common = { access: 'everyone' } as const;
  return [
    { ...common, method: 'GET', url: '/reception/terminal/:key', handler: getTerminal(services) },
    {
      ...common,
      method: 'POST',
      url: '/reception/terminal/:key',
      handler: postTicket(services),
      // A hall has a few terminals; nobody takes tickets faster than people come.
      limit: { max: 60, seconds: 60 },
    },
    { ...common, method: 'GET', url: '/reception/terminal/:key/tickets/:ticket', handler: getTicket(services) },
    { ...common, method: 'GET', url: '/reception/display/:key', handler: getDisplay(services) },
    {
      ...common,
      method: 'GET',
      url: '/reception/display/:key/live',
      async handler(request, reply) {
        const { bodyId } = await deviceOf(services, request, 'display');
        return streamChanges(signals, hallTopic(bodyId), { request, reply });
      },
    },
  ];
}
