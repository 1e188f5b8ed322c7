import type { FastifyReply, FastifyRequest } from 'fastify';
import { Failure } from '#kit/failure';
import type { Route } from '#kit/http';
import { bodyOf as fieldsOf, findBody, personOf, readCms } from '#identity';
import type { Access, EdsWeb } from '#identity';
import { texts } from '#text';
import type { FieldError } from '#ui';
import { attachToAnswer, detachFromAnswer, openAnswer, prepareAnswer, sendAnswer, writeAnswer } from '../answer-enquiry.ts';
import type { OpenAnswer } from '../answer-enquiry.ts';
import type { FileRefusal } from '../attach-file.ts';
import type { ApplicationServices } from '../services.ts';
import { answerPaths, answerSignView, answerView, longestAnswer } from './pages/answer.ts';
import type { AnswerProps } from './pages/answer.ts';
import { formatNames } from './pages/attachments.ts';
import { idOf } from './draft-place.ts';

interface Answering {
  readonly services: ApplicationServices;
  readonly eds: EdsWeb;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Opens the answer; where nothing is asked any more the card says how the application stands. */
async function openOr({ services, request, reply }: Answering): Promise<OpenAnswer | FastifyReply> {
  const id = idOf(request);
  return (await openAnswer(services, personOf(request), id)) ?? reply.redirect(`/applications/${id}`, 303);
}

function isOpen(answer: OpenAnswer | FastifyReply): answer is OpenAnswer {
  return 'enquiry' in answer;
}

async function page(answering: Answering, shown: Partial<AnswerProps> = {}): Promise<unknown> {
  const { services, request } = answering;
  const open = await openOr(answering);
  if (!isOpen(open)) return open;
  const body = await findBody(services.db, open.application.bodyId);
  if (body === undefined) throw new Error('An application without its body');
  const { saved, changed } = request.query as Record<string, unknown>;
  const told = { saved: saved !== undefined, changed: changed !== undefined, errors: [] };
  return answerView(request.page, { open, body, limit: services.files.sizeLimit, ...told, ...shown });
}

/** What keeps an answer from being signed, beside its fields. */
function lacking({ request }: Answering, open: OpenAnswer): FieldError[] {
  const { locale } = request.page;
  const words = texts(locale).handling.answer.faults;
  const prepared = prepareAnswer(open);
  if (prepared.kind === 'empty') return [{ field: 'answer', message: words.empty }];
  if (prepared.kind === 'ready') return [];
  return open.wanted
    .filter(({ id }) => prepared.documents.includes(id))
    .map(({ id, title }) => ({ field: `file-${id}`, message: words.missing(title[locale]) }));
}

async function postAnswer(answering: Answering): Promise<unknown> {
  const { services, request, reply } = answering;
  const id = idOf(request);
  const { answer = '', go } = fieldsOf(request.body);
  const text = answer.trim();
  if (text.length > longestAnswer) {
    const message = texts(request.page.locale).handling.answer.faults.tooLong(longestAnswer);
    return page(answering, { errors: [{ field: 'answer', message }], typed: text });
  }
  await writeAnswer(services, personOf(request), { id, answer: text });
  if (go !== 'sign') return reply.redirect(`${answerPaths.page(id)}?saved`, 303);
  const open = await openOr(answering);
  if (!isOpen(open)) return open;
  const errors = lacking(answering, open);
  return errors.length > 0 ? page(answering, { errors }) : reply.redirect(answerPaths.sign(id), 303);
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
  const { services, request, reply } = answering;
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
  const refusal = await attachToAnswer(services, personOf(request), { id, document, name: part.filename, bytes });
  return refusal === undefined ? reply.redirect(answerPaths.page(id), 303) : refuse(refusal);
}

async function postRemove({ services, request, reply }: Answering): Promise<unknown> {
  const id = idOf(request);
  await detachFromAnswer(services, personOf(request), { id, file: idOf(request, 'file') });
  return reply.redirect(answerPaths.page(id), 303);
}

async function signPage(answering: Answering, error?: string): Promise<unknown> {
  const { eds, request, reply } = answering;
  const open = await openOr(answering);
  if (!isOpen(open)) return open;
  const prepared = prepareAnswer(open);
  const { id } = open.application;
  if (prepared.kind !== 'ready') return page(answering, { errors: lacking(answering, open) });
  const signing = { content: prepared.bytes, purpose: 'signing', action: answerPaths.sign(id), hidden: {} } as const;
  const panel = eds.panel(request.page, { ...signing, iin: personOf(request).iin });
  if (error !== undefined) reply.code(422);
  return answerSignView(request.page, { open, panel, error });
}

async function postSign(answering: Answering): Promise<unknown> {
  const { services, request, reply } = answering;
  const id = idOf(request);
  const { identity, handling } = texts(request.page.locale);
  const cms = readCms(fieldsOf(request.body));
  if (cms === undefined) return signPage(answering, identity.refused.structure);
  const outcome = await sendAnswer(services, personOf(request), { id, cms });
  switch (outcome.kind) {
    case 'answered':
      return reply.redirect(`/applications/${id}?done=answered`, 303);
    case 'closed':
      return reply.redirect(`/applications/${id}`, 303);
    case 'changed':
      return reply.redirect(`${answerPaths.page(id)}?changed`, 303);
    case 'refused':
      return signPage(answering, handling.answer.refused(identity.refused[outcome.failed]));
    default:
      return outcome satisfies never;
  }
}

/** The consumer's answer to what the provider asked: words, files, signature (APP-9). */
export function answerRoutes(services: ApplicationServices, eds: EdsWeb): Route<Access>[] {
  type Handle = (answering: Answering) => Promise<unknown>;
  const route = (method: 'GET' | 'POST', path: string, handle: Handle): Route<Access> => ({
    method,
    url: `/applications/:id/answer${path}`,
    access: 'person',
    handler: (request, reply) => handle({ services, eds, request, reply }),
  });
  const upload = { bodyLimit: services.files.sizeLimit + 65_536, limit: { max: 60, seconds: 60 } };
  return [
    route('GET', '', (answering) => page(answering)),
    route('POST', '', postAnswer),
    { ...route('POST', '/files/:document', postFile), ...upload },
    route('POST', '/files/:file/remove', postRemove),
    route('GET', '/sign', (answering) => signPage(answering)),
    { ...route('POST', '/sign', postSign), limit: { max: 30, seconds: 60 } },
  ];
}
