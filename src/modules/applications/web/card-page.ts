import type { FastifyRequest } from 'fastify';
import type { Html } from '#kit/html';
import { findBody } from '#identity';
import { readableRequest } from '#regulations';
import type { ApplicationServices } from '../services.ts';
import { findComplaint, isSurveyAnswered, listEnquiries, listHistory } from '../store.ts';
import type { Application } from '../store.ts';
import { partiesOfRequest } from '../view-signing.ts';
import { documentOf, own, requestOf } from './card-parts.ts';
import { cardView } from './pages/card.ts';
import { parseCardDone } from './pages/card-after.ts';
import type { CardAfter, EnteredAfter } from './pages/card-after.ts';

/** What happened to it beside its process; the answer that is being put together is on a page of its own. */
async function afterOf({ db, files }: ApplicationServices, { id }: Application): Promise<CardAfter> {
  const [enquiries, complaint, surveyed] = await Promise.all([
    listEnquiries(db, id),
    findComplaint(db, id),
    isSurveyAnswered(db, id),
  ]);
  const held = enquiries.map(async (enquiry) => ({ enquiry, files: await files.listHeld(db, enquiry.id) }));
  return { enquiries: await Promise.all(held), complaint, surveyed };
}

/** The card, and on it what was just done or has to be corrected. */
export async function cardPage(
  services: ApplicationServices,
  request: FastifyRequest,
  shown: { entered?: EnteredAfter } = {},
): Promise<Html> {
  const application = await own(services, request);
  const { db, calendar } = services;
  const regulation = services.regulations.version(application.service, application.regulationVersion);
  const [signed, body, files, history, document, after] = await Promise.all([
    requestOf(services, application),
    findBody(db, application.bodyId),
    services.files.listHeld(db, application.id),
    listHistory(db, application.id),
    documentOf(services, application),
    afterOf(services, application),
  ]);
  if (body === undefined) throw new Error('An application without its body');
  const readable = readableRequest(regulation, signed.contents, request.page.locale);
  const { sent, done } = request.query as Record<string, unknown>;
  const parties = await partiesOfRequest(db, signed);
  const told = { fresh: sent !== undefined, done: parseCardDone(done), entered: shown.entered };
  const about = { application, parties, regulation, body, readable, files, history, document, after, calendar };
  return cardView(request.page, { ...about, ...told });
}
