import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Failure } from '#kit/failure';
import { isId } from '#kit/ids';
import type { Html } from '#kit/html';
import { parse } from '#kit/http';
import type { Route } from '#kit/http';
import { bodyOf, browserOf, personOf, readCms } from '#identity';
import type { Access, EdsWeb } from '#identity';
import { countOf, faultText, readableRequest, readableText } from '#regulations';
import type { Fault, FormPage } from '#regulations';
import { texts } from '#text';
import { signingIslands } from '#ui';
import type { FieldError } from '#ui';
import { beginDraft, discardDraft, fillPage, listOf, openDraft, pageAfter, pageOf } from '../draft.ts';
import type { ListStep, OpenDraft } from '../draft.ts';
import { prepareRequest } from '../prepare-request.ts';
import type { Prepared } from '../prepare-request.ts';
import type { ApplicationServices } from '../services.ts';
import { findDraftOfService } from '../store.ts';
import type { Draft } from '../store.ts';
import { submit } from '../submit.ts';
import { beginView, discardView } from './pages/begin.ts';
import { draftPaths, formPageView, reviewView, signView } from './pages/draft.ts';
import { firstFieldOf, listStepOf } from './pages/list-question.ts';
import { inputName, rawAnswers } from './pages/question.ts';

const person = 'person' as const;

/** @throws Failure `notFound` for what cannot be an id */
export function idOf(request: FastifyRequest, name = 'id'): string {
  const id = (request.params as Record<string, string>)[name] ?? '';
  if (!isId(id)) throw new Failure('notFound');
  return id;
}

function queryOf(request: FastifyRequest): Record<string, unknown> {
  return request.query as Record<string, unknown>;
}

function errorsOf(faults: readonly Fault[], request: FastifyRequest): FieldError[] {
  return faults.map((fault) => ({ field: inputName(fault.field), message: faultText(fault, request.page.locale) }));
}

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

function pageView(request: FastifyRequest, open: OpenDraft, errors: readonly FieldError[]): Html {
  const page = pageOf(open.regulation, String((request.params as Record<string, string>)['page']));
  return formPageView(request.page, { ...open, page, errors, returnToReview: queryOf(request)['return'] === 'review' });
}

function getPage(services: ApplicationServices) {
  return async (request: FastifyRequest): Promise<Html> =>
    pageView(request, await openDraft(services, personOf(request), idOf(request)), []);
}

function postPage(services: ApplicationServices) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const actor = personOf(request);
    const draftId = idOf(request);
    const { regulation } = await openDraft(services, actor, draftId);
    const page = pageOf(regulation, String((request.params as Record<string, string>)['page']));
    const body = bodyOf(request.body);
    const step = listStepOf(body);
    const faults = await fillPage(services, actor, { draftId, page: page.id, raw: rawAnswers(page.questions, body), step });
    const open = await openDraft(services, actor, draftId);
    if (step !== undefined) return reply.redirect(afterListStep(request, { draft: open.draft, page, step }), 303);
    if (faults.length > 0) return pageView(request, open, errorsOf(faults, request));
    if (queryOf(request)['return'] === 'review') return reply.redirect(draftPaths.review(draftId), 303);
    const next = pageAfter(open, page);
    if (next !== undefined) return reply.redirect(draftPaths.page(draftId, next.id), 303);
    const wantsFiles = regulation.passport.requiredDocuments.length > 0;
    return reply.redirect(wantsFiles ? draftPaths.files(draftId) : draftPaths.review(draftId), 303);
  };
}

/** The same page, at what was added, or at the list of which something was removed. */
function afterListStep(request: FastifyRequest, to: { draft: Draft; page: FormPage; step: ListStep }): string {
  const { draft, page, step } = to;
  const list = listOf(page, step.list);
  const query = queryOf(request)['return'] === 'review' ? '?return=review' : '';
  const place = step.kind === 'add' ? countOf(list, draft.answers) - 1 : Math.max(0, step.place - 1);
  return `${draftPaths.page(draft.id, page.id)}${query}#${firstFieldOf(list, place)}`;
}

type Ready = Extract<Prepared, { kind: 'ready' }> & { readonly open: OpenDraft };

