import type { FastifyReply, FastifyRequest } from 'fastify';
import { openForSignature, returnDecision, signDecision } from '#applications';
import type { ApplicationServices, DocumentToSign } from '#applications';
import { bodyOf, mustBeChecked, readCms } from '#identity';
import type { Access, EdsWeb } from '#identity';
import { isId } from '#kit/ids';
import type { Route } from '#kit/http';
import { texts } from '#text';
import type { FieldError } from '#ui';
import { openDesk } from './desk-model.ts';
import { callOf, toDesk } from './desk-routes.ts';
import type { DeskCall } from './desk-routes.ts';
import type { Done } from './done.ts';
import { signView } from './pages/sign.ts';
import type { DeskMessage } from './pages/desk.ts';
import { paths } from './place.ts';

interface Signing {
  readonly services: ApplicationServices;
  readonly eds: EdsWeb;
}

interface Shown {
  readonly message?: DeskMessage;
  readonly errors?: readonly FieldError[];
  readonly reason?: string;
}

/** Why there is nothing to sign, as the desk says it. */
const reasonsNot = { moved: 'signMoved', notYours: 'notYours', noCertificate: 'noCertificate' } as const satisfies Record<
  Exclude<Awaited<ReturnType<typeof openForSignature>>['kind'], 'open'>,
  Done
>;

async function signPage(
  { services, eds }: Signing,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  shown: Shown = {},
): Promise<unknown> {
  const call = callOf(request);
  const opened = await openForSignature(services, call.officer, call.id);
  if (opened.kind !== 'open') return toDesk(reply, call, reasonsNot[opened.kind]);
  const desk = await openDesk(services, call.officer, call);
  const panel = eds.panel(request.page, panelOf(call, opened));
  return signView(request.page, { desk, opened, panel, errors: [], ...shown });
}

function panelOf({ officer, id, place }: DeskCall, { document, pdf }: DocumentToSign): Parameters<EdsWeb['panel']>[1] {
  const action = paths.act(id, 'sign', place);
  return { content: pdf, purpose: 'signing', action, hidden: { document: document.id }, iin: officer.iin };
}

function getSign(signing: Signing) {
  return (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const { again } = request.query as Record<string, unknown>;
    const { locale } = request.page;
    const text = texts(locale).workplaces.sign.otherCertificate;
    return signPage(signing, { request, reply }, again === undefined ? {} : { message: { tone: 'warning', text } });
  };
}

function postSign(signing: Signing) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const call = callOf(request);
    const body = bodyOf(request.body);
    const all = texts(call.locale);
    const words = all.workplaces.sign;
    const refuse = (text: string): Promise<unknown> => {
      reply.code(422);
      return signPage(signing, { request, reply }, { message: { tone: 'danger', text } });
    };
    const cms = readCms(body);
    const { document: documentId = '' } = body;
    if (cms === undefined || !isId(documentId)) return refuse(words.unreadable);
    const outcome = await signDecision(signing.services, call.officer, { id: call.id, documentId, cms });
    switch (outcome.kind) {
      case 'signed':
        return toDesk(reply, call, 'signed');
      case 'moved':
        return toDesk(reply, call, 'signMoved');
      case 'refused':
        mustBeChecked(outcome.failed);
        return refuse(words.refused(all.identity.refused[outcome.failed]));
      case 'otherCertificate':
        return reply.redirect(paths.signAgain(call.id, call.place), 303);
      default:
        return outcome satisfies never;
    }
  };
}

/** Longest reason, in signs; the field stops there too. */
const longestReason = 1_000;

function postReturn(signing: Signing) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const call = callOf(request);
    const reason = (bodyOf(request.body)['reason'] ?? '').trim();
    if (reason === '' || reason.length > longestReason) {
      reply.code(422);
      const message = texts(call.locale).workplaces.sign.reasonFault;
      return signPage(signing, { request, reply }, { errors: [{ field: 'reason', message }], reason });
    }
    const outcome = await returnDecision(signing.services, call.officer, { id: call.id, reason });
    return toDesk(reply, call, outcome === 'returned' ? 'returned' : 'signMoved');
  };
}

/** The head's half: what waits is seen as it will be printed, signed or sent back (WRK-2). */
export function signRoutes(services: ApplicationServices, eds: EdsWeb): Route<Access>[] {
  const signing = { services, eds };
  const url = (act: string): string => `/requests/:id/${act}`;
  const ownFrames = { 'frame-src': "'self'" };
  return [
    {
      method: 'GET',
      url: url('sign'),
      access: 'officer',
      policy: ownFrames,
      handler: getSign(signing),
    },
    {
      method: 'POST',
      url: url('sign'),
      access: 'officer',
      policy: ownFrames,
      bodyLimit: 512_000,
      handler: postSign(signing),
    },
    { method: 'POST', url: url('return'), access: 'officer', policy: ownFrames, handler: postReturn(signing) },
  ];
}
