import type { FastifyReply, FastifyRequest } from 'fastify';
import { bodyOf, listOfficers } from '#identity';
import type { Access, OfficerActor } from '#identity';
import { inTransaction } from '#kit/db';
import { Failure } from '#kit/failure';
import type { Html } from '#kit/html';
import type { Route } from '#kit/http';
import { isId, newToken } from '#kit/ids';
import { streamChanges } from '#kit/live';
import type { Signals } from '#kit/signals';
import { formatShortName } from '#subjects';
import { formatDay } from '#text';
import type { NavigationItem } from '#ui';
import { callAgain, callNext, endCurrent, returnTicket } from '../call-next.ts';
import { endings } from '../rules/ticket.ts';
import type { ReceptionServices } from '../services.ts';
import { leaveWindow, sitDown } from '../sit-down.ts';
import { countWaiting, findCalled, findHallOf, insertHall, listByState, listSittings, renewKeys } from '../store.ts';
import type { HallKeys } from '../store.ts';
import { hallTopic } from '../tell-hall.ts';
import { centreStaff } from './centre.ts';
import { windowPage } from './pages/window.ts';
import type { Said } from './pages/window.ts';
import { paths } from './paths.ts';

export interface WindowRoutesOptions {
  readonly services: ReceptionServices;
  readonly signals: Signals;
  readonly navigation: (request: FastifyRequest) => readonly NavigationItem[];
}

const freshKeys = (bodyId: string): HallKeys => ({ bodyId, terminalKey: newToken(), displayKey: newToken() });

/** The addresses of the hall's devices are made when somebody first looks for them. */
async function keysOf({ db }: ReceptionServices, bodyId: string): Promise<HallKeys> {
  const known = await findHallOf(db, bodyId);
  if (known !== undefined) return known;
  await inTransaction(db, (tx) => insertHall(tx, freshKeys(bodyId)));
  return (await findHallOf(db, bodyId)) ?? freshKeys(bodyId);
}

function saidOf(request: FastifyRequest): Said | undefined {
  const { said } = request.query as Record<string, unknown>;
  const known: readonly Said[] = ['nobody', 'noWindow', 'moved', 'occupied', 'busy', 'returned', 'renewed'];
  return known.find((one) => one === said);
}

/** Back to the window; what went as it should needs no words. */
function toWindow(reply: FastifyReply, outcome: Said | 'called' | 'ended' | 'sat' | 'left'): FastifyReply {
  const isPlain = outcome === 'called' || outcome === 'ended' || outcome === 'sat' || outcome === 'left';
  return reply.redirect(isPlain ? paths.window : `${paths.window}?said=${outcome}`, 303);
}

function getWindow({ services, navigation }: WindowRoutesOptions) {
  return async (request: FastifyRequest): Promise<Html> => {
    const { db, clock, hall } = services;
    const operator = await centreStaff(db, request);
    const today = { bodyId: operator.bodyId, day: formatDay(clock.now()) };
    const [sittings, waiting, returnable, officers, keys] = await Promise.all([
      listSittings(db, today),
      countWaiting(db, today),
      listByState(db, today, ['aside', 'missed']),
      listOfficers(db, operator.bodyId),
      keysOf(services, operator.bodyId),
    ]);
    const own = sittings.find(({ operatorId }) => operatorId === operator.id)?.window;
    return windowPage(request.page, {
      hall,
      own,
      current: own === undefined ? undefined : await findCalled(db, today, own),
      occupied: new Map(sittings.map(({ window, operatorId }) => [window, operatorId])),
      names: new Map(officers.map(({ id, name }) => [id, formatShortName(name)])),
      waiting,
      returnable,
      keys,
      said: saidOf(request),
      navigation: navigation(request),
    });
  };
}

async function postSit(services: ReceptionServices, operator: OfficerActor, request: FastifyRequest) {
  const { window = '' } = bodyOf(request.body);
  return window === '' ? leaveWindow(services, operator) : sitDown(services, operator, Number(window));
}

async function postCall(services: ReceptionServices, operator: OfficerActor, request: FastifyRequest) {
  const { act = '', shown = '' } = bodyOf(request.body);
  if (act === 'next') return callNext(services, operator, shown);
  if (act === 'again') return callAgain(services, operator, shown);
  const ending = endings.find((one) => one === act);
  if (ending === undefined) throw new Failure('badRequest');
  return endCurrent(services, operator, { shown, ending });
}

async function postReturn(services: ReceptionServices, operator: OfficerActor, request: FastifyRequest) {
  const { ticket = '' } = bodyOf(request.body);
  if (!isId(ticket)) throw new Failure('badRequest');
  return returnTicket(services, operator, ticket);
}

async function postKeys({ db }: ReceptionServices, { bodyId }: OfficerActor) {
  await inTransaction(db, (tx) => renewKeys(tx, freshKeys(bodyId)));
  return 'renewed' as const;
}

type Act = (
  services: ReceptionServices,
  operator: OfficerActor,
  request: FastifyRequest,
) => Promise<Parameters<typeof toWindow>[1]>;

/** The operator's window: who is called, who waits, and the addresses of the hall's devices (WRK-3). */
export function windowRoutes(options: WindowRoutesOptions): Route<Access>[] {
  const { services, signals } = options;
  const access = 'officer';
  const post = (url: string, act: Act): Route<Access> => ({
    method: 'POST',
    url,
    access,
    async handler(request, reply) {
      const operator = await centreStaff(services.db, request);
      return toWindow(reply, await act(services, operator, request));
    },
  });
  return [
    { method: 'GET', url: paths.window, access, handler: getWindow(options) },
    {
      method: 'GET',
      url: paths.live,
      access,
      async handler(request, reply) {
        const { bodyId } = await centreStaff(services.db, request);
        return streamChanges(signals, hallTopic(bodyId), { request, reply });
      },
    },
    post(paths.sit, postSit),
    post(paths.call, postCall),
    post(paths.back, postReturn),
    post(paths.keys, postKeys),
  ];
}
