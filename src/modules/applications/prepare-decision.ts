import { canonicalJson } from '#kit/audit-chain';
import { inTransaction } from '#kit/db';
import type { Queryable } from '#kit/db';
import { Failure } from '#kit/failure';
import { findBody } from '#identity';
import type { OfficerActor } from '#identity';
import { acts, channelOf, isAsked, stepOf } from '#regulations';
import type { Answers, Output, Regulation } from '#regulations';
import { answersOf, composed } from './compose-decision.ts';
import type { DecisionView } from './compose-decision.ts';
import { record, tellDesks } from './move.ts';
import type { ApplicationServices } from './services.ts';
import { changeApplication, findPreparation, putPreparation } from './store.ts';
import type { Application, DocumentCheck, Preparation } from './store.ts';
import { lockForOfficer, officerActor } from './take.ts';

/** The kind of document that each outcome of the open condition leads to. */
function broughtBy(regulation: Regulation, application: Application) {
  const channel = channelOf(regulation, application.channel);
  const { condition } = stepOf(channel, application.state.step);
  const brings = (number: number) => acts[stepOf(channel, number).act].brings;
  return condition && { ok: brings(condition.ok), violation: brings(condition.violation) };
}

/** The outputs between which an application's open condition decides, those for "all is well" first; some only after certain answers. */
export function possibleOutputs(regulation: Regulation, application: Application, answers: Answers): Output[] {
  const brought = application.state.stage === 'condition' ? broughtBy(regulation, application) : undefined;
  if (brought === undefined) return [];
  const outputs = regulation.outputs.filter((output) => isAsked(output, answers));
  return [brought.ok, brought.violation].flatMap((kind) => outputs.filter((output) => output.kind === kind));
}

/** Which way the condition goes with this output. */
export function outcomeOf(regulation: Regulation, application: Application, output: Output): 'ok' | 'violation' {
  const brought = broughtBy(regulation, application);
  if (brought === undefined) throw new Error('No condition waits to be judged');
  return brought.ok === output.kind ? 'ok' : 'violation';
}

/** @returns undefined where this officer does not hold the application any more, or it waits for somebody else */
export async function lockHeld(...[tx, officer, id]: Parameters<typeof lockForOfficer>): Promise<Application | undefined> {
  const application = await lockForOfficer(tx, officer, id);
  return application.holderId === officer.id && application.awaits === 'officer' ? application : undefined;
}

/** What an officer's screen says about a decision. */
export interface Entered {
  readonly id: string;
  /** The change that the screen showed as the last, from {@link seenOf}: what was changed since is not overwritten unseen. */
  readonly seen: string;
  /** Marks of the check list (item 11 of the standard), by required document. */
  readonly checks: Readonly<Record<string, DocumentCheck>>;
  /** undefined: not chosen yet */
  readonly output: string | undefined;
  readonly values: Readonly<Record<string, string>>;
  readonly grounds: readonly string[];
}

/** `changed`: in another window. `moved`: the application is not this officer's to decide any more. Nothing was stored in either case. */
export type SaveOutcome = 'saved' | 'changed' | 'moved';

/** Names the last change of a preparation, for forms to carry. */
export function seenOf({ changedAt }: Preparation): string {
  return changedAt?.toISOString() ?? '';
}

function asEntered({ checks, output, values, grounds }: Preparation | Entered): string {
  return canonicalJson({ checks, output, values, grounds: grounds.toSorted() });
}

function sameChecks(one: Preparation, other: Entered): boolean {
  return canonicalJson(one.checks) === canonicalJson(other.checks);
}

/** Keeps what was entered for a decision, complete or not. Sent twice, it is one change. */
export async function saveDecision(services: ApplicationServices, officer: OfficerActor, entered: Entered): Promise<SaveOutcome> {
  const at = services.clock.now();
  const { id, checks, output, values, grounds } = entered;
  return inTransaction(services.db, async (tx): Promise<SaveOutcome> => {
    const application = await lockHeld(tx, officer, id);
    if (application === undefined) return 'moved';
    const regulation = services.regulations.version(application.service, application.regulationVersion);
    const outputs = possibleOutputs(regulation, application, await answersOf(tx, id));
    if (!fits(regulation, outputs, entered)) throw new Failure('badRequest');
    const before = await findPreparation(tx, id);
    if (asEntered(before) === asEntered(entered)) return 'saved';
    if (seenOf(before) !== entered.seen) return 'changed';
    await putPreparation(tx, id, { ...before, checks, output, values, grounds, preparedBy: officer.id, facts: undefined, at });
    const checked = sameChecks(before, entered) ? [] : [{ kind: 'checked', checks } as const];
    const prepared = output === undefined ? [] : [{ kind: 'prepared', output, grounds } as const];
    await record(tx, id, { events: [...checked, ...prepared], actor: officerActor(officer), at });
    return 'saved';
  });
}

