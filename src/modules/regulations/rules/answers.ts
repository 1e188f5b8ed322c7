import { fieldsOf, isAsked } from './form.ts';
import type {
  Answers,
  FaultCode,
  FieldName,
  Form,
  FormPage,
  ListQuestion,
  PrefillSource,
  Question,
  SimpleQuestion,
} from './form.ts';
import { judgeAnswer } from './judgement.ts';
import { countOf, itemQuestions, withoutEmptyItems } from './list.ts';

/** What the state and the account know of the person, as far as they answered. */
export type Known = Partial<Record<PrefillSource, string>>;

/** What is wrong with a field. `parameters` are what its words need: a bound, a length. */
export interface Fault {
  readonly field: FieldName;
  readonly question: SimpleQuestion;
  /** The list in which it stands, and whose answer it is, from 0. */
  readonly item?: { readonly list: ListQuestion; readonly place: number };
  readonly code: FaultCode;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What an answer is judged by, beside itself. */
export interface AnswerFacts {
  /** The date in Asia/Almaty. */
  readonly today: string;
  /** Answers of the pages before. */
  readonly earlier: Answers;
  readonly known: Known;
}

/** A page as it was sent in: what was understood, normalised where it could be, and what is wrong. */
export interface ReadPage {
  readonly answers: Answers;
  readonly faults: readonly Fault[];
}

/** The field in which a person says that what a registry knows is wrong (APP-2). */
export function correctionField(question: Question): FieldName {
  return `${question.id}.correction`;
}

const longestCorrection = 300;

/** The source of a question's answer that is shown and not asked; undefined where the person answers. */
export function lockedBy(question: Question, known: Known): PrefillSource | undefined {
  const source = 'prefill' in question ? question.prefill : undefined;
  const locked = 'locked' in question && question.locked;
  return locked && source !== undefined && known[source] ? source : undefined;
}

/** What is filled in before the person has answered, and from where it was known. */
export function prefillForm(form: Form, known: Known): { answers: Answers; sources: Readonly<Record<FieldName, PrefillSource>> } {
  const answers: Record<FieldName, string> = {};
  const sources: Record<FieldName, PrefillSource> = {};
  for (const question of form.pages.flatMap((page) => page.questions)) {
    const source = 'prefill' in question ? question.prefill : undefined;
    const value = source && known[source];
    if (!source || !value) continue;
    answers[question.id] = value;
    sources[question.id] = source;
  }
  return { answers, sources };
}

/** What could make a text look other than it is: controls, line and paragraph separators, marks that turn the writing direction. */
const deceiving = /[\p{Cc}\p{Zl}\p{Zp}\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** One text as a person typed it: composed, trimmed, line ends as \n where lines are allowed. */
function tidy(raw: unknown, question: SimpleQuestion): string {
  if (typeof raw !== 'string') return '';
  const lines = question.type === 'address' || (question.type === 'text' && question.lines > 1);
  const text = raw.toWellFormed().normalize('NFC').replaceAll(/\r\n?/g, '\n');
  return text.replaceAll(deceiving, (mark) => (lines && mark === '\n' ? mark : ' ')).trim();
}

function readField(field: FieldName, question: SimpleQuestion, { raw, today }: { raw: unknown; today: string }) {
  const text = tidy(raw, question);
  if (text === '')
    return question.required ? { text, fault: { field, question, code: 'required', parameters: {} } as const } : { text };
  const verdict = judgeAnswer(text, question, today);
  if (typeof verdict === 'string') return { text: verdict };
  return { text, fault: { field, question, code: verdict.code, parameters: verdict.parameters ?? {} } };
}

type Raw = Readonly<Record<string, unknown>>;

function readQuestion(question: SimpleQuestion, raw: Raw, facts: AnswerFacts): ReadPage {
  const source = lockedBy(question, facts.known);
  if (source !== undefined) {
    const correction = tidy(raw[correctionField(question)], question).slice(0, longestCorrection);
    const known = { [question.id]: facts.known[source] ?? '' };
    return { answers: correction === '' ? known : { ...known, [correctionField(question)]: correction }, faults: [] };
  }
  const read = fieldsOf(question).map((field) => ({
    field,
    ...readField(field, question, { raw: raw[field], today: facts.today }),
  }));
  const answers = Object.fromEntries(read.map(({ field, text }) => [field, text]));
  const faults = read.flatMap(({ fault }) => (fault ? [fault] : []));
  return { answers, faults: faults.length > 0 ? faults : orderFaults(question, answers) };
}

function orderFaults(question: SimpleQuestion, answers: Answers): Fault[] {
  if (question.type !== 'period') return [];
  const [from = '', to = ''] = fieldsOf(question);
  const wrong = answers[from] && answers[to] && answers[to] < answers[from];
  return wrong ? [{ field: to, question, code: 'order', parameters: { date: answers[from] ?? '' } }] : [];
}

function readList(list: ListQuestion, raw: Raw, facts: AnswerFacts): ReadPage {
  const entered = withoutEmptyItems(list, raw);
  const answers: Record<FieldName, string> = {};
  const faults: Fault[] = [];
  for (let place = 0; place < countOf(list, entered); place += 1) {
    const read = readQuestions(itemQuestions(list, place), entered, facts);
    Object.assign(answers, read.answers);
    faults.push(...read.faults.map((fault) => ({ ...fault, item: { list, place } })));
  }
  return { answers, faults };
}

function readQuestions(questions: readonly Question[], raw: Raw, facts: AnswerFacts): ReadPage {
  const answers: Record<FieldName, string> = {};
  const faults: Fault[] = [];
  for (const question of questions) {
    const earlier = { ...facts.earlier, ...answers };
    if (!isAsked(question, earlier)) continue;
    const read = question.type === 'list' ? readList(question, raw, { ...facts, earlier }) : readQuestion(question, raw, facts);
    Object.assign(answers, read.answers);
    faults.push(...read.faults);
  }
  return { answers, faults };
}

/**
 * Reads one page of a form (APP-1). The rules are the definition's; a field that a registry fills is taken from the registry,
 * whatever was sent in. Of a list, those of which nothing was entered are left out.
 *
 * @param raw the fields as the browser sent them
 */
export function readAnswers(page: FormPage, raw: Raw, facts: AnswerFacts): ReadPage {
  return readQuestions(page.questions, raw, facts);
}

/** Reads all pages of a form again, as before the review and before acceptance: nothing unasked is kept, nothing wrong is let through. */
export function readForm(form: Form, raw: Readonly<Record<string, unknown>>, facts: Omit<AnswerFacts, 'earlier'>): ReadPage {
  return form.pages.reduce<{ answers: Answers; faults: Fault[] }>(
    (sum, page) => {
      const read = readAnswers(page, raw, { ...facts, earlier: sum.answers });
      return { answers: { ...sum.answers, ...read.answers }, faults: [...sum.faults, ...read.faults] };
    },
    { answers: {}, faults: [] },
  );
}
