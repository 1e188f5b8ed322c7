import type { FastifyReply, FastifyRequest } from 'fastify';
import { counterPaths, counterQueues, giveResult, listAtCounter, openTracked, recordReading } from '#applications';
import type { ApplicationServices, CounterCard } from '#applications';
import { bodyOf, findBody, findOfficer, officerOf } from '#identity';
import type { Access, OfficerActor } from '#identity';
import { inTransaction } from '#kit/db';
import { Failure } from '#kit/failure';
import type { Html } from '#kit/html';
import type { Route } from '#kit/http';
import { isId } from '#kit/ids';
import { streamChanges } from '#kit/live';
import type { Signals } from '#kit/signals';
import { formatShortName } from '#subjects';
import { texts } from '#text';
import type { FieldError } from '#ui';
import { doneAtCounter } from './pages/coming-back.ts';
import { workplaceNavigation } from './pages/navigation.ts';
import { receiptView } from './pages/receipt.ts';
import { trackedCardView, trackingView } from './pages/tracking.ts';
import type { TrackedCardProps, TrackingPlace } from './pages/tracking.ts';
import { paths, placeOf } from './place.ts';

/** Rows of a page. */
const pageSize = 25;
/** A number or an IIN with its spaces. */
const mostWords = 40;

interface Call {
  readonly officer: OfficerActor;
  readonly id: string;
}

function callOf(request: FastifyRequest): Call {
  const { id = '' } = request.params as Record<string, string>;
  if (!isId(id)) throw new Failure('notFound');
  return { id, officer: officerOf(request) };
}

async function listPage(services: ApplicationServices, request: FastifyRequest, place: TrackingPlace): Promise<Html> {
  const officer = officerOf(request);
  const search = { ...place, limit: pageSize, offset: (place.page - 1) * pageSize };
  const { applications, total } = await listAtCounter(services, officer, search);
  const listed = applications.map((application) => ({
    application,
    regulation: services.regulations.version(application.service, application.regulationVersion),
  }));
  const pages = Math.max(1, Math.ceil(total / pageSize));
  return trackingView(request.page, {
    place,
    listed,
    total,
    pages,
    navigation: workplaceNavigation(request.page, 'taken'),
  });
}

function getList(services: ApplicationServices) {
  return (request: FastifyRequest): Promise<Html> => {
    const { queue, page } = request.query as Record<string, unknown>;
    return listPage(services, request, {
      queue: counterQueues.find((one) => one === queue) ?? 'waiting',
      words: '',
      page: Math.min(10_000, Math.max(1, Math.floor(Number(page)) || 1)),
    });
  };
}

/** One answer to whole words is opened: a scanner types the number and presses Enter, and the application is there. */
function postSearch(services: ApplicationServices) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const words = (bodyOf(request.body)['q'] ?? '').trim().slice(0, mostWords);
    const officer = officerOf(request);
    const { applications, total } = await listAtCounter(services, officer, { queue: 'all', words, limit: 1, offset: 0 });
    const [only] = applications;
    if (words !== '' && total === 1 && only !== undefined) return reply.redirect(counterPaths.application(only.id), 303);
    return listPage(services, request, { queue: 'all', words, page: 1 });
  };
}

async function nameOf({ db }: ApplicationServices, id: string | undefined): Promise<string | undefined> {
  const officer = id === undefined ? undefined : await findOfficer(db, { id });
  return officer && formatShortName(officer.name);
}

type Told = Pick<TrackedCardProps, 'errors' | 'message'>;

async function cardPage(services: ApplicationServices, request: FastifyRequest, told: Told): Promise<Html> {
  const { officer, id } = callOf(request);
  const card = await openTracked(services, officer, id);
  const { application } = card;
  const body = await findBody(services.db, application.bodyId);
  if (body === undefined) throw new Error('An application without its body');
  const { someone } = texts(request.page.locale).counter.card;
  const isOwn = application.bodyId === officer.bodyId && officer.roles.includes('specialist');
  return trackedCardView(request.page, {
    ...card,
    ...told,
    regulation: services.regulations.version(application.service, application.regulationVersion),
    body,
    takenBy: (await nameOf(services, application.counterOfficerId)) ?? someone,
    givenBy: (await nameOf(services, application.given?.officerId)) ?? someone,
    fresh: (request.query as Record<string, unknown>)['sent'] !== undefined && application.decidedAt === undefined,
    desk: isOwn ? paths.desk(id, placeOf({}, officer)) : undefined,
    navigation: workplaceNavigation(request.page, 'taken'),
  });
}

