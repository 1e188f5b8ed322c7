import type { FastifyReply, FastifyRequest } from 'fastify';
import { listQueue, passOn, takeApplication } from '#applications';
import type { ApplicationServices, Queue } from '#applications';
import { bodyOf, officerOf } from '#identity';
import type { Access, OfficerActor } from '#identity';
import { Failure } from '#kit/failure';
import type { Html } from '#kit/html';
import type { Route } from '#kit/http';
import { isId } from '#kit/ids';
import { texts } from '#text';
import type { Locale } from '#text';
import { errorsOf, typedBefore } from './decision-form.ts';
import { openDesk } from './desk-model.ts';
import type { DeskModel } from './desk-model.ts';
import { doneMessage, endsWork, parseDone } from './done.ts';
import type { Done } from './done.ts';
import { deskView } from './pages/desk.ts';
import { paths, placeOf } from './place.ts';
import type { Place } from './place.ts';

/** What every address below a request begins with. */
export interface DeskCall {
  readonly officer: OfficerActor;
  readonly id: string;
  readonly place: Place;
  readonly locale: Locale;
}

/** @throws Failure `notFound` for what cannot be an id */
export function callOf(request: FastifyRequest): DeskCall {
  const { id = '' } = request.params as Record<string, string>;
  if (!isId(id)) throw new Failure('notFound');
  const officer = officerOf(request);
  return { officer, id, place: placeOf(request.query, officer), locale: request.page.locale };
}

/** Back to the desk, saying what was done: a page that is loaded again does nothing again. */
export function toDesk(reply: FastifyReply, { id, place }: Pick<DeskCall, 'id' | 'place'>, done: Done): FastifyReply {
  return reply.redirect(paths.desk(id, place, { done }), 303);
}

/** The request that this officer should open next: of the own ones, else of the new; for who signs, of those to be signed. */
async function nextFor(services: ApplicationServices, { officer, id }: DeskCall): Promise<string | null> {
  const ways: readonly Queue[] = officer.roles.includes('specialist') ? ['mine', 'new'] : ['sign'];
  for (const queue of ways) {
    const search = { bodyId: officer.bodyId, officerId: officer.id, queue, words: undefined, now: services.clock.now() };
    const applications = await listQueue(services.db, search, { limit: 2, offset: 0 });
    const next = applications.find((one) => one.id !== id);
    if (next !== undefined) return paths.desk(next.id, { queue, words: '', page: 1 });
  }
  return null;
}

/** What a saved decision lacks is told where it was asked for. */
function checkedEntry(desk: DeskModel, query: Record<string, unknown>, locale: Locale) {
  if (query['check'] === undefined || desk.views.length === 0) return undefined;
  return { typed: typedBefore(desk.preparation), errors: errorsOf(desk, locale) };
}

function getDesk(services: ApplicationServices) {
  return async (request: FastifyRequest): Promise<Html> => {
    const call = callOf(request);
    const query = request.query as Record<string, unknown>;
    const desk = await openDesk(services, call.officer, call);
    const done = parseDone(query['done']);
    const next = done !== undefined && endsWork(done) ? await nextFor(services, call) : undefined;
    const message = done && doneMessage(done, desk, call.locale);
    return deskView(request.page, { desk, message, next, entered: checkedEntry(desk, query, call.locale) });
  };
}

function postTake(services: ApplicationServices) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const call = callOf(request);
    const outcome = await takeApplication(services, call.officer, call.id);
    // The request is not a new one any more; its place is among the officer's own.
    const place: Place = outcome === 'taken' ? { queue: 'mine', words: '', page: 1 } : call.place;
    return toDesk(reply, { id: call.id, place }, outcome);
  };
}

function postHandOver(services: ApplicationServices) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const call = callOf(request);
    const { colleague = '' } = bodyOf(request.body);
    if (!isId(colleague)) {
      const desk = await openDesk(services, call.officer, call);
      reply.code(422);
      return deskView(request.page, { desk, passError: texts(call.locale).workplaces.pass.chooseFault });
    }
    const outcome = await passOn(services, call.officer, { id: call.id, colleague });
    return toDesk(reply, call, outcome === 'passed' ? 'handedOver' : 'notHeld');
  };
}

function postRelease(services: ApplicationServices) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const call = callOf(request);
    const outcome = await passOn(services, call.officer, { id: call.id, colleague: undefined });
    return toDesk(reply, call, outcome === 'passed' ? 'released' : 'notHeld');
  };
}

/** The desk of one request; taking it and giving it away (WRK-1, REL-5). */
export function deskRoutes(services: ApplicationServices): Route<Access>[] {
  const post = (act: string, handler: Route['handler']): Route<Access> => ({
    method: 'POST',
    url: `/requests/:id/${act}`,
    access: 'officer',
    handler,
  });
  return [
    { method: 'GET', url: '/requests/:id', access: 'officer', handler: getDesk(services) },
    post('take', postTake(services)),
    post('hand-over', postHandOver(services)),
    post('release', postRelease(services)),
  ];
}
