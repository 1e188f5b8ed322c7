import type { Finding } from './finding.ts';
import type { OnAnswer, Question } from './form.ts';
import type { Regulation } from './regulation.ts';

type Report = (code: 'unknownAnswer' | 'uncoveredAnswer', path: string, reason: string) => void;

/** The answers that a question can have; undefined where they cannot be counted out, or there is no such question. */
function answersOf(questions: readonly Question[], id: string): readonly string[] | undefined {
  const question = questions.find((one) => one.id === id);
  return question?.type === 'choice' ? question.options.map(({ value }) => value) : undefined;
}

function checkCondition(
  when: OnAnswer,
  questions: readonly Question[],
  { path, report }: { path: string; report: Report },
): void {
  const possible = answersOf(questions, when.question);
  if (possible === undefined) return report('unknownAnswer', path, `${when.question} is no choice of the form`);
  for (const value of when.is.filter((one) => !possible.includes(one)))
    report('unknownAnswer', path, `${when.question} has no answer ${value}`);
}

/** Where each result depends on an answer, every answer must lead to one: nobody orders what cannot be given. */
function checkResults({ outputs }: Regulation, questions: readonly Question[], report: Report): void {
  const conditions = outputs.filter(({ kind }) => kind === 'result').map(({ when }) => when);
  if (conditions.some((when) => when === undefined)) return;
  for (const id of new Set(conditions.flatMap((when) => (when ? [when.question] : [])))) {
    const led = new Set(conditions.flatMap((when) => (when?.question === id ? when.is : [])));
    const left = answersOf(questions, id)?.filter((value) => !led.has(value)) ?? [];
    for (const value of left) report('uncoveredAnswer', `form.${id}`, `the answer ${value} leads to no result`);
  }
}

/** Checks everything that depends on an answer: that somebody can give it, and that no answer leads to nothing. */
export function checkAnswers(regulation: Regulation): Finding[] {
  const findings: Finding[] = [];
  const report: Report = (code, path, reason) => findings.push({ code, path, reason });
  const questions = regulation.form.pages.flatMap((page) => page.questions);
  const dependent = [
    ...questions.map(({ id, when }) => ({ path: `form.${id}`, when })),
    ...regulation.form.statement.map(({ when }, place) => ({ path: `form.statement.${place}`, when })),
    ...regulation.outputs.map(({ id, when }) => ({ path: `outputs.${id}`, when })),
  ];
  for (const { path, when } of dependent) if (when) checkCondition(when, questions, { path, report });
  checkResults(regulation, questions, report);
  return findings;
}
