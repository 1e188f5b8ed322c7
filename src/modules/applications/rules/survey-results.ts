/** Fewer answers than this are not shown at all: of so few somebody could be recognised. */
export const leastAnswers = 10;
/** A cell below this is not told exactly. */
export const leastCell = 3;
/** To what everything else is rounded then, so that the small cell cannot be worked out. */
const roundedTo = 5;

/** Answers to one question as they may be shown; `hidden`: some, too few to be told. */
export interface ShownQuestion {
  readonly question: string;
  readonly answers: readonly { readonly answer: string; readonly count: number | 'hidden' }[];
}

/** The survey of a service in a quarter as it may be shown to everybody. */
export type ShownResult =
  | { readonly kind: 'few' }
  | {
      readonly kind: 'shown';
      /** How many answered; rounded where some cell is hidden. */
      readonly total: number;
      readonly rounded: boolean;
      readonly questions: readonly ShownQuestion[];
    };

function nearest(count: number): number {
  return Math.round(count / roundedTo) * roundedTo;
}

/**
 * Hides what is small: nothing is shown of few answers, and where one cell is small, it is hidden and all others are rounded (SUR-1).
 *
 * @param counts by `question/answer`
 */
export function shownResult(
  survey: { readonly questions: readonly { readonly id: string }[]; readonly answers: readonly { readonly id: string }[] },
  counts: ReadonlyMap<string, number>,
): ShownResult {
  const of = (question: string, answer: string): number => counts.get(`${question}/${answer}`) ?? 0;
  const totals = survey.questions.map(({ id }) => survey.answers.reduce((sum, answer) => sum + of(id, answer.id), 0));
  const total = Math.max(0, ...totals);
  if (total < leastAnswers) return { kind: 'few' };
  const cells = survey.questions.flatMap((question) => survey.answers.map((answer) => of(question.id, answer.id)));
  const isSmall = (count: number): boolean => count > 0 && count < leastCell;
  const rounded = cells.some(isSmall);
  const told = (count: number): number | 'hidden' => (isSmall(count) ? 'hidden' : rounded ? nearest(count) : count);
  const questions = survey.questions.map(({ id }) => ({
    question: id,
    answers: survey.answers.map((answer) => ({ answer: answer.id, count: told(of(id, answer.id)) })),
  }));
  return { kind: 'shown', total: rounded ? nearest(total) : total, rounded, questions };
}