/** The prepared request, or a redirect to what is still to be done. Registries are asked before: what they say anew has to be reviewed. */
async function readyOr(
  services: ApplicationServices,
  call: { request: FastifyRequest; reply: FastifyReply },
): Promise<Ready | FastifyReply> {
  const { request, reply } = call;
  const draftId = idOf(request);
  const open = await openDraft(services, personOf(request), draftId);
  const prepared = await prepareRequest(services, personOf(request), { draftId, locale: request.page.locale });
  if (prepared.kind === 'faults') return reply.redirect(draftPaths.page(draftId, prepared.page), 303);
  if (prepared.kind === 'missingDocuments') return reply.redirect(`${draftPaths.files(draftId)}?missing=yes`, 303);
  return { ...prepared, open };
}

function isReady(prepared: Ready | FastifyReply): prepared is Ready {
  return 'kind' in prepared && prepared.kind === 'ready';
}

function getReview(services: ApplicationServices) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const prepared = await readyOr(services, { request, reply });
    if (!isReady(prepared)) return prepared;
    const readable = readableRequest(prepared.regulation, prepared.contents, request.page.locale);
    return reviewView(request.page, {
      ...prepared.open,
      readable,
      errors: [],
      changed: queryOf(request)['changed'] !== undefined,
    });
  };
}

function getText(services: ApplicationServices) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const prepared = await readyOr(services, { request, reply });
    if (!isReady(prepared)) return prepared;
    reply.type('text/plain; charset=utf-8').header('content-disposition', 'attachment; filename="request.txt"');
    return textOf(prepared);
  };
}

function textOf({ regulation, contents }: Ready): string {
  return readableText(readableRequest(regulation, contents, contents.locale), contents.locale);
}

async function signPage(
  services: ApplicationServices,
  eds: EdsWeb,
  call: { request: FastifyRequest; reply: FastifyReply; error?: string },
): Promise<unknown> {
  const { request } = call;
  const prepared = await readyOr(services, call);
  if (!isReady(prepared)) return prepared;
  const { draft } = prepared.open;
  const action = draftPaths.sign(draft.id);
  const panel = eds.panel(request.page, {
    content: prepared.bytes,
    purpose: 'signing',
    action,
    hidden: {},
    iin: personOf(request).iin,
  });
  return signView(request.page, { draft, panel, error: call.error, islands: signingIslands, request: textOf(prepared) });
}

function postSign(services: ApplicationServices, eds: EdsWeb) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const words = texts(request.page.locale);
    const refused = (error: string): Promise<unknown> => signPage(services, eds, { request, reply, error });
    const cms = readCms(bodyOf(request.body));
    const draftId = idOf(request);
    if (cms === undefined) return refused(words.identity.refused.structure);
    const outcome = await submit(services, personOf(request), { draftId, cms, browser: browserOf(request, reply) });
    switch (outcome.kind) {
      case 'sent':
        return reply.redirect(`/applications/${outcome.applicationId}?sent`, 303);
      case 'changed':
        return reply.redirect(`${draftPaths.review(draftId)}?changed`, 303);
      case 'refused':
        return refused(words.applications.sign.refused(words.identity.refused[outcome.failed]));
      case 'missing':
        throw new Failure('notFound');
      default:
        return outcome satisfies never;
    }
  };
}

/** From the first question to the signature. */
export function draftRoutes(services: ApplicationServices, eds: EdsWeb): Route<Access>[] {
  const getDiscard = async (request: FastifyRequest): Promise<Html> =>
    discardView(request.page, (await openDraft(services, personOf(request), idOf(request))).draft);
  const postDiscard = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    await discardDraft(services, personOf(request), idOf(request));
    return reply.redirect('/applications', 303);
  };
  const draft = '/applications/drafts/:id';
  const getSign = (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => signPage(services, eds, { request, reply });
  const signLimit = { max: 30, seconds: 60 } as const;
  return [
    { method: 'GET', url: '/applications/new', access: person, handler: getBegin(services) },
    { method: 'POST', url: '/applications/drafts', access: person, handler: postBegin(services) },
    { method: 'GET', url: `${draft}/pages/:page`, access: person, handler: getPage(services) },
    { method: 'POST', url: `${draft}/pages/:page`, access: person, handler: postPage(services) },
    { method: 'GET', url: `${draft}/review`, access: person, handler: getReview(services) },
    { method: 'GET', url: `${draft}/request.txt`, access: person, handler: getText(services) },
    { method: 'GET', url: `${draft}/sign`, access: person, handler: getSign },
    { method: 'POST', url: `${draft}/sign`, access: person, limit: signLimit, handler: postSign(services, eds) },
    { method: 'GET', url: `${draft}/discard`, access: person, handler: getDiscard },
    { method: 'POST', url: `${draft}/discard`, access: person, handler: postDiscard },
  ];
}
