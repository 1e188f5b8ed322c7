import { inTransaction } from '#kit/db';
import { Failure } from '#kit/failure';
import { newId } from '#kit/ids';
import { findBody } from '#identity';
import type { OfficerActor } from '#identity';
import type { Tx } from '#kit/db';
import type { Known, Regulation } from '#regulations';
import type { Iin } from '#subjects';
import { countFor, measuredStep } from './count.ts';
import { draftKey, renewedAnswers } from './draft.ts';
import type { OpenDraft } from './draft.ts';
import { channelAt } from './own.ts';
import { beginProcess, isAsking, isTakenAt, judgeData } from './rules/counter.ts';
import type { CounterState, NoData, Representative } from './rules/counter.ts';
import type { ApplicationServices, PersonAtCounter, PowerAtCounter } from './services.ts';
import { findDraft, lockDraft, putCounterDraft, saveAnswered, saveCounter } from './store.ts';

/** The services that are taken at the counter of this officer, as the regulations say. */
export async function servicesAtCounter(services: ApplicationServices, officer: OfficerActor): Promise<readonly Regulation[]> {
  const channel = channelAt(officer);
  const body = await findBody(services.db, officer.bodyId);
  const offered = services.regulations.offered(services.clock.now());
  return offered.filter((regulation) => body !== undefined && isTakenAt(regulation, channel, body.kind));
}

/** What is entered at a counter before anything is asked (step 2). */
export interface CounterBeginning {
  readonly service: string;
  readonly consumerIin: Iin;
  /** Only under a notarised power of attorney, and only at a centre. */
  readonly representative: Pick<Representative, 'iin' | 'number'> | undefined;
  /** Number of the card that the consumer shows; undefined where a representative came. */
  readonly identityCard: string | undefined;
}

/** Who stands at the counter, and with what paper. */
type Presence = Pick<CounterState, 'representative' | 'identityCard'>;

/**
 * Begins a request for a consumer at a counter and asks the registries (steps 2 and 3). Begun again for the same consumer, it is the same draft,
 * and the registries are asked again.
 *
 * @throws Failure `notFound` for a service that is not taken at this counter
 */
export async function beginAtCounter(
  services: ApplicationServices,
  officer: OfficerActor,
  beginning: CounterBeginning,
): Promise<string> {
  const { service, consumerIin } = beginning;
  const regulation = (await servicesAtCounter(services, officer)).find(({ id }) => id === service);
  if (regulation === undefined) throw new Failure('notFound');
  const channel = channelAt(officer);
  const { representative, identityCard } = beginning;
  // At the provider nobody represents anybody: the regulation asks the notary system at centres only.
  const presence: Presence = channel === 'centre' && representative !== undefined ? { representative } : { identityCard };
  const at = services.clock.now();
  const entered = { channel, bodyId: officer.bodyId, consumerIin, ...presence, originals: [] };
  const { id: officerId } = officer;
  const draftId = await inTransaction(services.db, async (tx) => {
    const draft = { id: newId(), officerId, service, regulationVersion: regulation.version, at };
    const id = await putCounterDraft(tx, { ...draft, counter: beginProcess(regulation, entered, at) });
    if (id !== draft.id) await beginAnew(services, tx, { officer, draftId: id, presence });
    return id;
  });
  await askRegistries(services, officer, draftId);
  return draftId;
}

/** A draft of this officer at a counter. @throws Failure `notFound` for another's as for one that does not exist */
export async function openAtCounter(
  services: ApplicationServices,
  officer: OfficerActor,
  id: string,
): Promise<OpenDraft & { readonly counter: CounterState }> {
  const draft = await findDraft(services.db, { id, officerId: officer.id });
  if (draft?.counter === undefined) throw new Failure('notFound');
  const regulation = services.regulations.version(draft.service, draft.regulationVersion);
  return { draft, regulation, representable: [], counter: draft.counter };
}

