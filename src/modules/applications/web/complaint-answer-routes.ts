import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Route } from '#kit/http';
import { bodyOf, officerOf } from '#identity';
import type { Access } from '#identity';
import { texts } from '#text';
import type { NavigationItem } from '#ui';
import { findAnsweredComplaint, readComplaintAnswer } from '../read-complaint-answer.ts';
import type { ApplicationServices } from '../services.ts';
import { idOf } from './draft-place.ts';
import { complaintAnswerView } from './pages/complaint-answer.ts';
import { counterPaths } from './pages/counter-begin.ts';
import { visitorFieldName } from './pages/visitor.ts';
import { readVisitor } from './visitor.ts';

/** The head's answer to a complaint, for a consumer without an account: shown once they were recognised by their card (APP-9). */
export function complaintAnswerRoutes(
  services: ApplicationServices,
  navigation: (request: FastifyRequest) => readonly NavigationItem[],
): Route<Access>[] {
  const toCard = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
    reply.redirect(counterPaths.application(idOf(request)), 303);
  const ask = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const application = await findAnsweredComplaint(services, officerOf(request), idOf(request));
    if (application === undefined) return toCard(request, reply);
    return complaintAnswerView(request.page, { application, errors: [], navigation: navigation(request) });
  };
  const show = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const officer = officerOf(request);
    const { locale } = request.page;
    const application = await findAnsweredComplaint(services, officer, idOf(request));
    if (application === undefined) return toCard(request, reply);
    const { id } = application;
    const { [visitorFieldName]: typedIin = '' } = bodyOf(request.body);
    const { visitor, error } = await readVisitor(services, officer, { id, typed: typedIin, locale });
    const shown = { application, navigation: navigation(request) };
    if (visitor !== undefined) {
      const answer = await readComplaintAnswer(services, officer, id);
      return complaintAnswerView(request.page, { ...shown, errors: [], answer });
    }
    reply.code(422);
    const empty = { field: visitorFieldName, message: texts(locale).statements.visitor.faults.empty };
    return complaintAnswerView(request.page, { ...shown, errors: [error ?? empty], typedIin });
  };
  const url = counterPaths.complaintAnswer(':id');
  const access = 'officer' as const;
  return [
    { method: 'GET', url, access, handler: ask },
    { method: 'POST', url, access, limit: { max: 30, seconds: 60 }, handler: show },
  ];
}
