import type { RegisterValues } from './fact-table.ts';
import type { Answers, Form } from './form.ts';
import { readDate, readWhole } from './judgement.ts';
import type { ApplicationFact, FactSource, Output, OutputFact, PersonFact } from './output.ts';
import type { RefusalGround } from './passport.ts';
import type { Bilingual } from './words.ts';

/** Everything from which a document's facts are taken. */
export interface Materials {
  readonly form: Form;
  readonly answers: Answers;
  readonly person: Readonly<Partial<Record<PersonFact, string>>>;
  /** Dates as `2026-11-22`. */
  readonly application: Readonly<Partial<Record<ApplicationFact, string | Bilingual>>>;
  /** The consumer's row of each register, by register and column; nothing where the consumer is not in it. */
  readonly registers: Readonly<Record<string, RegisterValues | undefined>>;
  /** What the officer wrote or put right, by fact; the Russian words of a text in both languages under {@link inRussian}. */
  readonly officer: Readonly<Record<string, string | undefined>>;
  readonly grounds: readonly RefusalGround[];
}

function asBilingual(value: string | Bilingual | undefined): Bilingual | undefined {
  if (typeof value !== 'string') return value;
  const text = value.trim();
  return text === '' ? undefined : { kk: text, ru: text };
}

function groundTexts(grounds: readonly RefusalGround[]): Bilingual | undefined {
  if (grounds.length === 0) return undefined;
  return { kk: grounds.map(({ text }) => text.kk).join(' '), ru: grounds.map(({ text }) => text.ru).join(' ') };
}

/** What a source says, as it is kept: days as `2026-11-22`, sums in digits, a choice by its name. A table has no one value. */
export function fromSource(source: FactSource, materials: Materials): Bilingual | undefined {
  switch (source.from) {
    case 'answer':
      return asBilingual(materials.answers[source.field]);
    case 'person':
      return asBilingual(materials.person[source.fact]);
    case 'application':
      return asBilingual(materials.application[source.fact]);
    case 'register':
      return source.columns ? undefined : asBilingual(materials.registers[source.register]?.[source.field]);
    case 'officer':
    case 'list':
      return undefined;
    case 'grounds':
      return groundTexts(materials.grounds);
    default:
      return source satisfies never;
  }
}

/** Whether the officer fills it in or may put it right. */
export function isOfficers(fact: OutputFact): boolean {
  return fact.correctable || fact.source.from === 'officer';
}

/** Whether the officer is asked for it in Kazakh and in Russian: a text of several lines, which nothing translates (FRM-8). */
export function isAskedInBoth({ source }: OutputFact): boolean {
  return source.from === 'officer' && source.lines > 1;
}

/** The name under which the Russian words of such a fact are kept; no fact can be called so. */
export function inRussian(fact: string): string {
  return `${fact}.ru`;
}

/** @returns undefined where a text cannot be a value of this format */
function readFormatted(text: string, format: OutputFact['format']): string | undefined {
  if (format === 'date') return readDate(text);
  return format === 'money' || format === 'number' ? readWhole(text) : text;
}

/** What the officer entered for a fact. */
export type Entered =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'value'; readonly value: Bilingual }
  | { readonly kind: 'wrong' };

export function enteredFor(fact: OutputFact, { officer }: Materials): Entered {
  const said = (name: string): string => (isOfficers(fact) ? (officer[name]?.trim() ?? '') : '');
  const [kk, ru] = [said(fact.id), isAskedInBoth(fact) ? said(inRussian(fact.id)) : ''];
  if (kk === '' && ru === '') return { kind: 'nothing' };
  if (isAskedInBoth(fact)) return { kind: 'value', value: { kk: kk || ru, ru: ru || kk } };
  const value = asBilingual(readFormatted(kk, fact.format));
  return value === undefined ? { kind: 'wrong' } : { kind: 'value', value };
}

/** The value of a fact as it is kept: the officer's word, else what its source says. */
export function valueOf(fact: OutputFact, materials: Materials): Bilingual | undefined {
  const entered = enteredFor(fact, materials);
  return entered.kind === 'value' ? entered.value : fromSource(fact.source, materials);
}

/** What the signed document would enter into a register, by column; only the columns for which there is something. */
export function effectValues({ effect, facts }: Output, materials: Materials): Record<string, string> {
  const values = Object.entries(effect?.values ?? {}).map(([column, source]): [string, string | undefined] => {
    if (source.from === 'constant') return [column, source.value];
    if (source.from !== 'fact') return [column, fromSource(source, materials)?.kk];
    const fact = facts.find(({ id }) => id === source.fact);
    return [column, fact && valueOf(fact, materials)?.kk];
  });
  return Object.fromEntries(values.flatMap(([column, value]) => (value === undefined ? [] : [[column, value]])));
}

/** The facts of an output that fill a column of its effect. */
export function factsBehind({ effect }: Output, column: string): string[] {
  const source = effect?.values[column];
  return source?.from === 'fact' ? [source.fact] : [];
}
