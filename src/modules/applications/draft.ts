import { inTransaction } from '#kit/db';
import type { Tx } from '#kit/db';
import { Failure } from '#kit/failure';
import { newId } from '#kit/ids';
import type { OfficerActor, PersonActor } from '#identity';
import { addItem, localDate, prefillForm, readAnswers, readForm, removeItem, representable, withoutLists } from '#regulations';
import type { Answers, Fault, FormPage, Known, ListQuestion, Regulation, Representable } from '#regulations';
import { countFor, measuredStep } from './count.ts';
import { voidSignatures } from './gather-signatures.ts';
import type { ApplicationServices } from './services.ts';
import { findDraft, lockDraft, putDraft, removeDraft, saveDraft, saveKnown } from './store.ts';
import type { Draft, DraftKey } from './store.ts';

/** Who fills a draft in: the person at the portal, or somebody of the state at a counter. */
export type DraftActor = PersonActor | OfficerActor;

/** Names a draft as this actor's own. */
export function draftKey({ kind, id: holder }: DraftActor, id: string): DraftKey {
  return kind === 'person' ? { id, accountId: holder } : { id, officerId: holder };
}

/** A draft with the regulation by which it is filled in. */
export interface OpenDraft {
  readonly draft: Draft;
  readonly regulation: Regulation;
  /** Signers who may be represented, as the answers stand (FRM-9). */
  readonly representable: readonly Representable[];
  /** The registry was asked just now and does not answer; since when. */
  readonly silence?: { readonly since: Date; readonly now: Date } | undefined;
}

/**
 * Begins a request: what the state knows is filled in (APP-2). A person has one draft of a service; beginning again continues it.
 *
 * @throws Failure `notFound` for a service that cannot be ordered here
 */
export async function beginDraft(services: ApplicationServices, person: PersonActor, service: string): Promise<string> {
  const now = services.clock.now();
  const regulation = services.regulations.current(service, now);
  if (regulation === undefined) throw new Failure('notFound');
  const answer = await services.known.ask({ iin: person.iin, accountId: person.id, locale: person.locale, email: person.email });
  const known = answer.kind === 'known' ? answer.facts : {};
  const { answers } = prefillForm(regulation.form, known);
  const knownAt = answer.kind === 'known' ? now : undefined;
  return inTransaction(services.db, async (tx) => {
    await countOpening(services, tx, { regulation, begun: now });
    const times = { knownAt, createdAt: now, updatedAt: now };
    return putDraft(tx, {
      id: newId(),
      accountId: person.id,
      service,
      regulationVersion: regulation.version,
      answers,
      known,
      ...times,
    });
  });
}

/** How long the form took to open, with the registry that was asked for what it knows (PRO-9). */
async function countOpening(
  services: ApplicationServices,
  tx: Tx,
  opened: { regulation: Regulation; begun: Date },
): Promise<void> {
  const { regulation, begun } = opened;
  const at = services.clock.now();
  const milliseconds = at.getTime() - begun.getTime();
  const opening = measuredStep(regulation, { channel: 'portal', act: 'fillIn', milliseconds });
  await countFor(services, tx, { application: { service: regulation.id, channel: 'portal' }, at, what: [opening] });
}

/** Facts of a registry are asked for again after this time. */
const knownHours = 24;

function isFresh({ knownAt }: Draft, now: Date): boolean {
  return knownAt !== undefined && now.getTime() - knownAt.getTime() < knownHours * 3_600_000;
}

/** What the registries say now, and what the person entered; an answer that came from a registry is renewed. */
export function renewedAnswers({ form }: Regulation, { known, answers }: Draft, facts: Known): Answers {
  const before = prefillForm(form, known).answers;
  const entered = Object.entries(answers).filter(([field, answer]) => answer !== before[field]);
  return { ...prefillForm(form, facts).answers, ...Object.fromEntries(entered) };
}

/**
 * Opens a draft of this person; asks the registries again where they had not answered or what they said is old.
 *
 * @throws Failure `notFound` for another's draft as for one that does not exist
 */
