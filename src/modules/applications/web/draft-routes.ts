import type { FastifyReply, FastifyRequest } from 'fastify';
import { Failure } from '#kit/failure';
import type { Html } from '#kit/html';
import type { Route } from '#kit/http';
import { bodyOf, browserOf, mustBeChecked, personOf, readCms } from '#identity';
import type { Access, EdsWeb } from '#identity';
import { countOf, faultText, readableRequest } from '#regulations';
import type { Fault, FormPage } from '#regulations';
import { texts } from '#text';
import type { FieldError } from '#ui';
import { discardDraft, fillPage, listOf, pageOf } from '../draft.ts';
import type { ListStep } from '../draft.ts';
import { reopenDraft } from '../gather-signatures.ts';
import type { ApplicationServices } from '../services.ts';
import { submit } from '../submit.ts';
import { askToChange, askToVoid } from './ask-to-change.ts';
import { idOf, openPage, portalPlace } from './draft-place.ts';
import type { DraftPlace } from './draft-place.ts';
import { beginRoutes } from './begin-routes.ts';
import { discardView } from './pages/begin.ts';
import { draftPaths, formPageView, nextStop, reviewView } from './pages/draft.ts';
import { firstFieldOf, listStepOf } from './pages/list-question.ts';
import { inputName, rawAnswers } from './pages/question.ts';
import { signersReview } from './pages/signers.ts';
import { signingPaths } from './pages/signing.ts';
import { isReady, readyOr, signPage, textOf } from './sign-page.ts';

const person = 'person' as const;

type OpenPage = Awaited<ReturnType<typeof openPage>>;

function queryOf(request: FastifyRequest): Record<string, unknown> {
  return request.query as Record<string, unknown>;
}

function errorsOf(faults: readonly Fault[], request: FastifyRequest): FieldError[] {
  return faults.map((fault) => ({ field: inputName(fault.field), message: faultText(fault, request.page.locale) }));
}

function pageView(request: FastifyRequest, open: OpenPage, errors: readonly FieldError[]): Html {
  const page = pageOf(open.regulation, String((request.params as Record<string, string>)['page']));
  return formPageView(request.page, { ...open, page, errors, returnToReview: queryOf(request)['return'] === 'review' });
}

function getPage(place: DraftPlace) {
  return async (request: FastifyRequest): Promise<Html> => {
    const open = await openPage(place, request);
    const to = pageOf(open.regulation, String((request.params as Record<string, string>)['page'])).id;
    return open.draft.signingUntil === undefined ? pageView(request, open, []) : askToChange(request, open, to);
  };
}

function postPage(place: DraftPlace) {
  const { services, paths } = place;
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const actor = place.actorOf(request);
    const draftId = idOf(request);
    const before = await openPage(place, request);
    const page = pageOf(before.regulation, String((request.params as Record<string, string>)['page']));
    const body = bodyOf(request.body);
    // Others have signed meanwhile: what was entered is not lost, and nothing is voided without asking.
    if (before.draft.signingUntil !== undefined) {
      if (body['void'] !== 'yes') return askToVoid(request, before, body);
      await reopenDraft(services, personOf(request), draftId);
    }
    const step = listStepOf(body);
    const faults = await fillPage(services, actor, { draftId, page: page.id, raw: rawAnswers(page.questions, body), step });
    const filled = await openPage(place, request);
    if (step !== undefined) return reply.redirect(afterListStep(request, { open: filled, page, step }), 303);
    if (faults.length > 0) return pageView(request, filled, errorsOf(faults, request));
    if (queryOf(request)['return'] === 'review') return reply.redirect(paths.review(draftId), 303);
    return reply.redirect(nextStop(filled, page.id), 303);
  };
}

/** The same page, at what was added, or at the list of which something was removed. */
function afterListStep(request: FastifyRequest, to: { open: OpenPage; page: FormPage; step: ListStep }): string {
  const { open, page, step } = to;
  const list = listOf(page, step.list);
  const query = queryOf(request)['return'] === 'review' ? '?return=review' : '';
  const place = step.kind === 'add' ? countOf(list, open.draft.answers) - 1 : Math.max(0, step.place - 1);
  return `${open.paths.page(open.draft.id, page.id)}${query}#${firstFieldOf(list, place)}`;
}

