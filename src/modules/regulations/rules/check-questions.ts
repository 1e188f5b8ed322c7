import { checkTwice } from './finding.ts';
import type { Report } from './finding.ts';
import type { Form, Question } from './form.ts';

/** Bounds of a question by their names, the lower first. */
const bounds = [
  ['minLength', 'maxLength'],
  ['min', 'max'],
  ['notBefore', 'notAfter'],
] as const;

/** Two dates, two numbers, or two days counted from today; what is not of one kind depends on the day. */
function isReversed(low: unknown, high: unknown): boolean {
  if (typeof low === 'number' && typeof high === 'number') return low > high;
  if (typeof low !== 'string' || typeof high !== 'string') return false;
  const [first, second] = [low, high].map((bound) => /^today([+-]\d+)?$/.exec(bound));
  if (first && second) return Number(first[1] ?? 0) > Number(second[1] ?? 0);
  return !first && !second && low > high;
}

function checkBounds(question: Question, report: Report): void {
  const values: Readonly<Record<string, unknown>> = { ...question };
  for (const [low, high] of bounds) {
    if (isReversed(values[low], values[high]))
      report('bounds', `form.${question.id}`, `no answer is at least ${low} and at most ${high}`);
  }
}

function checkOptions(question: Question, questions: readonly Question[], report: Report): void {
  const path = `form.${question.id}`;
  if (question.type === 'choice')
    checkTwice(
      question.options.map(({ value }) => value),
      path,
      report,
    );
  const { when } = question;
  const asked = questions.find(({ id }) => id === when?.question);
  if (!when || asked?.type !== 'choice') return;
  for (const value of when.is.filter((one) => !asked.options.some((option) => option.value === one)))
    report('unknownOption', path, `${when.question} has no option ${value}`);
}

/** Whether each question can be answered, and be asked at all. */
export function checkQuestions({ pages }: Form, report: Report): void {
  const questions = pages.flatMap((page) => page.questions);
  checkTwice(
    pages.map(({ id }) => id),
    'form.pages',
    report,
  );
  for (const question of questions) {
    checkBounds(question, report);
    checkOptions(question, questions, report);
  }
}
