import { inTransaction } from '#kit/db';
import type { PersonActor } from '#identity';
import { isDecided } from '#regulations';
import type { Regulation } from '#regulations';
import { countFor } from './count.ts';
import { lockOwnApplication } from './own.ts';
import type { ApplicationServices } from './services.ts';
import { insertSurveyAnswer } from './store.ts';

/** `early`: there is no result yet. `before`: this application's survey was answered already. */
export type SurveyOutcome = 'answered' | 'before' | 'early';

/** Every question with one of the survey's answers; undefined where one is missing. */
export function readSurvey(
  { survey }: Regulation,
  raw: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string>> | undefined {
  const answers = survey.questions.map(({ id }) => [id, survey.answers.find((answer) => answer.id === raw[id])?.id] as const);
  const given = answers.filter((pair): pair is readonly [string, string] => pair[1] !== undefined);
  return given.length === answers.length ? Object.fromEntries(given) : undefined;
}

/**
 * Keeps a person's answers to the survey, once for an application, though it be sent three times at once (SUR-1, REL-4). What is counted for
 * the public names nobody.
 */
export async function answerSurvey(
  services: ApplicationServices,
  person: PersonActor,
  given: { id: string; answers: Readonly<Record<string, string>> },
): Promise<SurveyOutcome> {
  const { id, answers } = given;
  const at = services.clock.now();
  return inTransaction(services.db, async (tx): Promise<SurveyOutcome> => {
    const application = await lockOwnApplication(tx, person, id);
    if (!isDecided(application.state)) return 'early';
    if (!(await insertSurveyAnswer(tx, { applicationId: id, answers, at }))) return 'before';
    const what = Object.entries(answers).map(
      ([question, answer]) => ({ measure: 'survey', key: `${question}/${answer}` }) as const,
    );
    await countFor(services, tx, { application, at, what });
    return 'answered';
  });
}
