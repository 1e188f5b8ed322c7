import { incompleteness } from '#applications';
import type { DecisionView, Incomplete, Preparation } from '#applications';
import { Failure } from '#kit/failure';
import { inRussian, isAskedInBoth } from '#regulations';
import type { Output, OutputFact } from '#regulations';
import { texts } from '#text';
import type { Locale } from '#text';
import type { FieldError } from '#ui';
import type { DeskModel } from './desk-model.ts';

/** What the form of a decision holds, right or wrong; values by output and fact. */
export interface Typed {
  readonly checks: Preparation['checks'];
  readonly output: string | undefined;
  readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly grounds: readonly string[];
}

/** Names of the form's fields, which are their ids. */
export const fieldNames = {
  check: (document: string): string => `check-${document}`,
  output: 'output',
  value: (output: string, fact: string): string => `${output}-${fact}`,
  grounds: 'grounds',
} as const;

/** Longest text of an officer, in signs: it is printed on one page with the rest. */
export const longestValue = 2_000;

export function typedBefore({ checks, output, values, grounds }: Preparation): Typed {
  return { checks, output, values: output === undefined ? {} : { [output]: values }, grounds };
}

function textOf(body: Readonly<Record<string, unknown>>, name: string): string {
  const value = body[name];
  const text = typeof value === 'string' ? value.trim() : '';
  if (text.length > longestValue) throw new Failure('badRequest');
  return text;
}

/** Boxes of one name come as a text where one is ticked and as a list where several are. */
function listOf(body: Readonly<Record<string, unknown>>, name: string): string[] {
  return [body[name]].flat().filter((one): one is string => typeof one === 'string');
}

/** What was left as it was suggested is not the officer's word: if the source changes, the document follows it. */
function valuesOf(
  output: Output,
  view: DecisionView | undefined,
  body: Readonly<Record<string, unknown>>,
): Record<string, string> {
  const facts = view === undefined ? output.facts : view.fields.map(({ fact }) => fact);
  const typed = facts.flatMap(askedNames).map((id) => {
    const value = textOf(body, fieldNames.value(output.id, id));
    const suggested = view?.fields.find(({ fact }) => fact.id === id)?.suggested;
    return [id, value === suggested ? '' : value] as const;
  });
  return Object.fromEntries(typed.filter(([, value]) => value !== ''));
}

/** @throws Failure `badRequest` for a text that no field of ours would have sent */
export function readTyped(
  { regulation, views }: Pick<DeskModel, 'regulation' | 'views'>,
  body: Readonly<Record<string, unknown>>,
): Typed {
  const marks = regulation.passport.requiredDocuments.flatMap(({ id }) => {
    const mark = body[fieldNames.check(id)];
    return mark === 'ok' || mark === 'wrong' ? [[id, mark] as const] : [];
  });
  const output = textOf(body, fieldNames.output);
  const viewOf = (id: string) => views.find((view) => view.output.id === id);
  // Of all outputs, though none can be decided now: what was typed too late is shown again.
  const values = regulation.outputs.map((one) => [one.id, valuesOf(one, viewOf(one.id), body)] as const);
  return {
    checks: Object.fromEntries(marks),
    output: output === '' ? undefined : output,
    values: Object.fromEntries(values),
    grounds: listOf(body, fieldNames.grounds),
  };
}

/** The names under which a fact is asked for: where it is asked in both languages, the Russian one last. */
export function askedNames(fact: OutputFact): string[] {
  return isAskedInBoth(fact) ? [fact.id, inRussian(fact.id)] : [fact.id];
}

/** How a fact is called at the workplace: by its prompt, where the printed label is a whole sentence. */
export function promptOf({ prompt, label }: OutputFact, locale: Locale): string {
  if (prompt !== undefined) return prompt[locale];
  return locale === 'ru' ? label.ru : label.kk;
}

/** The registers without which an output cannot be made, by name. */
export function missingRegisters({ output, composition }: DecisionView): string[] {
  const sources = output.facts.filter(({ id }) => composition.missing.includes(id)).map(({ source }) => source);
  const named = sources.flatMap((source) => (source.from === 'register' ? [source.register] : []));
  return [...new Set(named)].filter((register) => register !== output.effect?.register);
}

export function registerName(register: string, locale: Locale): string {
  const names: Readonly<Record<string, string>> = texts(locale).registers.names;
  return names[register] ?? register;
}

function errorOf(
  fault: Incomplete,
  { regulation, view }: { regulation: DeskModel['regulation']; view: DecisionView | undefined },
  locale: Locale,
): FieldError {
  const words = texts(locale).workplaces.decision.faults;
  switch (fault.kind) {
    case 'unchecked': {
      const title =
        regulation.passport.requiredDocuments.find(({ id }) => id === fault.document)?.title[locale] ?? fault.document;
      return { field: fieldNames.check(fault.document), message: words.unchecked(title) };
    }
    case 'undecided':
      return { field: fieldNames.output, message: words.undecided };
    case 'documentsWrong':
      return { field: fieldNames.output, message: words.documentsWrong };
    case 'groundsMissing':
      return { field: fieldNames.grounds, message: words.groundsMissing };
    case 'missing':
      return missingError(fault.fact, view, locale);
    case 'wrong':
      return wrongError(fault.fact, view, locale);
    default:
      return fault satisfies never;
  }
}

/** What was entered for a fact is no value of it; the message shows how it is written. */
function wrongError(factId: string, view: DecisionView | undefined, locale: Locale): FieldError {
  const words = texts(locale).workplaces.decision.faults;
  const fact = view?.output.facts.find(({ id }) => id === factId);
  if (view === undefined || fact === undefined) return { field: fieldNames.output, message: words.missing(factId) };
  const field = fieldNames.value(view.output.id, factId);
  const label = promptOf(fact, locale);
  if (fact.format === 'date') return { field, message: words.wrongDate(label) };
  return { field, message: fact.format === 'money' || fact.format === 'number' ? words.wrongNumber(label) : words.wrong(label) };
}

function missingError(factId: string, view: DecisionView | undefined, locale: Locale): FieldError {
  const words = texts(locale).workplaces.decision;
  const fact = view?.output.facts.find(({ id }) => id === factId);
  if (view === undefined || fact === undefined) return { field: fieldNames.output, message: words.faults.missing(factId) };
  if (fact.source.from === 'register' && fact.source.register === view.output.effect?.register)
    return { field: fieldNames.output, message: words.faults.notGiven(promptOf(fact, locale)) };
  if (fact.source.from === 'register')
    return { field: fieldNames.output, message: words.notInRegister(registerName(fact.source.register, locale)) };
  const asked = view.fields.some((field) => field.fact.id === factId);
  const field = asked ? fieldNames.value(view.output.id, factId) : fieldNames.output;
  return { field, message: words.faults.missing(promptOf(fact, locale)) };
}

/** The view of the output that was chosen. */
export function chosenView({ views, preparation }: Pick<DeskModel, 'views' | 'preparation'>): DecisionView | undefined {
  return views.find(({ output }) => output.id === preparation.output);
}

/** What a saved decision lacks, each beside its field. */
export function errorsOf(desk: DeskModel, locale: Locale): FieldError[] {
  const { regulation, preparation } = desk;
  const view = chosenView(desk);
  return incompleteness(regulation, preparation, view).map((fault) => errorOf(fault, { regulation, view }, locale));
}
