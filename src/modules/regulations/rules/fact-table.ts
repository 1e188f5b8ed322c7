import { countOf, itemQuestions } from './list.ts';
import type { Answers, Form } from './form.ts';
import type { FactFormat, TableColumn } from './output.ts';
import type { Bilingual } from './words.ts';
import { inBoth, writtenAnswer, writtenFact } from './written-answer.ts';

/** A table as it is printed: the payments of a child by quarter, the children of a request. */
export interface PrintedTable {
  readonly columns: readonly Bilingual[];
  readonly rows: readonly (readonly Bilingual[])[];
}

/** A row of a register; the lines of its tables stand flat, `payments.0.sum`. */
export type RegisterValues = Readonly<Record<string, string | Bilingual | undefined>>;

const blank: Bilingual = { kk: '—', ru: '—' };

function tableOf(columns: readonly TableColumn[], lines: number, cell: (column: TableColumn, line: number) => Bilingual) {
  if (lines === 0) return undefined;
  const rows = Array.from({ length: lines }, (_, line) => columns.map((column) => cell(column, line)));
  return { columns: columns.map(({ label }) => label), rows };
}

/** The answers to a list as a table; undefined where there are none, or no such list. */
export function tableOfList(
  of: { question: string; columns: readonly TableColumn[] },
  { form, answers }: { form: Form; answers: Answers },
): PrintedTable | undefined {
  const list = form.pages.flatMap(({ questions }) => questions).find(({ id }) => id === of.question);
  if (list?.type !== 'list') return undefined;
  const isAnswered = Object.keys(answers).some((field) => field.startsWith(`${list.id}.`));
  return tableOf(of.columns, isAnswered ? countOf(list, answers) : 0, ({ field }, line) => {
    const name = `${list.id}.${line}.${field}`;
    const [answer, question] = [answers[name], itemQuestions(list, line).find(({ id }) => id === name)];
    return answer && question ? inBoth((locale) => writtenAnswer(question, answer, locale)) : blank;
  });
}

/** A table that a register keeps in a column; undefined where it has no line. */
export function tableOfRegister(
  of: { field: string; columns: readonly TableColumn[] },
  row: RegisterValues | undefined,
): PrintedTable | undefined {
  const places = Object.keys(row ?? {}).filter((name) => name.startsWith(`${of.field}.`));
  const lines = new Set(places.map((name) => name.split('.')[1])).size;
  return tableOf(of.columns, lines, ({ field, format }, line) => written(row?.[`${of.field}.${line}.${field}`], format));
}

function written(value: string | Bilingual | undefined, format: FactFormat): Bilingual {
  if (value === undefined || value === '') return blank;
  return writtenFact(typeof value === 'string' ? { kk: value, ru: value } : value, format);
}

/** A table in one line, for the sentences of a document. */
export function tableInText({ rows }: PrintedTable): Bilingual {
  const line = (language: keyof Bilingual) => rows.map((cells) => cells.map((cell) => cell[language]).join(' ')).join('; ');
  return { kk: line('kk'), ru: line('ru') };
}
