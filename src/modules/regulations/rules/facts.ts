import { tableInText, tableOfList, tableOfRegister } from './fact-table.ts';
import type { PrintedTable } from './fact-table.ts';
import { enteredFor, fromSource, isOfficers, valueOf } from './fact-value.ts';
import type { Materials } from './fact-value.ts';
import { fieldsOf } from './form.ts';
import type { Form, SimpleQuestion } from './form.ts';
import type { Output, OutputFact } from './output.ts';
import { fillTemplate } from './template.ts';
import type { Bilingual } from './words.ts';
import { inBoth, spokenAnswer, writtenAnswer, writtenFact } from './written-answer.ts';

/** One line of an electronic document, in the two languages in which it is printed. */
export interface PrintedFact {
  readonly id: string;
  readonly label: Bilingual;
  readonly value: Bilingual;
  /** Printed instead of the value, which says the same in one line. */
  readonly table?: PrintedTable;
}

export interface Composition {
  readonly facts: readonly PrintedFact[];
  /** Required facts without a value, by id: with any of them the document cannot be made. */
  readonly missing: readonly string[];
  /** Facts for which the officer entered what cannot be their value, by id. */
  readonly wrong: readonly string[];
}

/** What the officer is asked for a document: what only an officer knows, and what may be put right. */
export interface OfficerField {
  readonly fact: OutputFact;
  /** What the sources say of it. */
  readonly suggested: string;
  readonly required: boolean;
  readonly lines: number;
}

function withSuffix(value: Bilingual, suffix: OutputFact['suffix']): Bilingual {
  const joined = (text: string, words: string | undefined) => (words === undefined ? text : `${text} ${words}`);
  return { kk: joined(value.kk, suffix?.kk), ru: joined(value.ru, suffix?.ru) };
}

function questionOf({ pages }: Form, field: string): SimpleQuestion | undefined {
  const found = pages.flatMap(({ questions }) => questions).find((question) => fieldsOf(question).includes(field));
  return found?.type === 'list' ? undefined : found;
}

function tableFor({ source }: OutputFact, materials: Materials): PrintedTable | undefined {
  if (source.from === 'list') return tableOfList(source, materials);
  if (source.from !== 'register' || source.columns === undefined) return undefined;
  return tableOfRegister({ field: source.field, columns: source.columns }, materials.registers[source.register]);
}

/** An answer in the words of its question, everything else in the format of the fact. */
function written(fact: OutputFact, value: Bilingual, { form }: Materials): Bilingual {
  const question = fact.source.from === 'answer' ? questionOf(form, fact.source.field) : undefined;
  const plain = fact.format === 'text' && question !== undefined;
  const write = fact.place === 'text' ? spokenAnswer : writtenAnswer;
  return plain ? inBoth((locale) => write(question, value[locale], locale)) : writtenFact(value, fact.format);
}

function printed(fact: OutputFact, materials: Materials): PrintedFact | undefined {
  const { id, label } = fact;
  const table = tableFor(fact, materials);
  if (table) return { id, label, value: tableInText(table), table };
  const value = valueOf(fact, materials);
  const shown = value ? withSuffix(written(fact, value, materials), fact.suffix) : fact.absent;
  return shown && { id, label, value: shown };
}

/** The facts of a document in the order in which they are printed and coded. */
export function composeFacts(output: Output, materials: Materials): Composition {
  const composed = output.facts.map((fact) => ({ fact, is: printed(fact, materials), entered: enteredFor(fact, materials) }));
  const wrong = composed.filter(({ entered }) => entered.kind === 'wrong').map(({ fact }) => fact.id);
  const isMissing = ({ id, required }: OutputFact, value: Bilingual | undefined) => required && !value && !wrong.includes(id);
  return {
    facts: composed.flatMap(({ is }) => is ?? []),
    missing: composed.filter(({ fact, is }) => isMissing(fact, is?.value)).map(({ fact }) => fact.id),
    wrong,
  };
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

/** One thing that a document says: a fact with its label and value or table, or without a label a sentence. */
export type DocumentLine =
  | { readonly label?: Bilingual; readonly value: Bilingual }
  | { readonly label: Bilingual; readonly table: PrintedTable };

/** What a document says, with its places filled. */
export interface FramedDocument {
  readonly title: Bilingual;
  /** In the order in which it is printed and coded. */
  readonly lines: readonly DocumentLine[];
  /** How many of the first lines stand above the title: to whom it goes. */
  readonly addressed: number;
  readonly statements: readonly Bilingual[];
}

function lineOf({ label, value, table }: PrintedFact): DocumentLine {
  return table === undefined ? { label, value } : { label, table };
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
    return frame.facts.filter(({ id }) => here.has(id)).map(lineOf);
  };
  const head = placed('head');
  return {
    title: output.title,
    lines: [...head, ...sentence(output.opening), ...placed('row'), ...sentence(output.closing)],
    addressed: head.length,
    statements: output.statements.map(filled),
  };
}
