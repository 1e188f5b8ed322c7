import type { FastifyReply, FastifyRequest } from 'fastify';
import { Failure } from '#kit/failure';
import type { Route } from '#kit/http';
import { bodyOf as fieldsOf, findBody, mustBeChecked, readCms } from '#identity';
import type { Access, EdsWeb } from '#identity';
import { texts } from '#text';
import type { FieldError } from '#ui';
import { attachToAnswer, detachFromAnswer, openAnswer, prepareAnswer, sendAnswer, writeAnswer } from '../answer-enquiry.ts';
import type { OpenAnswer } from '../answer-enquiry.ts';
import type { FileRefusal } from '../attach-file.ts';
import type { ApplicationServices } from '../services.ts';
import type { AnsweredAtCounter } from '../store.ts';
import { portalAnswers } from './answer-place.ts';
import type { AnswerPlace } from './answer-place.ts';
import { answerSignView, answerView, longestAnswer, originalField } from './pages/answer.ts';
import type { AnswerProps } from './pages/answer.ts';
import { formatNames } from './pages/attachments.ts';
import { visitorFieldName } from './pages/visitor.ts';
import { idOf } from './draft-place.ts';
import { sendFile } from './file-routes.ts';
import { readVisitor } from './visitor.ts';

interface Answering {
  readonly place: AnswerPlace;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Opens the answer; where nothing is asked any more the card says how the application stands. */
async function openOr({ place, request, reply }: Answering): Promise<OpenAnswer | FastifyReply> {
  const id = idOf(request);
  return (await openAnswer(place.services, place.actorOf(request), id)) ?? reply.redirect(place.paths.card(id), 303);
}

function isOpen(answer: OpenAnswer | FastifyReply): answer is OpenAnswer {
  return 'enquiry' in answer;
}

async function page(answering: Answering, shown: Partial<AnswerProps> = {}): Promise<unknown> {
  const { place, request } = answering;
  const { services, paths } = place;
  const open = await openOr(answering);
  if (!isOpen(open)) return open;
  const body = await findBody(services.db, open.application.bodyId);
  if (body === undefined) throw new Error('An application without its body');
  const { saved, changed } = request.query as Record<string, unknown>;
  const told = { saved: saved !== undefined, changed: changed !== undefined, errors: [] };
  const at = { paths, navigation: place.navigation(request) };
  return answerView(request.page, { open, body, limit: services.files.sizeLimit, ...at, ...told, ...shown });
}

/** What keeps an answer from being signed, beside its fields. */
function lacking({ request }: Answering, open: OpenAnswer): FieldError[] {
  const { locale } = request.page;
  const { handling, statements } = texts(locale);
  const words =
    open.filledBy === undefined ? handling.answer.faults : { ...statements.answer, empty: statements.answer.textEmpty };
  const prepared = prepareAnswer(open);
  switch (prepared.kind) {
    case 'ready':
      return [];
    case 'empty':
      return [{ field: 'answer', message: words.empty }];
    case 'noVisitor':
      return [{ field: visitorFieldName, message: statements.visitor.faults.empty }];
    case 'missing':
      return open.wanted
        .filter(({ id }) => prepared.documents.includes(id))
        .map(({ id, title }) => ({ field: `file-${id}`, message: words.missing(title[locale]) }));
    default:
      return prepared satisfies never;
  }
}

type Read = { readonly counter?: AnsweredAtCounter; readonly error?: FieldError };

/** Who stands at the counter and what they showed; nothing at the portal. */
async function readCounter({ place, request }: Answering, open: OpenAnswer): Promise<Read> {
  const actor = place.actorOf(request);
  if (actor.kind === 'person') return {};
  const fields = fieldsOf(request.body);
  const { [visitorFieldName]: typed = '' } = fields;
  const { id } = open.application;
  const { visitor, error } = await readVisitor(place.services, actor, { id, typed, locale: request.page.locale });
  const originals = open.wanted.map((document) => document.id).filter((document) => originalField(document) in fields);
  const counter = { visitor: visitor ?? open.enquiry.counter?.visitor, originals };
  return { counter, ...(error && { error }) };
}

async function postAnswer(answering: Answering): Promise<unknown> {
  const { place, request, reply } = answering;
  const id = idOf(request);
  const { answer = '', go, [visitorFieldName]: typedIin } = fieldsOf(request.body);
  const text = answer.trim();
  if (text.length > longestAnswer) {
    const message = texts(request.page.locale).handling.answer.faults.tooLong(longestAnswer);
    return page(answering, { errors: [{ field: 'answer', message }], typed: text, typedIin });
  }
  const before = await openOr(answering);
  if (!isOpen(before)) return before;
  const { counter, error } = await readCounter(answering, before);
  await writeAnswer(place.services, place.actorOf(request), { id, answer: text, counter });
  if (error !== undefined) return page(answering, { errors: [error], typedIin });
  if (go !== 'sign') return reply.redirect(`${place.paths.page(id)}?saved`, 303);
  const open = await openOr(answering);
  if (!isOpen(open)) return open;
  const errors = lacking(answering, open);
  return errors.length > 0 ? page(answering, { errors }) : reply.redirect(place.paths.sign(id), 303);
}

function refusedFile({ request }: Answering, open: OpenAnswer, refusal: FileRefusal | 'notChosen'): FieldError[] {
  const { applications, documents } = texts(request.page.locale);
  const id = (request.params as Record<string, string>)['document'] ?? '';
  const document = open.wanted.find((one) => one.id === id);
  if (document === undefined) return [];
  const message = (): string => {
    if (refusal === 'notChosen') return documents.files.notChosen;
    if (refusal === 'notAccepted' || refusal === 'unknownType') return applications.files.notAccepted(formatNames(document));
    return documents.files.refusals[refusal];
  };
  return [{ field: `file-${id}`, message: message() }];
}

async function postFile(answering: Answering): Promise<unknown> {
  const { place, request, reply } = answering;
  const id = idOf(request);
  const open = await openOr(answering);
  if (!isOpen(open)) return open;
  const refuse = (refusal: FileRefusal | 'notChosen') => page(answering, { errors: refusedFile(answering, open, refusal) });
  if (!request.isMultipart()) throw new Failure('unsupportedType');
  const part = await request.file();
  if (part === undefined || part.filename === '') return refuse('notChosen');
  const bytes = await part.toBuffer().catch(() => undefined);
  if (bytes === undefined) return refuse('tooLarge');
  const { document = '' } = request.params as Record<string, string>;
  const refusal = await attachToAnswer(place.services, place.actorOf(request), { id, document, name: part.filename, bytes });
  return refusal === undefined ? reply.redirect(place.paths.page(id), 303) : refuse(refusal);
}

async function postRemove({ place, request, reply }: Answering): Promise<unknown> {
  const id = idOf(request);
  await detachFromAnswer(place.services, place.actorOf(request), { id, file: idOf(request, 'file') });
  return reply.redirect(place.paths.page(id), 303);
}

async function signPage(answering: Answering, error?: string): Promise<unknown> {
  const { place, request, reply } = answering;
  const open = await openOr(answering);
  if (!isOpen(open)) return open;
  const prepared = prepareAnswer(open);
  const { id } = open.application;
  if (prepared.kind !== 'ready') return page(answering, { errors: lacking(answering, open) });
  const signing = { content: prepared.bytes, purpose: 'signing', action: place.paths.sign(id), hidden: {} } as const;
  const panel = place.eds.panel(request.page, { ...signing, iin: place.actorOf(request).iin });
  if (error !== undefined) reply.code(422);
  return answerSignView(request.page, { open, panel, error, paths: place.paths, navigation: place.navigation(request) });
}

async function postSign(answering: Answering): Promise<unknown> {
  const { place, request, reply } = answering;
  const id = idOf(request);
  const { identity, handling } = texts(request.page.locale);
  const cms = readCms(fieldsOf(request.body));
  if (cms === undefined) return signPage(answering, identity.refused.structure);
  const outcome = await sendAnswer(place.services, place.actorOf(request), { id, cms });
  switch (outcome.kind) {
    case 'answered':
      return reply.redirect(`${place.paths.card(id)}?done=answered`, 303);
    case 'closed':
      return reply.redirect(place.paths.card(id), 303);
    case 'changed':
      return reply.redirect(`${place.paths.page(id)}?changed`, 303);
    case 'refused':
      mustBeChecked(outcome.failed);
      return signPage(answering, handling.answer.refused(identity.refused[outcome.failed]));
    default:
      return outcome satisfies never;
  }
}

/** A file of an answer that is put together at a counter; once it is sent, the provider has it. */
async function getFile({ place, request, reply }: Answering): Promise<unknown> {
  const open = await openAnswer(place.services, place.actorOf(request), idOf(request));
  const { services } = place;
  const opened =
    open && (await services.files.open(services.db, idOf(request, 'file'), ({ holder }) => holder === open.enquiry.id));
  if (opened === undefined) throw new Failure('notFound');
  return sendFile(reply, opened);
}

type Handle = (answering: Answering) => Promise<unknown>;

/** The consumer's answer to what the provider asked, at the portal (APP-9). */
export function answerRoutes(services: ApplicationServices, eds: EdsWeb): Route<Access>[] {
  return answerRoutesAt(portalAnswers(services, eds));
}

/** The answer to what the provider asked: words, files, signature. */
export function answerRoutesAt(place: AnswerPlace): Route<Access>[] {
  const { access, paths, services } = place;
  const route = (method: 'GET' | 'POST', path: string, handle: Handle): Route<Access> => ({
    method,
    url: `${paths.page(':id')}${path}`,
    access,
    handler: (request, reply) => handle({ place, request, reply }),
  });
  const upload = { bodyLimit: services.files.sizeLimit + 65_536, limit: { max: 60, seconds: 60 } };
  // At the portal the card has the files of its application.
  const files = access === 'officer' ? [route('GET', '/files/:file', getFile)] : [];
  return [
    route('GET', '', (answering) => page(answering)),
    route('POST', '', postAnswer),
    ...files,
    { ...route('POST', '/files/:document', postFile), ...upload },
    route('POST', '/files/:file/remove', postRemove),
    route('GET', '/sign', (answering) => signPage(answering)),
    { ...route('POST', '/sign', postSign), limit: { max: 30, seconds: 60 } },
  ];
}