function postGive(services: ApplicationServices) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const { officer, id } = callOf(request);
    const words = texts(request.page.locale).counter.card;
    const { recipient } = bodyOf(request.body);
    if (recipient !== 'consumer' && recipient !== 'representative') {
      const errors: FieldError[] = [{ field: 'recipient', message: words.result.chooseFault }];
      return cardPage(services, request, { errors, message: undefined });
    }
    const outcome = await giveResult(services, officer, { id, recipient });
    if (outcome === 'given') return reply.redirect(counterPaths.application(id), 303);
    const text = outcome === 'before' ? words.givenBefore : words.undecided;
    return cardPage(services, request, { errors: [], message: { tone: 'warning', text } });
  };
}

/** A card that still shows its person. @throws Failure `notFound` when the counter has nothing to do for them any more */
async function openWithPerson(services: ApplicationServices, request: FastifyRequest) {
  const { officer, id } = callOf(request);
  const { application, entry }: CounterCard = await openTracked(services, officer, id);
  const { consumer } = application;
  if (consumer === undefined || entry === undefined) throw new Failure('notFound');
  return { application, entry, consumer };
}

function getReceipt(services: ApplicationServices) {
  return async (request: FastifyRequest): Promise<Html> => {
    const { application, entry, consumer } = await openWithPerson(services, request);
    const provider = await findBody(services.db, application.bodyId);
    const { number } = application;
    if (number === undefined || provider === undefined) throw new Failure('notFound');
    const regulation = services.regulations.version(application.service, application.regulationVersion);
    const takenBy = (await nameOf(services, application.counterOfficerId)) ?? entry.filledBy.name;
    return receiptView(request.page, { application, consumer, number, entry, regulation, provider, takenBy });
  };
}

function getResult(services: ApplicationServices) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const { application, consumer } = await openWithPerson(services, request);
    const { documentId } = application;
    const document = documentId === undefined ? undefined : await services.documents.find(services.db, documentId);
    if (document === undefined || document.status === 'prepared') throw new Failure('notFound');
    const read = {
      application: { ...application, consumerIin: consumer.iin },
      kind: 'document',
      at: services.clock.now(),
    } as const;
    await inTransaction(services.db, (tx) => recordReading(tx, officerOf(request), read));
    reply.type('application/pdf').header('content-disposition', `inline; filename="${document.number}.pdf"`);
    return reply.header('cache-control', 'private, no-store').send(await services.documents.pdf(document));
  };
}

/** What a counter has taken, until the result is handed over (PRO-4 step 9, WRK-3). */
export function trackingRoutes(services: ApplicationServices, signals: Signals): Route<Access>[] {
  const access = 'officer' as const;
  const one = `${counterPaths.taken}/:id`;
  const getCard = (request: FastifyRequest): Promise<Html> => {
    const { done } = request.query as Record<string, unknown>;
    return cardPage(services, request, { errors: [], message: doneAtCounter(done, request.page.locale) });
  };
  const getLive = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const { officer, id } = callOf(request);
    await openTracked(services, officer, id);
    return streamChanges(signals, `application:${id}`, { request, reply });
  };
  return [
    { method: 'GET', url: counterPaths.taken, access, handler: getList(services) },
    { method: 'POST', url: `${counterPaths.taken}/search`, access, handler: postSearch(services) },
    { method: 'GET', url: one, access, handler: getCard },
    { method: 'GET', url: `${one}/live`, access, handler: getLive },
    { method: 'GET', url: `${one}/receipt`, access, handler: getReceipt(services) },
    { method: 'GET', url: `${one}/result.pdf`, access, handler: getResult(services) },
    { method: 'POST', url: `${one}/give`, access, handler: postGive(services) },
  ];
}
