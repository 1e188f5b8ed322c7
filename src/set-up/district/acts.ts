import {
  answerComplaint,
  answerSurvey,
  askConsumer,
  complain,
  extendDeadline,
  findApplication,
  findPreparation,
  giveResult,
  openForSignature,
  saveDecision,
  seenOf,
  sendForSignature,
  signDecision,
  takeApplication,
  withdraw,
  writeNote,
} from '#applications';
import { newId } from '#kit/ids';
import { localDate } from '#regulations';
import type { CastKey } from '#seed';
import { officerAt, personAt, signAs } from './desk.ts';
import type { Desk } from './desk.ts';
import { demand } from './file.ts';

/** What somebody does with an application. */
export type Act = (desk: Desk, id: string) => Promise<void>;

async function applicationOf(desk: Desk, key: CastKey, id: string) {
  const officer = await officerAt(desk, key);
  const application = await findApplication(desk.services.db, id, { bodyId: officer.bodyId });
  if (application === undefined) throw new Error(`${key} does not find it`);
  const regulation = desk.services.regulations.version(application.service, application.regulationVersion);
  return { officer, application, regulation };
}

export function take(key: CastKey): Act {
  return async (desk, id) => {
    const taken = await takeApplication(desk.services, await officerAt(desk, key), id);
    demand(taken === 'taken', taken);
  };
}

/** A value that stands for the day on which the decision is prepared. */
export const thatDay = 'that day';

/** What a specialist decides on. */
export interface Decision {
  readonly output: string;
  readonly values?: Readonly<Record<string, string>>;
  readonly grounds?: readonly string[];
}

/** Checks the documents, prepares the decision and sends it to the head. */
export function prepare(key: CastKey, { output, values = {}, grounds = [] }: Decision): Act {
  return async (desk, id) => {
    const { services } = desk;
    const { officer, regulation } = await applicationOf(desk, key, id);
    const mark = grounds.includes('incompleteDocuments') ? 'wrong' : 'ok';
    const required = regulation.passport.requiredDocuments.filter((document) => document.required);
    const checks = Object.fromEntries(required.map((document) => [document.id, mark] as const));
    const seen = async () => seenOf(await findPreparation(services.db, id));
    const day = localDate(services.calendar, services.clock.now());
    const entered = Object.fromEntries(Object.entries(values).map(([fact, value]) => [fact, value === thatDay ? day : value]));
    const decision = { output, values: entered, grounds };
    const saved = await saveDecision(services, officer, { id, seen: await seen(), checks, ...decision });
    demand(saved === 'saved', saved);
    const sent = await sendForSignature(services, officer, { id, seen: await seen() });
    demand(sent.kind === 'sent', JSON.stringify(sent));
  };
}

export function sign(key: CastKey): Act {
  return async (desk, id) => {
    const { services } = desk;
    const head = await officerAt(desk, key);
    const opened = await openForSignature(services, head, id);
    if (opened.kind !== 'open') return demand(false, opened.kind);
    const cms = await signAs(desk, key, opened.pdf);
    const signed = await signDecision(services, head, { id, documentId: opened.document.id, cms });
    demand(signed.kind === 'signed', JSON.stringify(signed));
  };
}

export function ask(key: CastKey, question: { text: string; documents: readonly string[] }): Act {
  return async (desk, id) => {
    const asked = await askConsumer(desk.services, await officerAt(desk, key), { id, ...question });
    demand(asked === 'asked', asked);
  };
}

export function extend(key: CastKey, by: { days: number; reason: string }): Act {
  return async (desk, id) => {
    const { officer, application } = await applicationOf(desk, key, id);
    const due = application.dueAt?.toISOString() ?? '';
    const extended = await extendDeadline(desk.services, officer, { id, due, ...by });
    demand(extended === 'extended', extended);
  };
}

export function note(key: CastKey, text: string): Act {
  return async (desk, id) => writeNote(desk.services, await officerAt(desk, key), { id, noteId: newId(), text });
}

/** At the centre, where it was filed. */
export function give(key: CastKey, recipient: 'consumer' | 'representative' = 'consumer'): Act {
  return async (desk, id) => {
    const given = await giveResult(desk.services, await officerAt(desk, key), { id, recipient });
    demand(given === 'given', given);
  };
}

export function takeBack(key: CastKey): Act {
  return async (desk, id) => {
    const taken = await withdraw(desk.services, await personAt(desk, key), id);
    demand(taken === 'withdrawn', taken);
  };
}

export function rate(key: CastKey, [process, information]: readonly [process: string, information: string]): Act {
  return async (desk, id) => {
    const answered = await answerSurvey(desk.services, await personAt(desk, key), { id, answers: { process, information } });
    demand(answered === 'answered', answered);
  };
}

/** Complains about the refusal, at the portal. */
export function complainOf(key: CastKey, text: string): Act {
  return async (desk, id) => {
    const filed = await complain(desk.services, await personAt(desk, key), { id, text });
    demand(filed === 'filed', filed);
  };
}

/** The head answers a complaint. */
export function answer(key: CastKey, text: string): Act {
  return async (desk, id) => {
    const answered = await answerComplaint(desk.services, await officerAt(desk, key), { id, answer: text });
    demand(answered === 'answered', answered);
  };
}
