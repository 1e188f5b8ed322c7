import { z } from 'zod';
import type { Tx } from '#kit/db';
import { handle, jobKind } from '#kit/jobs';
import type { Handler } from '#kit/jobs';
import type { Schedule } from '#kit/job-runner';
import { findAccountByIin } from '#identity';
import type { ApplicationServices } from './services.ts';
import {
  emptyUntouchedAnswer,
  findUntouchedAnswers,
  findUntouchedStatements,
  lockApplication,
  lockUntouchedDrafts,
  removeDraft,
  removeUntouchedStatement,
} from './store.ts';
import type { Unsent } from './store.ts';

const sweeping = jobKind('applications.sweep-counters', z.object({}));

/** What is deleted in one transaction; the rest follows in the next turn. */
const together = 100;

/** @param but whose files stay */
async function removeFiles(
  { files }: ApplicationServices,
  tx: Tx,
  of: { holder: string; but?: string | undefined },
): Promise<void> {
  for (const file of await files.listHeld(tx, of.holder)) if (file.owner !== of.but) await files.remove(tx, file);
}

async function sweepStatement(services: ApplicationServices, tx: Tx, { unsent, before }: { unsent: Unsent; before: Date }) {
  await lockApplication(tx, unsent.applicationId);
  if (await removeUntouchedStatement(tx, unsent, before)) await removeFiles(services, tx, { holder: unsent.id });
}

/** What the person themselves has put together at the portal meanwhile is theirs, and stays. */
async function sweepAnswer(services: ApplicationServices, tx: Tx, { unsent, before }: { unsent: Unsent; before: Date }) {
  const application = await lockApplication(tx, unsent.applicationId);
  if (application === undefined || !(await emptyUntouchedAnswer(tx, unsent, before))) return;
  const account = await findAccountByIin(tx, application.consumerIin);
  await removeFiles(services, tx, { holder: unsent.id, but: account?.id });
}

/**
 * Deletes what counters began and never sent, with its files: requests, statements, answers. Nobody at a counter keeps a person's data without
 * an application that they belong to. @returns how many
 */
export async function sweepCounters(services: ApplicationServices, tx: Tx): Promise<number> {
  const before = new Date(services.clock.now().getTime() - services.unsentHours * 3_600_000);
  const untouched = { before, most: together };
  const drafts = await lockUntouchedDrafts(tx, untouched);
  for (const holder of drafts) {
    await removeFiles(services, tx, { holder });
    await removeDraft(tx, holder);
  }
  const statements = await findUntouchedStatements(tx, untouched);
  for (const unsent of statements) await sweepStatement(services, tx, { unsent, before });
  const answers = await findUntouchedAnswers(tx, untouched);
  for (const unsent of answers) await sweepAnswer(services, tx, { unsent, before });
  return drafts.length + statements.length + answers.length;
}

export function counterSweeping(services: ApplicationServices): Handler {
  return handle(sweeping, async (tx) => {
    await sweepCounters(services, tx);
  });
}

export const counterSweepingSchedule: Schedule = { kind: sweeping, everySeconds: 600 };
