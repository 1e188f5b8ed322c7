import type { Queryable, Tx } from '#kit/db';
import type { HandlingTables } from './handling-tables.ts';

/** @returns false where this application's survey was answered before */
export async function insertSurveyAnswer(
  tx: Tx,
  given: { applicationId: string; answers: Readonly<Record<string, string>>; at: Date },
): Promise<boolean> {
  const { applicationId, answers, at } = given;
  const result = await tx
    .withTables<HandlingTables>()
    .insertInto('applications.survey_answer')
    .values({ application_id: applicationId, answers: JSON.stringify(answers), at })
    .onConflict((conflict) => conflict.column('application_id').doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function isSurveyAnswered(db: Queryable, applicationId: string): Promise<boolean> {
  const answers = db.withTables<HandlingTables>().selectFrom('applications.survey_answer').select('at');
  return (await answers.where('application_id', '=', applicationId).executeTakeFirst()) !== undefined;
}
