import { z } from 'zod';
import type { Tx } from '#kit/db';
import { handle, jobKind } from '#kit/jobs';
import type { Handler } from '#kit/jobs';
import type { Schedule } from '#kit/job-runner';
import { listOfficers } from '#identity';
import { notify } from '#notices';
import { formatDateTime, inEach, texts } from '#text';
import type { Locale } from '#text';
import { countFor } from './count.ts';
import { record, tellDesks } from './move.ts';
import type { ApplicationServices } from './services.ts';
import { changeApplication, foldTallies, lockUntold } from './store.ts';
import type { Application } from './store.ts';
import { counterSweeping, counterSweepingSchedule } from './sweep-counters.ts';

const escalation = jobKind('applications.escalate', z.object({}));
const folding = jobKind('applications.fold', z.object({}));

/** Applications that are told in one transaction; the rest follow in the next turn. */
const together = 100;

type Reason = 'near' | 'missed';

/** A notice and a letter to each head of the body, once for a deadline; the letter's subject names no person. */
async function tellHeads(
  services: ApplicationServices,
  tx: Tx,
  told: { application: Application; dueAt: Date; reason: Reason },
): Promise<void> {
  const { application, dueAt, reason } = told;
  const heads = (await listOfficers(tx, application.bodyId)).filter(({ roles }) => roles.includes('head'));
  const { passport } = services.regulations.version(application.service, application.regulationVersion);
  const values = (locale: Locale) => ({
    number: application.number ?? '',
    service: passport.shortTitle[locale],
    due: formatDateTime(dueAt, locale),
  });
  for (const head of heads) {
    await notify(tx, {
      recipient: head.id,
      subject: `deadline/${application.id}/${reason}/${dueAt.toISOString()}`,
      title: inEach((locale) => texts(locale).handling.escalated[reason].title(values(locale))),
      body: inEach((locale) => texts(locale).handling.escalated[reason].text(values(locale))),
      link: `/requests/${application.id}?queue=${reason === 'near' ? 'near' : 'overdue'}`,
      email: { to: head.email, locale: head.locale, portal: services.workplaceUrl },
      at: services.clock.now(),
    });
  }
}

async function escalate(
  services: ApplicationServices,
  tx: Tx,
  found: { application: Application; reason: Reason },
): Promise<void> {
  const { application, reason } = found;
  const { id, dueAt } = application;
  if (dueAt === undefined) return;
  const at = services.clock.now();
  await changeApplication(tx, id, reason === 'near' ? { near_told_at: at } : { missed_told_at: at });
  const kind = reason === 'near' ? 'deadlineNear' : 'deadlineMissed';
  const actor = { kind: 'system', id: 'workplace' } as const;
  await record(tx, id, { events: [{ kind, due: dueAt.toISOString() }], actor, at });
  await countFor(services, tx, { application, at, what: [{ measure: reason }] });
  await tellHeads(services, tx, { application, dueAt, reason });
  tellDesks(tx, application.bodyId);
}

/** Looks once for deadlines that have become near or were missed, and tells their heads (PRO-8). @returns how many */
export async function escalateDeadlines(services: ApplicationServices, tx: Tx): Promise<number> {
  const now = services.clock.now();
  const missed = await lockUntold(tx, { reason: 'missed', now, most: together });
  for (const application of missed) await escalate(services, tx, { application, reason: 'missed' });
  const near = await lockUntold(tx, { reason: 'near', now, most: together });
  for (const application of near) await escalate(services, tx, { application, reason: 'near' });
  return missed.length + near.length;
}

/** What applications do by themselves: escalation, adding up, deleting what counters never sent. */
export function applicationJobs(services: ApplicationServices): Handler[] {
  return [
    handle(escalation, async (tx) => {
      await escalateDeadlines(services, tx);
    }),
    handle(folding, async (tx) => {
      await foldTallies(tx, 20_000);
    }),
    counterSweeping(services),
  ];
}

export const applicationSchedules: readonly Schedule[] = [
  { kind: escalation, everySeconds: 30 },
  { kind: folding, everySeconds: 60 },
  counterSweepingSchedule,
];
