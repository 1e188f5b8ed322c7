import type { Report } from './finding.ts';
import type { Question } from './form.ts';
import { fieldsOf } from './form.ts';
import type { Output, OutputFact } from './output.ts';
import type { Regulation } from './regulation.ts';

/**
 * Words that stand under every electronic document: it equals paper by article 7 of the Law on the electronic document, and what its bar
 * code holds (DOC-1, DOC-2).
 */
const legalWords = [
  { of: 'the law that makes it equal to paper', kk: /370-II/, ru: /7 ЗРК|370-II/ },
  { of: 'what the bar code holds', kk: /штрих-код/iu, ru: /штрих-код/iu },
] as const;

function checkSigning(output: Output, path: string, report: Report): void {
  const { kind, signedBy, signatures, statements } = output;
  if (kind === 'result' && signedBy !== 'signatory')
    report('unsigned', `${path}.signedBy`, `a result is signed by the authorised signatory, not by the ${signedBy}`);
  if (!signatures.some(({ of }) => of === signedBy))
    report('unsigned', `${path}.signatures`, `no line names the ${signedBy}, who signs`);
  for (const { of, kk, ru } of legalWords) {
    const said = statements.some((statement) => kk.test(statement.kk) && ru.test(statement.ru));
    if (!said) report('legalWords', `${path}.statements`, `no statement says ${of}`);
  }
}

/** Whether a question is asked in every request for which there is the document. */
function isAlwaysAsked({ when }: Question, { when: given }: Output & { readonly when?: Question['when'] }): boolean {
  if (when === undefined) return true;
  return given?.question === when.question && given.is.every((value) => when.is.includes(value));
}

function checkAnswered(fact: OutputFact, output: Output, { questions, path, report }: AnsweredBy): void {
  const { source, format, required, correctable } = fact;
  if (source.from !== 'answer') return;
  const question = questions.find((one) => fieldsOf(one).includes(source.field));
  if (!question) return;
  const isSure = question.required && isAlwaysAsked(question, output);
  if (required && !correctable && !isSure)
    report('unfilledFact', path, `the document demands it, but ${source.field} need not be answered`);
  if (format === 'date' && question.type !== 'date' && question.type !== 'period')
    report('formatDiffers', path, `${source.field} is no date`);
}

interface AnsweredBy {
  readonly questions: readonly Question[];
  readonly path: string;
  readonly report: Report;
}

/** Checks each electronic document: who signs it, what the law demands under it, and that each fact can have its value. */
export function checkOutputs(regulation: Regulation, report: Report): void {
  const questions = regulation.form.pages.flatMap((page) => page.questions);
  for (const output of regulation.outputs) {
    const path = `outputs.${output.id}`;
    checkSigning(output, path, report);
    for (const fact of output.facts) {
      const at = { path: `${path}.${fact.id}`, report };
      checkAnswered(fact, output, { ...at, questions });
      if (fact.source.from === 'grounds' && output.kind === 'result')
        report('groundOfResult', at.path, 'a result has no ground of refusal');
    }
  }
}
