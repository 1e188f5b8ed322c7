import type { HistoryRecord } from '#applications';
import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { formatIin } from '#subjects';
import { formatDate, formatDateTime, texts } from '#text';
import type { Locale, Texts } from '#text';
import type { DeskModel } from '../desk-model.ts';
import { nameOf } from './standing.ts';

type Words = Texts['workplaces']['history'];
type Line = (facts: HistoryRecord['facts'], at: { desk: DeskModel; words: Words; locale: Locale }) => string;

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

const more = ({ locale }: { locale: Locale }) => texts(locale).handling.history;
const moment = (value: unknown, locale: Locale): string =>
  text(value) === '' ? '—' : formatDateTime(new Date(text(value)), locale);

function outputName(id: unknown, { regulation }: DeskModel, locale: Locale): string {
  return regulation.outputs.find((output) => output.id === id)?.name[locale] ?? text(id);
}

const lines = {
  signed: (_, { words }) => words.signed,
  signersInvited: ({ until }, { locale }) =>
    texts(locale).signers.history.signersInvited(formatDate(new Date(text(until)), locale)),
  requestSeen: (_, { locale }) => texts(locale).signers.history.requestSeen,
  signatureDeclined: ({ reason }, { locale }) => texts(locale).signers.history.signatureDeclined(text(reason)),
  signatureWithdrawn: (_, { locale }) => texts(locale).signers.history.signatureWithdrawn,
  signaturesVoided: ({ cause }, { locale }) => voidedBy(cause, texts(locale).signers.history.signaturesVoided),
  signaturesVerified: ({ serials }, { locale }) =>
    texts(locale).signers.history.signaturesVerified(Array.isArray(serials) ? serials.length : 0),
  numbered: ({ number }, { words }) => words.numbered(text(number)),
  taken: (_, { words }) => words.taken,
  released: (_, { words }) => words.released,
  handedOver: ({ to }, { desk, words, locale }) => words.handedOver(nameOf(desk, text(to), locale)),
  viewed: (_, { words }) => words.viewed,
  checked: (_, { words }) => words.checked,
  prepared: ({ output }, { desk, words, locale }) => words.prepared(outputName(output, desk, locale)),
  sentForSignature: ({ output }, { desk, words, locale }) => words.sentForSignature(outputName(output, desk, locale)),
  returned: ({ reason }, { words }) => words.returned(text(reason)),
  resultGiven: ({ to }, { words }) => words.resultGiven(to === 'representative' ? 'representative' : 'consumer'),
  documentSigned: ({ document }, { words }) => words.documentSigned(text(document)),
  stepBegun: ({ step }, { words }) => words.stepBegun(Number(step)),
  stepDone: ({ step }, { words }) => words.stepDone(Number(step)),
  conditionJudged: ({ condition, outcome }, { words }) =>
    words.conditionJudged(Number(condition), outcome === 'ok' ? 'ok' : 'violation'),
  ended: (_, { words }) => words.ended,
  askedForMore: (facts, at) => more(at).askedForMore(text(facts['text'])),
  answered: (facts, at) => atCounter(facts, at, more(at).answered(moment(facts['due'], at.locale))),
  extended: ({ due, reason }, at) => more(at).extended(moment(due, at.locale), text(reason)),
  withdrawn: (facts, at) => atCounter(facts, at, more(at).withdrawn),
  deadlineNear: (_, at) => more(at).deadlineNear,
  deadlineMissed: (_, at) => more(at).deadlineMissed,
  noted: (_, at) => more(at).noted,
  complained: (facts, at) => atCounter(facts, at, more(at).complained),
  complaintAnswered: (_, at) => more(at).complaintAnswered,
} as const satisfies Record<HistoryRecord['kind'], Line>;

/** Where it came through the counter: who stood there. */
function atCounter({ visitor }: HistoryRecord['facts'], { locale }: { locale: Locale }, line: string): string {
  const words = texts(locale).statements;
  return visitor === 'consumer' || visitor === 'representative' ? words.desk.atCounter(line, words.visitor[visitor]) : line;
}

function voidedBy(cause: unknown, words: Texts['signers']['history']['signaturesVoided']): string {
  return cause === 'changed' || cause === 'discarded' || cause === 'expired' ? words[cause] : text(cause);
}

function actorOf({ actor }: HistoryRecord, desk: DeskModel, locale: Locale): string {
  const words = texts(locale).workplaces.history;
  switch (actor.kind) {
    case 'consumer':
      return words.consumer;
    case 'signer':
      return desk.signed.contents.signers?.find(({ iin }) => iin === actor.iin)?.name ?? formatIin(actor.iin);
    case 'officer':
      return nameOf(desk, actor.id, locale);
    case 'system':
      return words.system[actor.id];
    default:
      return actor satisfies never;
  }
}

/** What is told of a history: the beginning of a step says nothing that the end of the one before does not say. */
export function toldEvents({ history }: Pick<DeskModel, 'history'>): readonly HistoryRecord[] {
  return history.filter(({ kind }) => kind !== 'stepBegun');
}

/** What happened to an application, the last first (PRO-10). */
export function historyView(desk: DeskModel, locale: Locale): Html {
  const words = texts(locale).workplaces.history;
  const items = toldEvents(desk)
    .toReversed()
    .map((event) => {
      const line = lines[event.kind](event.facts, { desk, words, locale });
      return html`<li>${line}<br><span class="bt-muted">${formatDateTime(event.at, locale)} · ${actorOf(event, desk, locale)}</span></li>`;
    });
  return html`<ul class="bt-list">${items}</ul>`;
}