function getReview(place: DraftPlace) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const prepared = await readyOr(place, { request, reply });
    if (!isReady(prepared)) return prepared;
    const { contents, regulation, open } = prepared;
    const { locale } = request.page;
    const { prepared: before, signingUntil } = open.draft;
    if (signingUntil !== undefined && contents.preparedAt === before?.preparedAt)
      return reply.redirect(signingPaths.view(contents.id), 303);
    const readable = readableRequest(regulation, contents, locale);
    const signers = signersReview(locale, { ...open, contents, lines: readable.signers });
    return reviewView(request.page, {
      ...open,
      readable,
      errors: [],
      warning: warningOf(request, signingUntil !== undefined),
      signers,
    });
  };
}

/** Why the person is back at the review. */
function warningOf(request: FastifyRequest, expired: boolean): string | undefined {
  const words = texts(request.page.locale);
  if (expired || queryOf(request)['expired'] !== undefined) return words.signers.review.expired;
  return queryOf(request)['changed'] === undefined ? undefined : words.applications.sign.changed;
}

function getText(place: DraftPlace) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const prepared = await readyOr(place, { request, reply });
    if (!isReady(prepared)) return prepared;
    reply.type('text/plain; charset=utf-8').header('content-disposition', 'attachment; filename="request.txt"');
    return textOf(prepared);
  };
}

function postSign(place: DraftPlace, eds: EdsWeb) {
  const { services } = place;
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const words = texts(request.page.locale);
    const refused = (error: string): Promise<unknown> => signPage(place, eds, { request, reply, error });
    const cms = readCms(bodyOf(request.body));
    const draftId = idOf(request);
    if (cms === undefined) return refused(words.identity.refused.structure);
    const outcome = await submit(services, personOf(request), { draftId, cms, browser: browserOf(request, reply) });
    switch (outcome.kind) {
      case 'sent':
        return reply.redirect(`/applications/${outcome.applicationId}?sent`, 303);
      case 'waiting':
        return reply.redirect(signingPaths.view(draftId), 303);
      case 'expired':
        return reply.redirect(`${draftPaths.review(draftId)}?expired`, 303);
      case 'changed':
        return reply.redirect(`${draftPaths.review(draftId)}?changed`, 303);
      case 'refused':
        mustBeChecked(outcome.failed);
        return refused(words.applications.sign.refused(words.identity.refused[outcome.failed]));
      case 'missing':
        throw new Failure('notFound');
      default:
        return outcome satisfies never;
    }
  };
}

/** The pages of a draft that are the same wherever it is filled in: questions, review, text, throwing away. */
export function formRoutes(place: DraftPlace): Route<Access>[] {
  const { access, base, paths, services } = place;
  const getDiscard = async (request: FastifyRequest): Promise<Html> => discardView(request.page, await openPage(place, request));
  const postDiscard = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const { draft } = await place.open(request);
    await discardDraft(services, place.actorOf(request), draft.id);
    return reply.redirect(paths.discarded, 303);
  };
  const draft = `${base}/:id`;
  return [
    { method: 'GET', url: `${draft}/pages/:page`, access, handler: getPage(place) },
    { method: 'POST', url: `${draft}/pages/:page`, access, handler: postPage(place) },
    { method: 'GET', url: `${draft}/review`, access, handler: getReview(place) },
    { method: 'GET', url: `${draft}/request.txt`, access, handler: getText(place) },
    { method: 'GET', url: `${draft}/discard`, access, handler: getDiscard },
    { method: 'POST', url: `${draft}/discard`, access, handler: postDiscard },
  ];
}

/** From the first question to the signature. */
export function draftRoutes(services: ApplicationServices, eds: EdsWeb): Route<Access>[] {
  const place = portalPlace(services);
  const sign = '/applications/drafts/:id/sign';
  const getSign = (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => signPage(place, eds, { request, reply });
  const signLimit = { max: 30, seconds: 60 } as const;
  return [
    ...beginRoutes(services),
    ...formRoutes(place),
    { method: 'GET', url: sign, access: person, handler: getSign },
    { method: 'POST', url: sign, access: person, limit: signLimit, handler: postSign(place, eds) },
  ];
}
