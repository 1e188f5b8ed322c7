import type { FastifyReply, FastifyRequest } from 'fastify';
import { inTransaction } from '#kit/db';
import { Failure } from '#kit/failure';
import type { Html } from '#kit/html';
import type { Route } from '#kit/http';
import { texts } from '#text';
import type { Translated } from '#text';
import {
  dropDeadLetter,
  findDeadLetter,
  listDeadLetters,
  mendDeadLetter,
  readDeadLetter,
  resendDeadLetter,
} from '../dead-letters.ts';
import type { LetterAct as Act } from '../dead-letters.ts';
import { dataOfBody, textOfData } from '../letter-text.ts';
import { readDirectory } from '../store.ts';
import { administrator, keeperOfLetters } from './monitoring-options.ts';
import type { MonitoringOptions } from './monitoring-options.ts';
import { paths } from './monitoring-paths.ts';
import type { LetterAct, LetterDone } from './monitoring-paths.ts';
import { letterView } from './pages/letter.ts';
import type { LetterView } from './pages/letter.ts';
import { lettersView } from './pages/letters.ts';

/** As many as a page holds; the newest are looked at first. */
const mostListed = 100;
/** Letters of the reason, at most. */
const longestReason = 500;

type Options = MonitoringOptions<string>;

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function sequenceOf(request: FastifyRequest): number {
  const { sequence } = request.params as Record<string, string>;
  if (sequence === undefined || !/^[1-9]\d{0,14}$/.test(sequence)) throw new Failure('notFound');
  return Number(sequence);
}

async function titlesOf({ db }: Options): Promise<ReadonlyMap<string, Translated>> {
  const { systems, services } = await readDirectory(db);
  return new Map([...systems, ...services].map(({ id, title }) => [id, title]));
}

function getLetters(options: Options) {
  return async (request: FastifyRequest): Promise<Html> => {
    administrator(options, request);
    const done = (['resent', 'dropped', 'gone'] as const).find(
      (one) => one === (request.query as Record<string, unknown>)['done'],
    );
    const [letters, titles] = await Promise.all([listDeadLetters(options.db, mostListed), titlesOf(options)]);
    const view = { letters, titles, done, isCut: letters.length === mostListed, now: options.clock.now() };
    return lettersView(request.page, view, options.navigation(request.page));
  };
}

type Shown = Pick<LetterView, 'content' | 'reason' | 'errors'> & { readonly whole?: string };

/** @throws Failure `notFound` */
async function page(options: Options, request: FastifyRequest, shown: Shown): Promise<Html> {
  const [found, titles] = await Promise.all([findDeadLetter(options.db, sequenceOf(request)), titlesOf(options)]);
  if (found === undefined) throw new Failure('notFound');
  return letterView(request.page, { ...found, ...shown, titles }, options.navigation(request.page));
}

function getLetter(options: Options) {
  return async (request: FastifyRequest): Promise<Html> => {
    keeperOfLetters(options, request);
    return page(options, request, { content: undefined, reason: '', errors: [] });
  };
}

/** What was pressed, by whom and why. */
interface Pressed {
  readonly options: Options;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly act: Act;
  /** The content as it was mended, where it was shown. */
  readonly typed: string | undefined;
}

async function again({ options, request, reply, act, typed }: Pressed, field: 'reason' | 'data'): Promise<Html> {
  reply.code(422);
  const { whyMissing, unreadable } = texts(request.page.locale).monitoring.letter;
  const errors = [{ field, message: field === 'reason' ? whyMissing : unreadable }];
  return page(options, request, { content: typed, reason: act.reason, errors });
}

async function read({ options, request, act }: Pressed): Promise<Html> {
  const body = await inTransaction(options.db, (tx) => readDeadLetter(tx, act));
  return page(options, request, { content: textOfData(dataOfBody(body)), whole: body, reason: act.reason, errors: [] });
}

async function resend({ options, act, typed }: Pressed): Promise<LetterDone | 'unreadable'> {
  return inTransaction(options.db, async (tx) => {
    if (typed !== undefined) return (await mendDeadLetter(tx, { ...act, text: typed })) ? 'resent' : 'unreadable';
    await resendDeadLetter(tx, act);
    return 'resent';
  });
}

async function drop({ options, act }: Pressed): Promise<LetterDone> {
  await inTransaction(options.db, (tx) => dropDeadLetter(tx, act));
  return 'dropped';
}

async function done(pressed: Pressed, what: LetterDone | 'unreadable'): Promise<unknown> {
  return what === 'unreadable' ? again(pressed, 'data') : pressed.reply.redirect(paths.lettersDone(what), 303);
}

const acts: Readonly<Record<LetterAct, (pressed: Pressed) => Promise<unknown>>> = {
  read,
  resend: async (pressed) => done(pressed, await resend(pressed)),
  drop: async (pressed) => done(pressed, await drop(pressed)),
};

function postAct(options: Options, name: LetterAct) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const who = keeperOfLetters(options, request);
    const body = (request.body ?? {}) as Record<string, unknown>;
    const act = { sequence: sequenceOf(request), who, reason: text(body['reason']).trim().slice(0, longestReason) };
    const found = await findDeadLetter(options.db, act.sequence);
    // What its sender has signed is not mended.
    const typed = found?.letter.leg === 'to-gateway' ? text(body['data']) || undefined : undefined;
    const pressed = { options, request, reply, act, typed };
    if (found === undefined) return done(pressed, 'gone');
    return act.reason === '' ? again(pressed, 'reason') : acts[name](pressed);
  };
}

/** Letters that could not be delivered: an administrator reads, mends, sends again or gives up, and each of it is written down (GW-3). */
export function letterRoutes<Access extends string>(options: MonitoringOptions<Access>): Route<Access>[] {
  const { access } = options;
  const letter = `${paths.letters}/:sequence`;
  return [
    { method: 'GET', url: paths.letters, access, handler: getLetters(options) },
    { method: 'GET', url: letter, access, handler: getLetter(options) },
    ...(['read', 'resend', 'drop'] as const).map((act) => ({
      method: 'POST' as const,
      url: `${letter}/${act}`,
      access,
      handler: postAct(options, act),
    })),
  ];
}