export async function openDraft(services: ApplicationServices, person: PersonActor, id: string): Promise<OpenDraft> {
  const key = { id, accountId: person.id };
  const draft = await findDraft(services.db, key);
  if (draft === undefined) throw new Failure('notFound');
  const regulation = services.regulations.version(draft.service, draft.regulationVersion);
  const at = services.clock.now();
  const opened = (open: Draft): OpenDraft => ({ draft: open, regulation, representable: choices(services, person, open) });
  // While signatures are gathered nothing changes: what is signed is fixed.
  if (draft.signingUntil !== undefined || isFresh(draft, at)) return opened(draft);
  const answer = await services.known.ask({ iin: person.iin, accountId: person.id, locale: person.locale, email: person.email });
  if (answer.kind !== 'known') return { ...opened(draft), silence: { since: answer.since, now: at } };
  const { facts } = answer;
  return inTransaction(services.db, async (tx) => {
    // While the registries were asked, another tab may have entered something.
    const current = await lockDraft(tx, key);
    if (current === undefined) throw new Failure('notFound');
    if (current.signingUntil !== undefined) return opened(current);
    const answers = renewedAnswers(regulation, current, facts);
    await saveKnown(tx, id, { facts, answers, at });
    return opened({ ...current, known: facts, knownAt: at, answers, prepared: undefined });
  });
}

function choices(services: ApplicationServices, person: PersonActor, draft: Draft): Representable[] {
  const { form } = services.regulations.version(draft.service, draft.regulationVersion);
  const today = localDate(services.calendar, services.clock.now());
  // Of what was answered and is not asked any more nobody signs.
  const { answers } = readForm(form, draft.answers, { today, known: draft.known });
  const { representation } = draft;
  return representable(form.signers, { answers, today, applicantIin: person.iin, representation });
}

/**
 * A draft of this person, to be changed.
 *
 * @throws Failure `notFound` for another's draft; `conflict` while signatures are gathered: who changes it is asked first
 */
export async function lockToChange(tx: Tx, actor: DraftActor, id: string): Promise<Draft> {
  const draft = await lockDraft(tx, draftKey(actor, id));
  if (draft === undefined) throw new Failure('notFound');
  if (draft.signingUntil !== undefined) throw new Failure('conflict');
  return draft;
}

/** @throws Failure `notFound` for a page that the form does not have */
export function pageOf(regulation: Regulation, pageId: string): FormPage {
  const page = regulation.form.pages.find(({ id }) => id === pageId);
  if (page === undefined) throw new Failure('notFound');
  return page;
}

/** One more in a list of the page, or one less. */
export type ListStep = { readonly list: string } & (
  | { readonly kind: 'add' }
  | { readonly kind: 'remove'; readonly place: number }
);

/** @throws Failure `badRequest` for a list that the page does not have */
export function listOf(page: FormPage, id: string): ListQuestion {
  const found = page.questions.find((question) => question.id === id);
  if (found?.type !== 'list') throw new Failure('badRequest');
  return found;
}

/**
 * Keeps what was entered on a page, right or wrong, so that nothing is lost; the page is done when nothing is wrong (APP-1). What was
 * reviewed before has to be reviewed again. With a step of a list the page is not done: something more is to be entered.
 */
export async function fillPage(
  services: ApplicationServices,
  actor: DraftActor,
  entered: { draftId: string; page: string; raw: Readonly<Record<string, unknown>>; step?: ListStep | undefined },
): Promise<readonly Fault[]> {
  const { draftId, step } = entered;
  const now = services.clock.now();
  return inTransaction(services.db, async (tx) => {
    const draft = await lockToChange(tx, actor, draftId);
    const regulation = services.regulations.version(draft.service, draft.regulationVersion);
    const page = pageOf(regulation, entered.page);
    const list = step && listOf(page, step.list);
    const raw = list && step.kind === 'remove' ? removeItem(list, entered.raw, step.place) : entered.raw;
    const read = readAnswers(page, raw, { today: localDate(services.calendar, now), earlier: draft.answers, known: draft.known });
    const others = draft.donePages.filter((id) => id !== page.id);
    const donePages = read.faults.length === 0 && list === undefined ? [...others, page.id] : others;
    const entire = { ...withoutLists(page.questions, draft.answers), ...read.answers };
    const answers = list && step.kind === 'add' ? addItem(list, entire) : entire;
    await saveDraft(tx, draft.id, { answers, donePages, prepared: undefined, at: now });
    return list === undefined ? read.faults : [];
  });
}

/** Throws a draft away, after its holder was asked. */
export async function discardDraft(services: ApplicationServices, actor: DraftActor, draftId: string): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    const draft = await lockDraft(tx, draftKey(actor, draftId));
    if (draft === undefined) throw new Failure('notFound');
    await voidSignatures(tx, services, { draft, cause: 'discarded' });
    const held = { owner: actor.id, holder: draft.id };
    for (const { id } of await services.files.list(tx, held)) await services.files.remove(tx, { id, ...held });
    await removeDraft(tx, draft.id);
  });
}
