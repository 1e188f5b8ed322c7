import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Failure } from '#kit/failure';
import type { Html } from '#kit/html';
import { parse } from '#kit/http';
import type { Route } from '#kit/http';
import { bodyOf, personOf } from '#identity';
import type { Access } from '#identity';
import { beginDraft, openDraft } from '../draft.ts';
import type { ApplicationServices } from '../services.ts';
import { findDraftOfService } from '../store.ts';
import { beginView } from './pages/begin.ts';
import { draftPaths } from './pages/draft.ts';

function getBegin(services: ApplicationServices) {
  return async (request: FastifyRequest): Promise<Html> => {
    const actor = personOf(request);
    const { service } = parse(z.object({ service: z.string() }), request.query);
    const regulation = services.regulations.current(service, services.clock.now());
    if (regulation === undefined) throw new Failure('notFound');
    const draft = await findDraftOfService(services.db, actor.id, service);
    return beginView(request.page, { regulation, draft, needsFull: actor.level !== 'full' });
  };
}

function postBegin(services: ApplicationServices) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const actor = personOf(request);
    const id = await beginDraft(services, actor, bodyOf(request.body)['service'] ?? '');
    const { regulation } = await openDraft(services, actor, id);
    return reply.redirect(draftPaths.page(id, regulation.form.pages[0]?.id ?? ''), 303);
  };
}

/** Where an order begins at the portal: a draft that there is, is offered first. */
export function beginRoutes(services: ApplicationServices): Route<Access>[] {
  return [
    { method: 'GET', url: '/applications/new', access: 'person', handler: getBegin(services) },
    { method: 'POST', url: '/applications/drafts', access: 'person', handler: postBegin(services) },
  ];
}
