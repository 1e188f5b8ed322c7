import type { Report } from './finding.ts';
import { fieldsOf } from './form.ts';
import type { Question } from './form.ts';
import type { FactSource, Output } from './output.ts';
import type { Regulation } from './regulation.ts';

/** What a regulation may name of a register. */
export interface RegisterSurroundings {
  readonly columns: readonly string[];
  /** The columns of those columns that are tables. */
  readonly tables: Readonly<Record<string, readonly string[]>>;
  /** What a decision must and may enter. */
  readonly effect: { readonly required: readonly string[]; readonly optional: readonly string[] };
}

/** What stands around a definition and is not said in it: where it names something of this, it must be there. */
export interface Surroundings {
  readonly registers?: Readonly<Record<string, RegisterSurroundings>>;
  readonly bodyKinds?: readonly string[];
  /** `section/rubric`. */
  readonly rubrics?: readonly string[];
}

/** A place where a source is named, with what it may name. */
interface Naming {
  readonly path: string;
  readonly questions: readonly Question[];
  readonly surroundings: Surroundings;
  readonly report: Report;
}

function checkColumns(named: readonly { readonly field: string }[], known: readonly string[], { path, report }: Naming): void {
  for (const { field } of named.filter((column) => !known.includes(column.field)))
    report('unknownColumn', path, `the table has no column ${field}`);
}

function checkRegister(source: FactSource & { from: 'register' }, naming: Naming): void {
  const { path, report, surroundings } = naming;
  if (surroundings.registers === undefined) return;
  const register = surroundings.registers[source.register];
  if (register === undefined) return report('unknownRegister', path, `there is no register ${source.register}`);
  if (!register.columns.includes(source.field))
    return report('unknownColumn', path, `the register ${source.register} has no column ${source.field}`);
  if (source.columns) checkColumns(source.columns, register.tables[source.field] ?? [], naming);
}

function checkList(source: FactSource & { from: 'list' }, naming: Naming): void {
  const { path, questions, report } = naming;
  const question = questions.find(({ id }) => id === source.question);
  if (question?.type !== 'list') return report('unfilledFact', path, `no list of the form is named ${source.question}`);
  checkColumns(source.columns, question.fields.flatMap(fieldsOf), naming);
}

function checkSource(source: FactSource, naming: Naming): void {
  if (source.from === 'register') checkRegister(source, naming);
  if (source.from === 'list') checkList(source, naming);
  if (source.from === 'answer' && !naming.questions.some((question) => fieldsOf(question).includes(source.field)))
    naming.report('unfilledFact', naming.path, `no question fills ${source.field}`);
}

type Effect = NonNullable<Output['effect']>;

/** Whether the register takes what is entered, and has all that it demands. */
function checkEntered({ register: name, values }: Effect, { path, report, surroundings }: Naming): void {
  if (surroundings.registers === undefined) return;
  const register = surroundings.registers[name];
  if (register === undefined) return report('unknownRegister', path, `there is no register ${name}`);
  const { required, optional } = register.effect;
  for (const column of required.filter((one) => values[one] === undefined))
    report('unfilledFact', path, `the register ${name} demands ${column}`);
  for (const column of Object.keys(values).filter((one) => ![...required, ...optional].includes(one)))
    report('unknownColumn', `${path}.${column}`, `the register ${name} takes no ${column}`);
}

/** What a signed decision enters into a register. */
function checkEffect({ effect, facts, kind }: Output, naming: Naming): void {
  if (!effect) return;
  if (kind === 'refusal') naming.report('effectOfRefusal', naming.path, 'a refusal enters nobody into a register');
  for (const [column, source] of Object.entries(effect.values)) {
    const at = { ...naming, path: `${naming.path}.${column}` };
    if (source.from === 'fact' && !facts.some(({ id }) => id === source.fact))
      naming.report('unfilledFact', at.path, `the document has no fact ${source.fact}`);
    if (source.from !== 'fact' && source.from !== 'constant') checkSource(source, at);
  }
  checkEntered(effect, naming);
}

/** Checks that every source that a document names is there: questions, lists, registers and their columns. */
export function checkSources(regulation: Regulation, surroundings: Surroundings, report: Report): void {
  const questions = regulation.form.pages.flatMap((page) => page.questions);
  for (const output of regulation.outputs) {
    const path = `outputs.${output.id}`;
    const naming = { path, questions, surroundings, report };
    for (const { id, source } of output.facts) checkSource(source, { ...naming, path: `${path}.${id}` });
    checkEffect(output, { ...naming, path: `${path}.effect` });
  }
}

/** The fields and lists of the form that a document prints or enters into a register. */
export function fieldsUsedBy({ facts, effect }: Output): string[] {
  const sources = [...facts.map(({ source }) => source), ...Object.values(effect?.values ?? {})];
  return sources.flatMap((source) =>
    source.from === 'answer' ? [source.field] : source.from === 'list' ? [source.question] : [],
  );
}
