import type { FastifyReply, FastifyRequest } from 'fastify';
import { Failure } from '#kit/failure';
import type { Html } from '#kit/html';
import type { Route } from '#kit/http';
import { streamChanges } from '#kit/live';
import type { Signals } from '#kit/signals';
import { bodyOf, browserOf, mustBeChecked, personOf, readCms } from '#identity';
import type { Access, EdsWeb } from '#identity';
import { canonicalRequest, readableRequest, readableText } from '#regulations';
import { texts } from '#text';
import { signingIslands } from '#ui';
import { declineInvitation, withdrawSignature } from '../answer-invitation.ts';
import type { ApplicationServices } from '../services.ts';
import { submit } from '../submit.ts';
import { viewSigning } from '../view-signing.ts';
import type { SigningView } from '../view-signing.ts';
import { idOf } from './draft-place.ts';
import { sendFile } from './file-routes.ts';
import { signersRoutes } from './signers-routes.ts';
import { declineView, invitedSignView, longestReason, signingPaths, signingView } from './pages/signing.ts';

type Call = { readonly request: FastifyRequest; readonly reply: FastifyReply };

async function viewed(services: ApplicationServices, request: FastifyRequest): Promise<SigningView> {
  return viewSigning(services, personOf(request), idOf(request));
}

/** @throws Failure `gone` where nothing can be signed any more */
async function gathering(services: ApplicationServices, request: FastifyRequest): Promise<SigningView> {
  const view = await viewed(services, request);
  if (view.until === undefined) throw new Failure('gone');
  return view;
}

function getView(services: ApplicationServices) {
  return async (request: FastifyRequest): Promise<Html> => {
    const view = await viewed(services, request);
    return signingView(request.page, view, { iin: personOf(request).iin, portalUrl: services.portalUrl });
  };
}

/** The text that is signed, in the language in which it was reviewed. */
function getText(services: ApplicationServices) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<string> => {
    const { regulation, contents } = await viewed(services, request);
    reply.type('text/plain; charset=utf-8').header('content-disposition', 'attachment; filename="request.txt"');
    reply.header('cache-control', 'private, no-store');
    return readableText(readableRequest(regulation, contents, contents.locale), contents.locale);
  };
}

function getFile(services: ApplicationServices) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const view = await viewed(services, request);
    const opened = await services.files.open(services.db, idOf(request, 'file'), ({ holder }) => holder === view.id);
    if (opened === undefined) throw new Failure('notFound');
    return sendFile(reply, opened);
  };
}

function getLive(services: ApplicationServices, signals: Signals) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const { id } = await viewed(services, request);
    return streamChanges(signals, `signing:${id}`, { request, reply });
  };
}

async function signPage(
  { services, eds }: { services: ApplicationServices; eds: EdsWeb },
  { request, error }: Pick<Call, 'request'> & { error?: string },
): Promise<Html> {
  const view = await gathering(services, request);
  const panel = eds.panel(request.page, {
    content: canonicalRequest(view.regulation, view.contents),
    purpose: 'signing',
    action: signingPaths.sign(view.id),
    hidden: {},
    iin: personOf(request).iin,
  });
  return invitedSignView(request.page, { view, panel, error, islands: signingIslands });
}

function postSign(services: ApplicationServices, eds: EdsWeb) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const words = texts(request.page.locale);
    const refused = (reason: string): Promise<Html> =>
      signPage({ services, eds }, { request, error: words.signers.sign.refused(reason) });
    const draftId = idOf(request);
    const cms = readCms(bodyOf(request.body));
    if (cms === undefined) return refused(words.identity.refused.structure);
    const outcome = await submit(services, personOf(request), { draftId, cms, browser: browserOf(request, reply) });
    switch (outcome.kind) {
      case 'sent':
      case 'waiting':
        return reply.redirect(signingPaths.view(draftId), 303);
      case 'refused':
        mustBeChecked(outcome.failed);
        return refused(words.identity.refused[outcome.failed]);
      case 'changed':
      case 'expired':
        throw new Failure('gone');
      case 'missing':
        throw new Failure('notFound');
      default:
        return outcome satisfies never;
    }
  };
}

function getDecline(services: ApplicationServices) {
  return async (request: FastifyRequest): Promise<Html> => {
    const view = await gathering(services, request);
    if (view.isApplicant) throw new Failure('notFound');
    return declineView(request.page, { view, reason: '', error: undefined });
  };
}

function postDecline(services: ApplicationServices) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const words = texts(request.page.locale).signers.invited;
    const reason = (bodyOf(request.body)['reason'] ?? '').trim();
    const message = reason === '' ? words.reasonMissing : words.reasonTooLong(longestReason);
    if (reason === '' || reason.length > longestReason)
      return declineView(request.page, { view: await gathering(services, request), reason, error: { field: 'reason', message } });
    await declineInvitation(services, personOf(request), { id: idOf(request), reason });
    return reply.redirect(signingPaths.view(idOf(request)), 303);
  };
}

function postWithdraw(services: ApplicationServices) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const id = idOf(request);
    // Sent meanwhile: there is nothing to take back any more, and the page says so.
    if ((await viewed(services, request)).until !== undefined) await withdrawSignature(services, personOf(request), id);
    return reply.redirect(signingPaths.view(id), 303);
  };
}

/** A request that several people sign, for the applicant and for each of the others; to anybody else it is not there (FRM-9, SEC-2). */
export function signingRoutes(services: ApplicationServices, eds: EdsWeb, signals: Signals): Route<Access>[] {
  const access = 'person';
  const url = '/signing/:id';
  const limit = { max: 30, seconds: 60 } as const;
  const getSign = (request: FastifyRequest): Promise<Html> => signPage({ services, eds }, { request });
  return [
    ...signersRoutes(services),
    { method: 'GET', url, access, handler: getView(services) },
    { method: 'GET', url: `${url}/live`, access, handler: getLive(services, signals) },
    { method: 'GET', url: `${url}/request.txt`, access, handler: getText(services) },
    { method: 'GET', url: `${url}/files/:file`, access, handler: getFile(services) },
    { method: 'GET', url: `${url}/sign`, access, handler: getSign },
    { method: 'POST', url: `${url}/sign`, access, limit, handler: postSign(services, eds) },
    { method: 'GET', url: `${url}/decline`, access, handler: getDecline(services) },
    { method: 'POST', url: `${url}/decline`, access, limit, handler: postDecline(services) },
    { method: 'POST', url: `${url}/withdraw`, access, limit, handler: postWithdraw(services) },
  ];
}
