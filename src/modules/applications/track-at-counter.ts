import { inTransaction } from '#kit/db';
import { Failure } from '#kit/failure';
import type { OfficerActor } from '#identity';
import type { CounterEntry } from '#regulations';
import { parseIin } from '#subjects';
import type { Iin } from '#subjects';
import { record } from './move.ts';
import { channelAt } from './own.ts';
import type { ApplicationServices } from './services.ts';
import {
  counterWords,
  findComplaint,
  findApplication,
  findHandings,
  findOpenEnquiry,
  findRequest,
  insertHandingOver,
  lockApplication,
  searchCounter,
} from './store.ts';
import type { Application, CounterQueue, HandingOver } from './store.ts';
import { officerActor } from './take.ts';
import { recordListing, recordLook } from './view.ts';
import { canWithdraw } from './withdraw.ts';

/** Days after the decision in which somebody may come for the result; then the centre sees nothing of the person any more. */
const shownDays = 30;
const day = 86_400_000;

/** An application as the counter that took it sees it. */
export interface CounterApplication extends Omit<Application, 'consumerIin' | 'consumerName'> {
  /** Undefined when the counter has nothing to do for this person any more. */
  readonly consumer: { readonly iin: Iin; readonly name: string } | undefined;
  readonly given: HandingOver | undefined;
}

function shownSince({ clock }: ApplicationServices): Date {
  return new Date(clock.now().getTime() - shownDays * day);
}

/** Takes the person out of what the counter is done with: no page can show what it does not get. */
function forCounter(application: Application, given: HandingOver | undefined, since: Date): CounterApplication {
  const { consumerIin: iin, consumerName: name, ...rest } = application;
  const isOver = rest.status === 'withdrawn' || (rest.decidedAt !== undefined && rest.decidedAt <= since);
  const isDone = given !== undefined || isOver;
  return { ...rest, given, consumer: isDone ? undefined : { iin, name } };
}

/** What this counter has taken: what waits, what somebody may come for, what was given; searched by number or IIN (PRO-4, WRK-3). */
export async function listAtCounter(
  services: ApplicationServices,
  officer: OfficerActor,
  search: { queue: CounterQueue; words: string; limit: number; offset: number },
): Promise<{ applications: CounterApplication[]; total: number }> {
  channelAt(officer);
  const since = shownSince(services);
  const { queue, words, limit, offset } = search;
  const found = counterWords(words, parseIin);
  const of = { counterBodyId: officer.bodyId, queue, found, shownSince: since, limit, offset };
  const { applications, total } = await searchCounter(services.db, of);
  const given = await findHandings(
    services.db,
    applications.map(({ id }) => id),
  );
  const shown = applications.map((one) => forCounter(one, given.get(one.id), since));
  const told = applications.filter((_, index) => shown[index]?.consumer !== undefined);
  await recordListing(services, officer, { applications: told, purpose: found === undefined ? 'list' : 'search' });
  return { applications: shown, total };
}

/** What can still be done at this counter when the consumer comes again (APP-9). */
export interface ComingBack {
  /** What the provider asks for, while the answer is awaited. */
  readonly asked: string | undefined;
  readonly mayWithdraw: boolean;
  /** About a refusal: it may be made, waits for the head, or was answered. */
  readonly complaint: 'possible' | 'waiting' | 'answered' | undefined;
}

async function comingBack({ db }: ApplicationServices, application: Application): Promise<ComingBack> {
  const { id, status, awaits } = application;
  const enquiry = awaits === 'consumer' ? await findOpenEnquiry(db, id) : undefined;
  const complaint = status === 'refused' ? await findComplaint(db, id) : undefined;
  const filed = complaint?.answeredAt === undefined ? 'waiting' : 'answered';
  return {
    asked: enquiry?.text,
    mayWithdraw: canWithdraw(application),
    complaint: status !== 'refused' ? undefined : complaint === undefined ? 'possible' : filed,
  };
}

/** What the counter sees of one application. */
export interface CounterCard {
  readonly again: ComingBack;
  readonly application: CounterApplication;
  /** Who filled it in, on which papers; undefined with the person. */
  readonly entry: CounterEntry | undefined;
}

/**
 * Opens an application at the counter that took it, and writes down that the person's data were seen (PRO-10).
 *
 * @throws Failure `notFound` for another counter's application as for one that does not exist (SEC-2)
 * @throws Failure `tooManyRequests` for who has opened those of too many people (SEC-11)
 */
export async function openTracked(services: ApplicationServices, officer: OfficerActor, id: string): Promise<CounterCard> {
  const { db } = services;
  const application = await findApplication(db, id, { counterBodyId: officer.bodyId });
  if (application === undefined) throw new Failure('notFound');
  channelAt(officer);
  const given = (await findHandings(db, [id])).get(id);
  const shown = forCounter(application, given, shownSince(services));
  const again = await comingBack(services, application);
  if (shown.consumer === undefined) return { application: shown, entry: undefined, again };
  const request = await findRequest(db, id);
  await recordLook(services, officer, application);
  return { application: shown, entry: request?.contents.counter, again };
}

/** `undecided`: there is nothing to give yet. `before`: it was given already. */
export type GivingOutcome = 'given' | 'undecided' | 'before';

/**
 * Marks that the result was given into the hands of the consumer or of the representative who is named in the request (PRO-4, step 9). From
 * then on the counter sees nothing of the person any more.
 *
 * @throws Failure `badRequest` for a representative where the request names none
 */
export async function giveResult(
  services: ApplicationServices,
  officer: OfficerActor,
  giving: { id: string; recipient: HandingOver['recipient'] },
): Promise<GivingOutcome> {
  const { id, recipient } = giving;
  const at = services.clock.now();
  return inTransaction(services.db, async (tx): Promise<GivingOutcome> => {
    const application = await lockApplication(tx, id, { counterBodyId: officer.bodyId });
    if (application === undefined) throw new Failure('notFound');
    channelAt(officer);
    if (application.decidedAt === undefined) return 'undecided';
    const entry = (await findRequest(tx, id))?.contents.counter;
    if (recipient === 'representative' && entry?.representative === undefined) throw new Failure('badRequest');
    if (!(await insertHandingOver(tx, id, { officerId: officer.id, at, recipient }))) return 'before';
    await record(tx, id, { events: [{ kind: 'resultGiven', to: recipient }], actor: officerActor(officer), at });
    return 'given';
  });
}
