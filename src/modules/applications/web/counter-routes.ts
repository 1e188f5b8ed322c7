import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Html } from '#kit/html';
import type { Route } from '#kit/http';
import { isId } from '#kit/ids';
import { bodyOf, mustBeChecked, officerOf, readCms } from '#identity';
import type { Access, EdsWeb } from '#identity';
import { Failure } from '#kit/failure';
import { parseIin } from '#subjects';
import { texts } from '#text';
import type { Texts } from '#text';
import type { FieldError, NavigationItem } from '#ui';
import { askAgain, beginAtCounter, openAtCounter, servicesAtCounter } from '../begin-at-counter.ts';
import type { CounterBeginning } from '../begin-at-counter.ts';
import { channelAt } from '../own.ts';
import { isReadyToSign } from '../rules/counter.ts';
import type { ApplicationServices } from '../services.ts';
import { findDraft, listCounterDrafts } from '../store.ts';
import { submitAtCounter } from '../submit-at-counter.ts';
import { counterAnswers } from './answer-place.ts';
import { answerRoutesAt } from './answer-routes.ts';
import { complaintAnswerRoutes } from './complaint-answer-routes.ts';
import { statementRoutes } from './statement-routes.ts';
import { idOf } from './draft-place.ts';
import type { DraftPlace } from './draft-place.ts';
import { formRoutes } from './draft-routes.ts';
import { signPage } from './sign-page.ts';
import { counterBeginView, counterDraftPaths, counterPaths, noDataView } from './pages/counter-begin.ts';
import type { TypedBeginning } from './pages/counter-begin.ts';
import { paperRoutes } from './paper-routes.ts';

/** Of the page on which requests are begun, or of those that were taken. */
type Navigation = (request: FastifyRequest, section: 'begin' | 'taken') => readonly NavigationItem[];
type Call = { readonly request: FastifyRequest; readonly reply: FastifyReply };

/** Drafts at the counter of whoever is signed in: officers' at the provider, operators' at a centre. */
function counterPlace(services: ApplicationServices, navigation: Navigation): DraftPlace {
  return {
    services,
    access: 'officer',
    base: counterPaths.drafts,
    paths: counterDraftPaths,
    actorOf: officerOf,
    open: (request) => openAtCounter(services, officerOf(request), idOf(request)),
    navigation: (request) => navigation(request, 'begin'),
  };
}

const nothingTyped: TypedBeginning = { service: '', iin: '', identityCard: '', representativeIin: '', power: '' };

/** What was entered for a draft, to be corrected: it is another draft where the consumer is another. */
async function typedBefore(services: ApplicationServices, request: FastifyRequest): Promise<TypedBeginning> {
  const { draft: id } = request.query as Record<string, unknown>;
  const draft =
    typeof id === 'string' && isId(id) ? await findDraft(services.db, { id, officerId: officerOf(request).id }) : undefined;
  if (draft?.counter === undefined) return nothingTyped;
  const { consumerIin: iin, identityCard = '', representative } = draft.counter;
  return {
    service: draft.service,
    iin,
    identityCard,
    representativeIin: representative?.iin ?? '',
    power: representative?.number ?? '',
  };
}

type BeginPage = { readonly typed: TypedBeginning; readonly errors: readonly FieldError[] };

async function beginPage(place: DraftPlace, request: FastifyRequest, { typed, errors }: BeginPage): Promise<Html> {
  const { services } = place;
  const officer = officerOf(request);
  const channel = channelAt(officer);
  const drafts = (await listCounterDrafts(services.db, officer.id)).map((draft) => ({
    draft,
    regulation: services.regulations.version(draft.service, draft.regulationVersion),
  }));
  const navigation = place.navigation?.(request) ?? [];
  const offered = await servicesAtCounter(services, officer);
  return counterBeginView(request.page, { channel, services: offered, typed, errors, drafts, navigation });
}

type Faults = Texts['counter']['begin']['faults'];
type ReadRepresentative = { readonly representative: CounterBeginning['representative']; readonly errors: FieldError[] };

/** Both of the representative's fields, or neither. */
function readRepresentative({ representativeIin, power, iin: consumer }: TypedBeginning, words: Faults): ReadRepresentative {
  if (representativeIin === '' && power === '') return { representative: undefined, errors: [] };
  const iin = parseIin(representativeIin);
  const errors: FieldError[] = [];
  if (iin === undefined) errors.push({ field: 'representativeIin', message: words.representativeIin });
  else if (iin === parseIin(consumer)) errors.push({ field: 'representativeIin', message: words.same });
  if (power === '') errors.push({ field: 'power', message: words.power });
  return { representative: iin && { iin, number: power }, errors };
}

