import { checkTwice } from './finding.ts';
import type { Report } from './finding.ts';
import type { Form, Question } from './form.ts';

/** Bounds of a question by their names, the lower first. */
const bounds = [
  ['minLength', 'maxLength'],
  ['min', 'max'],
  ['notBefore', 'notAfter'],
] as const;

/** A day counted from today, as a number of days. */
function daysFromToday(bound: unknown): number | undefined {
  const [found, days = '0'] = /^today([+-]\d+)?$/.exec(String(bound)) ?? [];
  return found === undefined ? undefined : Number(days);
}

/** Two numbers, two dates, or two days counted from today; whether a date comes after a counted day depends on the day. */
function isReversed(low: unknown, high: unknown): boolean {
  if (typeof low === 'number' && typeof high === 'number') return low > high;
  const [first, second] = [daysFromToday(low), daysFromToday(high)];
  if (first !== undefined && second !== undefined) return first > second;
  return typeof low === 'string' && typeof high === 'string' && first === undefined && second === undefined && low > high;
}

function checkBounds(question: Question, path: string, report: Report): void {
  const values: Readonly<Record<string, unknown>> = { ...question };
  for (const [low, high] of bounds) {
    if (isReversed(values[low], values[high])) report('bounds', path, `no answer is at least ${low} and at most ${high}`);
  }
}

/** Whether each question can be answered. */
export function checkQuestions({ pages }: Form, report: Report): void {
  checkTwice(
    pages.map(({ id }) => id),
    'form.pages',
    report,
  );
  for (const question of pages.flatMap((page) => page.questions)) {
    const path = `form.${question.id}`;
    checkBounds(question, path, report);
    if (question.type === 'choice')
      checkTwice(
        question.options.map(({ value }) => value),
        path,
        report,
      );
    if (question.type === 'list') for (const field of question.fields) checkBounds(field, `${path}.${field.id}`, report);
  }
}
