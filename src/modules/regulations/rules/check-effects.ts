import type { FindingCode } from './finding.ts';
import type { Form } from './form.ts';
import type { Output } from './output.ts';

type Report = (code: FindingCode, path: string, reason: string) => void;

/** The answers that an output prints, or enters into a register. */
export function answersBehind({ facts, effect }: Output): string[] {
  const sources = [...facts.map(({ source }) => source), ...Object.values(effect?.values ?? {})];
  return sources.flatMap((source) => {
    if (source.from === 'answer') return [source.field];
    return source.from === 'list' ? [source.question] : [];
  });
}

function checkList({ facts, id: output }: Output, form: Form, report: Report): void {
  const questions = form.pages.flatMap((page) => page.questions);
  for (const { id, source } of facts) {
    if (source.from !== 'list') continue;
    const path = `outputs.${output}.${id}`;
    const list = questions.find((question) => question.id === source.question);
    if (list?.type !== 'list') return report('unfilledFact', path, `${source.question} is no list of the form`);
    const asked = new Set(list.fields.map((field) => field.id));
    for (const { field } of source.columns.filter((column) => !asked.has(column.field)))
      report('unfilledFact', path, `the list ${source.question} does not ask for ${field}`);
  }
}

/** Checks the tables of an output, and that something fills each column that its effect brings to a register. */
export function checkSources(output: Output, form: Form, report: Report): void {
  checkList(output, form, report);
  for (const [column, source] of Object.entries(output.effect?.values ?? {})) {
    const isFilled = source.from !== 'fact' || output.facts.some(({ id }) => id === source.fact);
    if (!isFilled) report('unfilledFact', `outputs.${output.id}.effect.${column}`, `there is no fact ${source.fact}`);
  }
}
