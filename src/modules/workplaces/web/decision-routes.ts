import type { FastifyReply, FastifyRequest } from 'fastify';
import { incompleteness, saveDecision, sendForSignature } from '#applications';
import type { ApplicationServices } from '#applications';
import { bodyOf } from '#identity';
import type { Access } from '#identity';
import type { Html } from '#kit/html';
import type { Route } from '#kit/http';
import { texts } from '#text';
import { chosenView, readTyped } from './decision-form.ts';
import type { Typed } from './decision-form.ts';
import { openDesk } from './desk-model.ts';
import { callOf, toDesk } from './desk-routes.ts';
import type { DeskCall } from './desk-routes.ts';
import { deskView } from './pages/desk.ts';
import { previewView } from './pages/preview.ts';
import { paths } from './place.ts';

/** What could not be stored is shown as it was typed, over what is stored now. */
async function notStored(
  services: ApplicationServices,
  request: FastifyRequest,
  typed: { call: DeskCall; typed: Typed; why: 'changed' | 'moved' },
): Promise<Html> {
  const { call, why } = typed;
  const desk = await openDesk(services, call.officer, call);
  const message = { tone: 'danger', text: texts(call.locale).workplaces.decision.faults[why] } as const;
  return deskView(request.page, { desk, message, entered: { typed: typed.typed, errors: [] } });
}

function postDecision(services: ApplicationServices) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const call = callOf(request);
    const desk = await openDesk(services, call.officer, call);
    const { seen = '', go } = bodyOf(request.body);
    const typed = readTyped(desk, (request.body ?? {}) as Record<string, unknown>);
    const { checks, output, grounds } = typed;
    const values = output === undefined ? {} : (typed.values[output] ?? {});
    const outcome = await saveDecision(services, call.officer, { id: call.id, seen, checks, output, values, grounds });
    if (outcome !== 'saved') {
      reply.code(409);
      return notStored(services, request, { call, typed, why: outcome });
    }
    return go === 'preview' ? reply.redirect(paths.act(call.id, 'preview', call.place), 303) : toDesk(reply, call, 'saved');
  };
}

/** A decision that lacks something is not previewed: its desk says what. */
function getPreview(services: ApplicationServices) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const call = callOf(request);
    const desk = await openDesk(services, call.officer, call);
    if (desk.views.length === 0) return reply.redirect(paths.desk(call.id, call.place), 303);
    const view = chosenView(desk);
    if (view === undefined || incompleteness(desk.regulation, desk.preparation, view).length > 0)
      return reply.redirect(paths.desk(call.id, call.place, { check: '' }), 303);
    return previewView(request.page, { desk, view });
  };
}

function postSend(services: ApplicationServices) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const call = callOf(request);
    const { seen = '' } = bodyOf(request.body);
    const outcome = await sendForSignature(services, call.officer, { id: call.id, seen });
    if (outcome.kind === 'incomplete') return reply.redirect(paths.desk(call.id, call.place, { check: '' }), 303);
    return toDesk(reply, call, outcome.kind);
  };
}

/** Preparing a decision: the form, the draft of the document, the sending (WRK-1). */
export function decisionRoutes(services: ApplicationServices): Route<Access>[] {
  const url = (act: string): string => `/requests/:id/${act}`;
  return [
    { method: 'POST', url: url('decision'), access: 'officer', handler: postDecision(services) },
    { method: 'GET', url: url('preview'), access: 'officer', handler: getPreview(services) },
    { method: 'POST', url: url('send'), access: 'officer', handler: postSend(services) },
  ];
}
