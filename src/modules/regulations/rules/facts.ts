import { formatDate } from '#text';
import type { Answers } from './form.ts';
import type { ApplicationFact, FactSource, Output, OutputFact, PersonFact } from './output.ts';
import type { RefusalGround } from './passport.ts';
import { fillTemplate } from './template.ts';
import type { Bilingual } from './words.ts';

/** One line of an electronic document, in the two languages in which it is printed. */
export interface PrintedFact {
  readonly id: string;
  readonly label: Bilingual;
  readonly value: Bilingual;
}

/** Everything from which a document's facts are taken. */
export interface Materials {
  readonly answers: Answers;
  readonly person: Readonly<Partial<Record<PersonFact, string>>>;
  /** Dates as `2026-11-22`. */
  readonly application: Readonly<Partial<Record<ApplicationFact, string | Bilingual>>>;
  /** The consumer's row of each register, by register and column; nothing where the consumer is not in it. */
  readonly registers: Readonly<Record<string, Readonly<Record<string, string | Bilingual | undefined>> | undefined>>;
  /** What the officer wrote or put right, by fact. */
  readonly officer: Readonly<Record<string, string | undefined>>;
  readonly grounds: readonly RefusalGround[];
}

export interface Composition {
  readonly facts: readonly PrintedFact[];
  /** Required facts without a value, by id: with any of them the document cannot be made. */
  readonly missing: readonly string[];
}

/** What the officer is asked for a document: what only an officer knows, and what may be put right. */
export interface OfficerField {
  readonly fact: OutputFact;
  /** What the sources say of it. */
  readonly suggested: string;
  readonly required: boolean;
  readonly lines: number;
}

function same(text: string): Bilingual {
  return { kk: text, ru: text };
}

function asBilingual(value: string | Bilingual | undefined): Bilingual | undefined {
  if (typeof value !== 'string') return value;
  const text = value.trim();
  return text === '' ? undefined : same(text);
}

function groundTexts(grounds: readonly RefusalGround[]): Bilingual | undefined {
  if (grounds.length === 0) return undefined;
  return { kk: grounds.map(({ text }) => text.kk).join(' '), ru: grounds.map(({ text }) => text.ru).join(' ') };
}

function fromSource(source: FactSource, materials: Materials): Bilingual | undefined {
  switch (source.from) {
    case 'answer':
      return asBilingual(materials.answers[source.field]);
    case 'person':
      return asBilingual(materials.person[source.fact]);
    case 'application':
      return asBilingual(materials.application[source.fact]);
    case 'register':
      return asBilingual(materials.registers[source.register]?.[source.field]);
    case 'officer':
      return undefined;
    case 'grounds':
      return groundTexts(materials.grounds);
    default:
      return source satisfies never;
  }
}

function isOfficers(fact: OutputFact): boolean {
  return fact.correctable || fact.source.from === 'officer';
}

function valueOf(fact: OutputFact, materials: Materials): Bilingual | undefined {
  const given = isOfficers(fact) ? asBilingual(materials.officer[fact.id]) : undefined;
  return given ?? fromSource(fact.source, materials);
}

function inFormat({ kk, ru }: Bilingual, format: OutputFact['format']): Bilingual {
  if (format === 'text') return { kk, ru };
  const written = (iso: string, locale: 'kk' | 'ru') =>
    /^\d{4}-\d{2}-\d{2}$/.test(iso) ? formatDate(new Date(`${iso}T00:00:00+05:00`), locale) : iso;
  return { kk: written(kk, 'kk'), ru: written(ru, 'ru') };
}

function withSuffix(value: Bilingual, suffix: OutputFact['suffix']): Bilingual {
  const joined = (text: string, words: string | undefined) => (words === undefined ? text : `${text} ${words}`);
  return { kk: joined(value.kk, suffix?.kk), ru: joined(value.ru, suffix?.ru) };
}

/** The facts of a document in the order in which they are printed and coded. */
export function composeFacts(output: Output, materials: Materials): Composition {
  const facts: PrintedFact[] = [];
  const missing: string[] = [];
  for (const fact of output.facts) {
    const value = valueOf(fact, materials);
    const printed = value ? withSuffix(inFormat(value, fact.format), fact.suffix) : fact.absent;
    if (!value && fact.required) missing.push(fact.id);
    else if (printed) facts.push({ id: fact.id, label: fact.label, value: printed });
  }
  return { facts, missing };
}

/** The fields of the officer's screen for a document. */
export function officerFields(output: Output, materials: Materials): OfficerField[] {
  return output.facts.filter(isOfficers).map((fact) => ({
    fact,
    suggested: fromSource(fact.source, materials)?.kk ?? '',
    required: fact.required && fact.source.from === 'officer',
    lines: fact.source.from === 'officer' ? fact.source.lines : 1,
  }));
}

/** One thing that a document says: a fact with its label, or without one a sentence. */
export interface DocumentLine {
  readonly label?: Bilingual;
  readonly value: Bilingual;
}

/** What a document says, with its places filled. */
export interface FramedDocument {
  readonly title: Bilingual;
  /** In the order in which it is printed and coded. */
  readonly lines: readonly DocumentLine[];
  /** How many of the first lines stand above the title: to whom it goes. */
  readonly addressed: number;
  readonly statements: readonly Bilingual[];
}

/** @param frame the body's name, and the facts of the document, which stand in its sentences too */
export function frameDocument(output: Output, frame: { body: Bilingual; facts: readonly PrintedFact[] }): FramedDocument {
  const values = (language: keyof Bilingual) => ({
    ...Object.fromEntries(frame.facts.map(({ id, value }) => [id, value[language]])),
    body: frame.body[language],
  });
  const [kk, ru] = [values('kk'), values('ru')];
  const filled = (text: Bilingual): Bilingual => ({ kk: fillTemplate(text.kk, kk), ru: fillTemplate(text.ru, ru) });
  const sentence = (text: Bilingual | undefined): DocumentLine[] => (text === undefined ? [] : [{ value: filled(text) }]);
  const placed = (place: OutputFact['place']): DocumentLine[] => {
    const here = new Set(output.facts.filter((fact) => fact.place === place).map(({ id }) => id));
    return frame.facts.filter(({ id }) => here.has(id)).map(({ label, value }) => ({ label, value }));
  };
  const head = placed('head');
  return {
    title: output.title,
    lines: [...head, ...sentence(output.opening), ...placed('row'), ...sentence(output.closing)],
    addressed: head.length,
    statements: output.statements.map(filled),
  };
}