/** The process of a known draft from its beginning; what was filled in, marked and attached stays. */
async function beginAnew(
  services: ApplicationServices,
  tx: Tx,
  again: { officer: OfficerActor; draftId: string; presence: Presence | 'asBefore' },
): Promise<void> {
  const { officer, draftId } = again;
  const at = services.clock.now();
  const draft = await lockDraft(tx, draftKey(officer, draftId));
  if (draft?.counter === undefined) throw new Failure('notFound');
  const regulation = services.regulations.version(draft.service, draft.regulationVersion);
  const { noData: _, representative, identityCard, ...before } = draft.counter;
  const presence = again.presence === 'asBefore' ? { representative, identityCard } : again.presence;
  await saveCounter(tx, draftId, { counter: beginProcess(regulation, { ...before, ...presence }, at), at });
}

/** Asks the registries once more for a draft that they gave nothing for: the process begins anew, what was entered stays. */
export async function askAgain(services: ApplicationServices, officer: OfficerActor, draftId: string): Promise<void> {
  await inTransaction(services.db, (tx) => beginAnew(services, tx, { officer, draftId, presence: 'asBefore' }));
  await askRegistries(services, officer, draftId);
}

type Said =
  | { readonly noData: NoData; readonly known?: undefined; readonly representative?: Representative }
  | { readonly noData?: undefined; readonly known: Known; readonly representative?: Representative };

/** The notary system first: without a valid power of attorney the consumer's data are nobody's business here. */
async function ask(
  services: ApplicationServices,
  officer: OfficerActor,
  asked: { draftId: string; counter: CounterState },
): Promise<Said> {
  const { counterRegistries } = services;
  const { draftId, counter } = asked;
  const { consumerIin, representative, identityCard = '' } = counter;
  const shown = representative === undefined ? { identityCard } : { powerOfAttorney: representative.number };
  const ground = { officer, draftId, ...shown };
  let confirmed: Representative | undefined;
  if (representative !== undefined) {
    const { iin, number } = representative;
    const power = await counterRegistries.findPower({ number, principal: consumerIin, representative: iin }, ground);
    if (power.kind !== 'valid') return { noData: withoutPower(power) };
    confirmed = { iin, number, confirmed: power.confirmed };
  }
  const person = await counterRegistries.findPerson(consumerIin, officer.locale, ground);
  const represented = confirmed === undefined ? {} : { representative: confirmed };
  if (person.kind !== 'found') return { ...represented, noData: withoutPerson(person) };
  if (representative === undefined && !person.identityCards.includes(identityCard))
    return { noData: { of: 'person', why: 'otherCard' } };
  return { ...represented, known: person.facts };
}

type NoPower = Exclude<PowerAtCounter, { kind: 'valid' }>;
type NoPerson = Exclude<PersonAtCounter, { kind: 'found' }>;

function withoutPower({ kind: why, ...since }: NoPower): NoData {
  return { of: 'powerOfAttorney', why, ...since };
}

function withoutPerson({ kind: why, ...since }: NoPerson): NoData {
  return { of: 'person', why, ...since };
}

/** Asks outside of a transaction, then judges condition 1 where nothing else was asked meanwhile. */
async function askRegistries(services: ApplicationServices, officer: OfficerActor, draftId: string): Promise<void> {
  const { counter } = await openAtCounter(services, officer, draftId);
  const said = await ask(services, officer, { draftId, counter });
  const at = services.clock.now();
  await inTransaction(services.db, async (tx) => {
    const draft = await lockDraft(tx, draftKey(officer, draftId));
    if (draft?.counter === undefined) throw new Failure('notFound');
    // Pressed twice at once: one of the answers is enough.
    const regulation = services.regulations.version(draft.service, draft.regulationVersion);
    if (!isAsking(regulation, draft.counter)) return;
    const { noData, known = {}, representative } = said;
    const judged = judgeData(regulation, draft.counter, { noData, at });
    const milliseconds = at.getTime() - draft.counter.state.since.getTime();
    const asking = measuredStep(regulation, { channel: counter.channel, act: 'askRegistries', milliseconds });
    await countFor(services, tx, { application: { service: draft.service, channel: counter.channel }, at, what: [asking] });
    await saveAnswered(tx, draftId, {
      counter: representative === undefined ? judged : { ...judged, representative },
      known,
      answers: noData === undefined ? renewedAnswers(regulation, draft, known) : draft.answers,
      knownAt: noData === undefined ? at : undefined,
      at,
    });
  });
}
