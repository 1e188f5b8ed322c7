import { inTransaction } from '#kit/db';
import type { Tx } from '#kit/db';
import { Failure } from '#kit/failure';
import { newId } from '#kit/ids';
import type { PersonActor } from '#identity';
import { addItem, askedPages, localDate, prefillForm, readAnswers, removeItem, withoutLists } from '#regulations';
import type { Answers, Fault, FormPage, Known, ListQuestion, Regulation } from '#regulations';
import { countFor, measuredStep } from './count.ts';
import type { ApplicationServices } from './services.ts';
import { findDraft, lockDraft, putDraft, removeDraft, saveDraft, saveKnown } from './store.ts';
import type { Draft } from './store.ts';

/** A draft with the regulation by which it is filled in. */
export interface OpenDraft {
  readonly draft: Draft;
  readonly regulation: Regulation;
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
function renewedAnswers({ form }: Regulation, { known, answers }: Draft, facts: Known): Answers {
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
  if (isFresh(draft, at)) return { draft, regulation };
  const answer = await services.known.ask({ iin: person.iin, accountId: person.id, locale: person.locale, email: person.email });
  if (answer.kind !== 'known') return { draft, regulation };
  const { facts } = answer;
  return inTransaction(services.db, async (tx) => {
    // While the registries were asked, another tab may have entered something.
    const current = await lockDraft(tx, key);
    if (current === undefined) throw new Failure('notFound');
    const answers = renewedAnswers(regulation, current, facts);
    await saveKnown(tx, id, { facts, answers, at });
    return { draft: { ...current, known: facts, knownAt: at, answers, prepared: undefined }, regulation };
  });
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

/** The next page on which something is asked after these answers; undefined after the last one. */
export function pageAfter({ draft, regulation }: OpenDraft, page: FormPage): FormPage | undefined {
  const { pages } = regulation.form;
  const asked = askedPages(regulation.form, draft.answers);
  return asked.find((one) => pages.indexOf(one) > pages.indexOf(page));
}

/**
 * Keeps what was entered on a page, right or wrong, so that nothing is lost; the page is done when nothing is wrong (APP-1). What was
 * reviewed before has to be reviewed again. With a step of a list the page is not done: something more is to be entered.
 */
export async function fillPage(
  services: ApplicationServices,
  person: PersonActor,
  entered: { draftId: string; page: string; raw: Readonly<Record<string, unknown>>; step?: ListStep | undefined },
): Promise<readonly Fault[]> {
  const { draftId, step } = entered;
  const now = services.clock.now();
  return inTransaction(services.db, async (tx) => {
    const draft = await lockDraft(tx, { id: draftId, accountId: person.id });
    if (draft === undefined) throw new Failure('notFound');
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

/** Throws a draft away, after the person was asked. */
export async function discardDraft(services: ApplicationServices, person: PersonActor, draftId: string): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    const draft = await lockDraft(tx, { id: draftId, accountId: person.id });
    if (draft === undefined) throw new Failure('notFound');
    const held = { owner: person.id, holder: draft.id };
    for (const { id } of await services.files.list(tx, held)) await services.files.remove(tx, { id, ...held });
    await removeDraft(tx, draft.id);
  });
}