/** Whether the regulation knows everything that was entered. */
function fits(regulation: Regulation, outputs: readonly Output[], { checks, output, grounds }: Entered): boolean {
  const { requiredDocuments, refusalGrounds } = regulation.passport;
  return (
    (output === undefined || outputs.some(({ id }) => id === output)) &&
    Object.keys(checks).every((document) => requiredDocuments.some(({ id }) => id === document)) &&
    grounds.every((ground) => refusalGrounds.some(({ id }) => id === ground))
  );
}

/** What keeps a decision from being sent for signature. */
export type Incomplete =
  | { readonly kind: 'undecided' }
  /** A required document has no mark yet. */
  | { readonly kind: 'unchecked'; readonly document: string }
  /** A result in spite of a required document marked as wrong. */
  | { readonly kind: 'documentsWrong' }
  | { readonly kind: 'groundsMissing' }
  /** A fact of the document that nothing fills. */
  | { readonly kind: 'missing'; readonly fact: string }
  /** What was entered cannot be the value of this fact: no date, no sum, or nothing that the register takes. */
  | { readonly kind: 'wrong'; readonly fact: string };

export type SendOutcome =
  | { readonly kind: 'sent' }
  | { readonly kind: 'incomplete'; readonly faults: readonly Incomplete[] }
  | { readonly kind: Exclude<SaveOutcome, 'saved'> };

/** @returns everything that is still missing; nothing for a decision that can be signed */
export function incompleteness(regulation: Regulation, preparation: Preparation, view: DecisionView | undefined): Incomplete[] {
  const required = regulation.passport.requiredDocuments.filter((document) => document.required);
  const unmarked = required.filter(({ id }) => preparation.checks[id] === undefined);
  const unchecked = unmarked.map(({ id }): Incomplete => ({ kind: 'unchecked', document: id }));
  if (view === undefined) return [...unchecked, { kind: 'undecided' }];
  const { output, composition } = view;
  const missing = [
    ...composition.wrong.map((fact): Incomplete => ({ kind: 'wrong', fact })),
    ...composition.missing.map((fact): Incomplete => ({ kind: 'missing', fact })),
  ];
  if (output.kind === 'refusal') {
    // The text of the grounds is a fact of the letter too; one fault is told once.
    const others = missing.filter((one) => !('fact' in one && isGrounds(output, one.fact)));
    return preparation.grounds.length > 0 ? [...unchecked, ...missing] : [...unchecked, { kind: 'groundsMissing' }, ...others];
  }
  const wrong = required.some(({ id }) => preparation.checks[id] === 'wrong');
  return [...unchecked, ...(wrong ? [{ kind: 'documentsWrong' } as const] : []), ...missing];
}

function isGrounds(output: Output, fact: string): boolean {
  return output.facts.some(({ id, source }) => id === fact && source.from === 'grounds');
}

/** Sends a prepared decision to the signatory: its facts are fixed here, and what the signatory sees is what is printed (WRK-1). */
export async function sendForSignature(
  services: ApplicationServices,
  officer: OfficerActor,
  sent: { id: string; seen: string },
): Promise<SendOutcome> {
  const { id } = sent;
  const at = services.clock.now();
  return inTransaction(services.db, async (tx): Promise<SendOutcome> => {
    const application = await lockHeld(tx, officer, id);
    if (application === undefined) return { kind: 'moved' };
    const preparation = await findPreparation(tx, id);
    if (seenOf(preparation) !== sent.seen) return { kind: 'changed' };
    const regulation = services.regulations.version(application.service, application.regulationVersion);
    const outputs = possibleOutputs(regulation, application, await answersOf(tx, id));
    const output = outputs.find((one) => one.id === preparation.output);
    const of = { application, regulation, preparation };
    const view = output && (await composed(services, tx, { ...of, output }));
    const faults = incompleteness(regulation, preparation, view);
    if (view === undefined || faults.length > 0) return { kind: 'incomplete', faults };
    const fixed = { facts: view.composition.facts, preparedBy: officer.id, sentAt: at, returnedReason: undefined };
    await putPreparation(tx, id, { ...preparation, ...fixed, documentId: undefined, at });
    await changeApplication(tx, id, { awaits: 'signatory' });
    const events = [{ kind: 'sentForSignature', output: view.output.id } as const];
    await record(tx, id, { events, actor: officerActor(officer), at });
    tellDesks(tx, application.bodyId);
    return { kind: 'sent' };
  });
}

/** The body of an application; there is always one. */
export async function bodyOf(db: Queryable, application: Application) {
  const body = await findBody(db, application.bodyId);
  if (body === undefined) throw new Error('An application without its body');
  return body;
}
