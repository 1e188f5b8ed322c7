import { inTransaction } from '#kit/db';
import type { Queryable } from '#kit/db';
import { Failure } from '#kit/failure';
import { findBody } from '#identity';
import type { OfficerActor } from '#identity';
import { registerRows } from '#registers';
import { composeFacts, localDate, officerFields, stepOf, channelOf } from '#regulations';
import type { Composition, Materials, OfficerField, Output, Regulation } from '#regulations';
import { record } from './move.ts';
import type { ApplicationServices } from './services.ts';
import { changeApplication, findPreparation, findRequest, putPreparation } from './store.ts';
import type { Application, DocumentCheck, Preparation } from './store.ts';
import { lockForOfficer, officerActor } from './take.ts';

/** The outputs between which an application's open condition decides. */
export function possibleOutputs(regulation: Regulation, application: Application): Output[] {
  if (application.state.stage !== 'condition') return [];
  const channel = channelOf(regulation, application.channel);
  const { condition } = stepOf(channel, application.state.step);
  const named =
    condition === undefined ? [] : [condition.ok, condition.violation].map((number) => stepOf(channel, number).output);
  return regulation.outputs.filter(({ id }) => named.includes(id));
}

/** Which way the condition goes with this output. */
export function outcomeOf(regulation: Regulation, application: Application, output: string): 'ok' | 'violation' {
  const channel = channelOf(regulation, application.channel);
  const { condition } = stepOf(channel, application.state.step);
  if (condition === undefined) throw new Error('No condition waits to be judged');
  return stepOf(channel, condition.ok).output === output ? 'ok' : 'violation';
}

function registersOf(output: Output): string[] {
  return output.facts.flatMap(({ source }) => (source.from === 'register' ? [source.register] : []));
}

/** Everything from which an output's facts are taken: the signed request, the registers, the officer's words. */
export async function materialsOf(
  services: ApplicationServices,
  db: Queryable,
  of: { application: Application; regulation: Regulation; output: Output; preparation: Preparation },
): Promise<Materials> {
  const { application, regulation, output, preparation } = of;
  const request = await findRequest(db, application.id);
  const answers = request?.contents.answers ?? {};
  const key = { bodyId: application.bodyId, iin: application.consumerIin };
  const { title, refusalGrounds } = regulation.passport;
  const registered =
    application.registeredAt === undefined ? {} : { registeredOn: localDate(services.calendar, application.registeredAt) };
  return {
    answers,
    person: { fullName: application.consumerName, iin: application.consumerIin },
    application: {
      ...(application.number === undefined ? {} : { number: application.number }),
      serviceTitle: title,
      ...registered,
    },
    registers: await registerRows(db, registersOf(output), key),
    officer: preparation.values,
    grounds: refusalGrounds.filter(({ id }) => preparation.grounds.includes(id)),
  };
}

/** What the officer's screen shows of a decision to be prepared. */
export interface DecisionView {
  readonly output: Output;
  readonly fields: readonly OfficerField[];
  readonly composition: Composition;
}

export async function viewDecision(
  services: ApplicationServices,
  of: { application: Application; regulation: Regulation; output: Output; preparation: Preparation },
): Promise<DecisionView> {
  const materials = await materialsOf(services, services.db, of);
  return { output: of.output, fields: officerFields(of.output, materials), composition: composeFacts(of.output, materials) };
}

/** Only the officer who holds an application works on it. */
async function lockHeld(...[tx, officer, id]: Parameters<typeof lockForOfficer>): Promise<Application> {
  const application = await lockForOfficer(tx, officer, id);
  if (application.holderId !== officer.id || application.awaits !== 'officer') throw new Failure('conflict');
  return application;
}

/** Keeps the marks of the check list (item 11 of the standard). */
export async function checkDocuments(
  services: ApplicationServices,
  officer: OfficerActor,
  marked: { id: string; checks: Readonly<Record<string, DocumentCheck>> },
): Promise<void> {
  const at = services.clock.now();
  await inTransaction(services.db, async (tx) => {
    await lockHeld(tx, officer, marked.id);
    await putPreparation(tx, marked.id, { ...(await findPreparation(tx, marked.id)), checks: marked.checks, at });
    await record(tx, marked.id, { events: [{ kind: 'checked', checks: marked.checks }], actor: officerActor(officer), at });
  });
}

export interface Entered {
  readonly id: string;
  readonly output: string;
  readonly values: Readonly<Record<string, string>>;
  readonly grounds: readonly string[];
}

/** Keeps what was entered for a decision, complete or not. */
export async function saveDecision(services: ApplicationServices, officer: OfficerActor, entered: Entered): Promise<void> {
  const at = services.clock.now();
  const { id, output, values, grounds } = entered;
  await inTransaction(services.db, async (tx) => {
    const application = await lockHeld(tx, officer, id);
    const regulation = services.regulations.version(application.service, application.regulationVersion);
    if (!possibleOutputs(regulation, application).some((one) => one.id === output)) throw new Failure('badRequest');
    const before = await findPreparation(tx, id);
    await putPreparation(tx, id, { ...before, output, values, grounds, preparedBy: officer.id, facts: undefined, at });
    await record(tx, id, { events: [{ kind: 'prepared', output, grounds }], actor: officerActor(officer), at });
  });
}

/** What keeps a decision from being sent for signature. */
export type SendOutcome =
  | { readonly kind: 'sent' }
  | { readonly kind: 'missing'; readonly facts: readonly string[] }
  | { readonly kind: 'groundsMissing' }
  | { readonly kind: 'unchecked' };

function incomplete(of: {
  regulation: Regulation;
  output: Output;
  preparation: Preparation;
  composition: Composition;
}): SendOutcome | undefined {
  const { regulation, output, preparation, composition } = of;
  const unchecked = regulation.passport.requiredDocuments.some(
    ({ id, required }) => required && preparation.checks[id] === undefined,
  );
  if (unchecked) return { kind: 'unchecked' };
  if (output.kind === 'refusal' && preparation.grounds.length === 0) return { kind: 'groundsMissing' };
  return composition.missing.length > 0 ? { kind: 'missing', facts: composition.missing } : undefined;
}

/** Sends a prepared decision to the signatory: its facts are fixed here, and what the signatory sees is what is printed (WRK-1). */
export async function sendForSignature(services: ApplicationServices, officer: OfficerActor, id: string): Promise<SendOutcome> {
  const at = services.clock.now();
  return inTransaction(services.db, async (tx): Promise<SendOutcome> => {
    const application = await lockHeld(tx, officer, id);
    const regulation = services.regulations.version(application.service, application.regulationVersion);
    const preparation = await findPreparation(tx, id);
    const output = possibleOutputs(regulation, application).find((one) => one.id === preparation.output);
    if (output === undefined) throw new Failure('badRequest');
    const composition = composeFacts(output, await materialsOf(services, tx, { application, regulation, output, preparation }));
    const fault = incomplete({ regulation, output, preparation, composition });
    if (fault !== undefined) return fault;
    const sent = { ...preparation, preparedBy: officer.id, facts: composition.facts, sentAt: at, returnedReason: undefined };
    await putPreparation(tx, id, { ...sent, documentId: undefined, at });
    await changeApplication(tx, id, { awaits: 'signatory' });
    await record(tx, id, { events: [{ kind: 'sentForSignature', output: output.id }], actor: officerActor(officer), at });
    return { kind: 'sent' };
  });
}

/** The body of an application; there is always one. */
export async function bodyOf(db: Queryable, application: Application) {
  const body = await findBody(db, application.bodyId);
  if (body === undefined) throw new Error('An application without its body');
  return body;
}