function readBeginning(typed: TypedBeginning, words: Faults): { beginning?: CounterBeginning; errors: FieldError[] } {
  const { service } = typed;
  const consumerIin = parseIin(typed.iin);
  const identityCard = typed.identityCard.replaceAll(/\s/g, '');
  const { representative, errors: others } = readRepresentative(typed, words);
  const isInPerson = typed.representativeIin === '' && typed.power === '';
  const errors: FieldError[] = [];
  if (service === '') errors.push({ field: 'service', message: words.service });
  if (consumerIin === undefined) errors.push({ field: 'iin', message: words.iin });
  if (isInPerson && !/^\d{9}$/.test(identityCard)) errors.push({ field: 'identityCard', message: words.identityCard });
  errors.push(...others);
  if (errors.length > 0 || consumerIin === undefined) return { errors };
  return { errors, beginning: { service, consumerIin, representative, identityCard: isInPerson ? identityCard : undefined } };
}

function postBegin(place: DraftPlace) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const officer = officerOf(request);
    const channel = channelAt(officer);
    const body = bodyOf(request.body);
    const text = (name: string): string => (body[name] ?? '').trim().slice(0, 40);
    // Only a centre takes requests from representatives.
    const represented = channel === 'centre' ? { representativeIin: text('representativeIin'), power: text('power') } : {};
    const typed = {
      ...nothingTyped,
      service: text('service'),
      iin: text('iin'),
      identityCard: text('identityCard'),
      ...represented,
    };
    const { beginning, errors } = readBeginning(typed, texts(request.page.locale).counter.begin.faults);
    if (beginning === undefined) return beginPage(place, request, { typed, errors });
    const id = await beginAtCounter(place.services, officer, beginning);
    return reply.redirect(`${counterPaths.drafts}/${id}`, 303);
  };
}

/** Where a draft goes on: with the first page that is not filled in, or with why it cannot. */
function getDraft(place: DraftPlace) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const { draft, regulation, counter } = await openAtCounter(place.services, officerOf(request), idOf(request));
    if (!isReadyToSign(regulation, counter)) {
      return noDataView(request.page, { draft, counter, regulation, navigation: place.navigation?.(request) ?? [] });
    }
    const next = regulation.form.pages.find(({ id }) => !draft.donePages.includes(id));
    const { paths } = place;
    return reply.redirect(next === undefined ? paths.review(draft.id) : paths.page(draft.id, next.id), 303);
  };
}

function postAsk({ services }: DraftPlace) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const id = idOf(request);
    await askAgain(services, officerOf(request), id);
    return reply.redirect(`${counterPaths.drafts}/${id}`, 303);
  };
}

function postSign(place: DraftPlace, eds: EdsWeb) {
  const { services, paths } = place;
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const words = texts(request.page.locale);
    const draftId = idOf(request);
    const refused = (error: string): Promise<unknown> => signPage(place, eds, { request, reply, error });
    const cms = readCms(bodyOf(request.body));
    if (cms === undefined) return refused(words.identity.refused.structure);
    const outcome = await submitAtCounter(services, officerOf(request), { draftId, cms });
    switch (outcome.kind) {
      case 'sent':
        return reply.redirect(`${counterPaths.application(outcome.applicationId)}?sent`, 303);
      case 'changed':
        return reply.redirect(`${paths.review(draftId)}?changed`, 303);
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

/** Taking a request at a counter, from the consumer's number to the officer's signature (PRO-3, PRO-4, WRK-3), and what is brought there later (APP-9). */
export function counterRoutes(services: ApplicationServices, eds: EdsWeb, navigation: Navigation): Route<Access>[] {
  const place = counterPlace(services, navigation);
  const taken = (request: FastifyRequest) => navigation(request, 'taken');
  const access = 'officer' as const;
  const draft = `${counterPaths.drafts}/:id`;
  const getBegin = async (request: FastifyRequest): Promise<Html> =>
    beginPage(place, request, { typed: await typedBefore(services, request), errors: [] });
  const getSign = (...[request, reply]: [Call['request'], Call['reply']]) => signPage(place, eds, { request, reply });
  // One person's registries' data at a time: nobody leafs through the district (SEC-11).
  const lookUps = { max: 60, seconds: 60 } as const;
  return [
    { method: 'GET', url: counterPaths.begin, access, handler: getBegin },
    { method: 'POST', url: counterPaths.drafts, access, limit: lookUps, handler: postBegin(place) },
    { method: 'GET', url: draft, access, handler: getDraft(place) },
    { method: 'POST', url: `${draft}/ask`, access, limit: lookUps, handler: postAsk(place) },
    ...formRoutes(place),
    ...paperRoutes(place),
    { method: 'GET', url: `${draft}/sign`, access, handler: getSign },
    { method: 'POST', url: `${draft}/sign`, access, limit: { max: 30, seconds: 60 }, handler: postSign(place, eds) },
    ...answerRoutesAt(counterAnswers(services, eds, taken)),
    ...statementRoutes({ services, eds, navigation: taken }),
    ...complaintAnswerRoutes(services, taken),
  ];
}
