import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Route } from '#kit/http';
import { bodyOf as fieldsOf, personOf } from '#identity';
import type { Access } from '#identity';
import { texts } from '#text';
import { answerSurvey, readSurvey } from '../answer-survey.ts';
import { complain } from '../complain.ts';
import { findOwnApplication } from '../own.ts';
import type { ApplicationServices } from '../services.ts';
import { canWithdraw, withdraw } from '../withdraw.ts';
import { cardPage } from './card-page.ts';
import { idOf } from './draft-place.ts';
import { longestComplaint } from './pages/card-after.ts';
import type { EnteredAfter } from './pages/card-after.ts';
import { withdrawView } from './pages/withdraw.ts';

interface Call {
  readonly services: ApplicationServices;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

async function getWithdraw({ services, request, reply }: Call): Promise<unknown> {
  const application = await findOwnApplication(services.db, personOf(request), idOf(request));
  return canWithdraw(application)
    ? withdrawView(request.page, application)
    : reply.redirect(`/applications/${application.id}`, 303);
}

async function postWithdraw({ services, request, reply }: Call): Promise<unknown> {
  const id = idOf(request);
  return reply.redirect(`/applications/${id}?done=${await withdraw(services, personOf(request), id)}`, 303);
}

/** The card once more, with what was entered and what is wrong with it. */
async function again({ services, request, reply }: Call, entered: EnteredAfter): Promise<unknown> {
  const view = await cardPage(services, request, { entered });
  reply.code(422);
  return view;
}

async function postComplaint(call: Call): Promise<unknown> {
  const { services, request, reply } = call;
  const id = idOf(request);
  const words = texts(request.page.locale).handling.complaint;
  const text = (fieldsOf(request.body)['complaint'] ?? '').trim();
  const message = text === '' ? words.empty : text.length > longestComplaint ? words.tooLong(longestComplaint) : undefined;
  if (message !== undefined) return again(call, { errors: [{ field: 'complaint', message }], complaint: text });
  const outcome = await complain(services, personOf(request), { id, text });
  return reply.redirect(`/applications/${id}${outcome === 'notRefused' ? '' : '?done=complained'}`, 303);
}

async function postSurvey(call: Call): Promise<unknown> {
  const { services, request, reply } = call;
  const person = personOf(request);
  const application = await findOwnApplication(services.db, person, idOf(request));
  const regulation = services.regulations.version(application.service, application.regulationVersion);
  const raw = fieldsOf(request.body);
  const answers = readSurvey(regulation, raw);
  const { id } = application;
  if (answers === undefined) {
    const message = texts(request.page.locale).surveys.missing;
    const missing = regulation.survey.questions.filter((question) => raw[question.id] === undefined);
    return again(call, { errors: missing.map((question) => ({ field: question.id, message })), survey: raw });
  }
  const outcome = await answerSurvey(services, person, { id, answers });
  return reply.redirect(`/applications/${id}${outcome === 'early' ? '' : '?done=surveyed'}`, 303);
}

/** What a person does with a sent application: withdraws it, complains, rates the service (APP-9, APP-10). */
export function afterRoutes(services: ApplicationServices): Route<Access>[] {
  const route = (method: 'GET' | 'POST', path: string, handle: (call: Call) => Promise<unknown>): Route<Access> => ({
    method,
    url: `/applications/:id/${path}`,
    access: 'person',
    handler: (request, reply) => handle({ services, request, reply }),
  });
  return [
    route('GET', 'withdraw', getWithdraw),
    route('POST', 'withdraw', postWithdraw),
    route('POST', 'complaint', postComplaint),
    route('POST', 'survey', postSurvey),
  ];
}
