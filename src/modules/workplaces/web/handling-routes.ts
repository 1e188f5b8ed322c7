import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerComplaint, askConsumer, daysToExtend, extendDeadline, writeNote } from '#applications';
import type { ApplicationServices, ExtendOutcome } from '#applications';
import { bodyOf } from '#identity';
import type { Access } from '#identity';
import { Failure } from '#kit/failure';
import { isId } from '#kit/ids';
import type { Route } from '#kit/http';
import { texts } from '#text';
import type { FieldError } from '#ui';
import { openDesk } from './desk-model.ts';
import { callOf, toDesk } from './desk-routes.ts';
import type { DeskCall } from './desk-routes.ts';
import type { Done } from './done.ts';
import { deskView } from './pages/desk.ts';
import type { DeskProps } from './pages/desk.ts';
import { longestWords } from './pages/handling.ts';
import type { EnteredHandling } from './pages/handling.ts';
import { longestNote } from './pages/notes.ts';

interface Handled {
  readonly services: ApplicationServices;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly call: DeskCall;
  readonly body: Readonly<Record<string, string>>;
}

/** The desk once more, with what was entered and what is wrong with it. */
async function deskAgain({ services, request, reply, call }: Handled, shown: Omit<DeskProps, 'desk'>): Promise<unknown> {
  const desk = await openDesk(services, call.officer, call);
  reply.code(422);
  return deskView(request.page, { desk, ...shown });
}

function faulty(form: EnteredHandling['form'], { body }: Handled, errors: readonly FieldError[]): Omit<DeskProps, 'desk'> {
  return { handled: { form, values: body, errors } };
}

/** Boxes of one name come as a text where one is ticked and as a list where several are. */
function listOf(value: unknown): string[] {
  return [value].flat().filter((one): one is string => typeof one === 'string');
}

/** @throws Failure `badRequest` for more than the field takes */
function wordsOf(value: string | undefined, most: number): string {
  const words = (value ?? '').trim();
  if (words.length > most) throw new Failure('badRequest');
  return words;
}

async function postAsk(handled: Handled): Promise<unknown> {
  const { services, request, reply, call, body } = handled;
  const text = wordsOf(body['ask-text'], longestWords);
  const documents = listOf((request.body as Record<string, unknown> | undefined)?.['documents']);
  if (text === '') {
    const message = texts(call.locale).handling.ask.faults.empty;
    return deskAgain(handled, { handled: { form: 'ask', values: body, documents, errors: [{ field: 'ask-text', message }] } });
  }
  const outcome = await askConsumer(services, call.officer, { id: call.id, text, documents });
  return toDesk(reply, call, outcome === 'asked' ? 'asked' : 'askMoved');
}

const extendedAs: Record<Exclude<ExtendOutcome, 'tooLong'>, Done> = {
  extended: 'extended',
  late: 'extendLate',
  moved: 'extendMoved',
};

async function postExtend(handled: Handled): Promise<unknown> {
  const { services, reply, call, body } = handled;
  const words = texts(call.locale).handling.extend.faults;
  const desk = await openDesk(services, call.officer, call);
  const most = daysToExtend(desk.regulation, desk.application);
  const days = Number(body['days']);
  const reason = wordsOf(body['extend-reason'], longestWords);
  const wrongDays = !Number.isInteger(days) || days < 1 || days > most;
  const errors: FieldError[] = [
    ...(wrongDays ? [{ field: 'days', message: words.days(most) }] : []),
    ...(reason === '' ? [{ field: 'extend-reason', message: words.reason }] : []),
  ];
  if (errors.length > 0) return deskAgain(handled, faulty('extend', handled, errors));
  const outcome = await extendDeadline(services, call.officer, { id: call.id, days, reason, due: body['due'] ?? '' });
  if (outcome === 'tooLong') return deskAgain(handled, faulty('extend', handled, [{ field: 'days', message: words.days(most) }]));
  return toDesk(reply, call, extendedAs[outcome]);
}

async function postNote(handled: Handled): Promise<unknown> {
  const { services, reply, call, body } = handled;
  const text = wordsOf(body['note'], longestNote);
  if (text === '') return deskAgain(handled, { noted: { text: '', error: texts(call.locale).handling.notes.empty } });
  const noteId = body['id'] ?? '';
  if (!isId(noteId)) throw new Failure('badRequest');
  await writeNote(services, call.officer, { id: call.id, noteId, text });
  return toDesk(reply, call, 'noted');
}

async function postComplaint(handled: Handled): Promise<unknown> {
  const { services, reply, call, body } = handled;
  const answer = wordsOf(body['answer'], longestWords);
  if (answer === '') {
    const message = texts(call.locale).handling.complaints.emptyAnswer;
    return deskAgain(handled, faulty('complaint', handled, [{ field: 'answer', message }]));
  }
  const outcome = await answerComplaint(services, call.officer, { id: call.id, answer });
  return toDesk(reply, call, outcome === 'answered' ? 'complaintAnswered' : 'complaintBefore');
}

/** What is done at a desk beside the decision: asking for more, extending, notes, complaints. */
export function handlingRoutes(services: ApplicationServices): Route<Access>[] {
  const post = (act: string, handle: (handled: Handled) => Promise<unknown>): Route<Access> => ({
    method: 'POST',
    url: `/requests/:id/${act}`,
    access: 'officer',
    handler: (request, reply) => handle({ services, request, reply, call: callOf(request), body: bodyOf(request.body) }),
  });
  return [post('ask', postAsk), post('extend', postExtend), post('notes', postNote), post('complaint', postComplaint)];
}
