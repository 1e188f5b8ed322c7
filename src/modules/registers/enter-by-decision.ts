import { Failure } from '#kit/failure';
import type { Queryable, Tx } from '#kit/db';
import { formatDay } from '#text';
import { withDefaults } from './rules/decision.ts';
import type { RegisterEffect } from './rules/decision.ts';
import { paymentsFor } from './rules/payments.ts';
import { readValues } from './rules/read-values.ts';
import { lastDayOf } from './rules/referral.ts';
import { registerNamed } from './rules/register.ts';
import type { Register, Values } from './rules/register.ts';
import { rankOfTurn, tiesOfOneMoment, turnOf } from './rules/turn.ts';
import { changeEntry } from './change-entry.ts';
import { enter } from './enter.ts';
import { placeFor, referByDecision } from './issue-referral.ts';
import { rowOf, rowOfEntry } from './register-row.ts';
import type { Beside, RegisterRow } from './register-row.ts';
import { findDecision, insertDecision } from './store/changes.ts';
import { findCurrent, findEntry } from './store/entries.ts';
import type { Entry } from './store/entries.ts';
import { listInstitutions } from './store/preschools.ts';
import { countBefore, findQueue, findTurn } from './store/turns.ts';

interface ReadEffect {
  readonly register: Register;
  readonly values: Values;
}

/** @throws Error where a regulation fills a register with what it cannot take: its checker and its form should have seen to that */
function readEffect(effect: RegisterEffect): ReadEffect {
  const register = registerNamed(effect.register);
  if (register === undefined) throw new Error(`There is no register ${effect.register}`);
  const read = readValues(register, withDefaults(register, effect.values), formatDay(effect.at));
  if (read.ok) return { register, values: read.values };
  throw new Error(`${register.name}: ${read.faults.map(({ column, fault }) => `${column} ${fault}`).join(', ')}`);
}

function wantsReferral({ name }: Register, { values }: RegisterEffect): boolean {
  return name === 'preschool' && (values['referral'] ?? '').trim() !== '';
}

function institutionOf({ values }: RegisterEffect): string | undefined {
  const number = values['institutionNumber']?.trim() ?? '';
  return number === '' ? undefined : number;
}

/** Enters the consumer, or renews the entry that there is: it keeps its number and its time of filing. */
async function enterOrRenew(tx: Tx, { register, values }: ReadEffect, effect: RegisterEffect): Promise<Entry> {
  const { bodyId, consumer, application, at } = effect;
  const who = { kind: 'application', id: application.id, number: application.number } as const;
  const entering = {
    bodyId,
    iin: consumer.iin,
    fullName: consumer.name,
    registeredOn: formatDay(at),
    filedAt: application.filedAt,
    values,
    at,
  };
  const entered = await enter(tx, register, { ...entering, who });
  if (entered !== undefined) return entered;
  const current = await findCurrent(tx, register, { bodyId, iin: consumer.iin, values });
  if (current === undefined) throw new Failure('conflict');
  const outcome = await changeEntry(tx, register, {
    id: current.id,
    bodyId,
    who,
    at,
    version: undefined,
    values,
    act: 'renewed',
  });
  const renewed = outcome === 'saved' ? await findEntry(tx, register, current) : undefined;
  if (renewed === undefined) throw new Failure('conflict');
  return renewed;
}

/**
 * What the signed decision of an application does to a register: in the caller's transaction, once for an application however often it is
 * called.
 *
 * @returns the row as regulations read it
 * @throws Failure `conflict` where a referral was promised and the place or the turn is somebody else's by now: the decision is made anew
 */
export async function enterByDecision(tx: Tx, effect: RegisterEffect): Promise<RegisterRow> {
  const read = readEffect(effect);
  const { register } = read;
  const { application, bodyId, at } = effect;
  const before = await findDecision(tx, application.id);
  if (before !== undefined) return rowOfDecision(tx, register, { id: before.entryId, bodyId });
  const entry = await enterOrRenew(tx, read, effect);
  const decision = { applicationId: application.id, applicationNumber: application.number, register: register.name };
  if (!(await insertDecision(tx, { ...decision, entryId: entry.id, at }))) throw new Failure('conflict');
  if (wantsReferral(register, effect)) {
    const who = { kind: 'application', id: application.id, number: application.number } as const;
    const giving = { number: application.number, institutionNumber: institutionOf(effect), who, at };
    if (!(await referByDecision(tx, entry, giving))) throw new Failure('conflict');
  }
  return rowOfEntry(tx, register, entry);
}

async function rowOfDecision(db: Queryable, register: Register, of: { id: string; bodyId: string }): Promise<RegisterRow> {
  const entry = await findEntry(db, register, of);
  if (entry === undefined) throw new Error('The entry of a decision vanished');
  return rowOfEntry(db, register, entry);
}

/** The turn that an application would get, behind those who filed in the same moment. */
async function comingTurn(db: Queryable, { register, values }: ReadEffect, effect: RegisterEffect) {
  const { queue, name } = register;
  if (queue === undefined) return undefined;
  const queueId = await findQueue(db, { bodyId: effect.bodyId, register: name, list: queue.listOf(values) });
  const turn = turnOf(queue.rankOf(values), effect.application.filedAt) + tiesOfOneMoment - 1;
  return { queueId, turn };
}

async function comingReferral(db: Queryable, { register, values }: ReadEffect, of: { effect: RegisterEffect; turn: number }) {
  const { effect, turn } = of;
  if (!wantsReferral(register, effect)) return undefined;
  const { bodyId, application, at } = effect;
  const birthDate = values.childBirthDate ?? '';
  const group = await placeFor(db, { bodyId, birthDate, turn, institutionNumber: institutionOf(effect) });
  const institution = (await listInstitutions(db, bodyId)).find(({ id }) => id === group?.institutionId);
  if (group === undefined || institution === undefined) return undefined;
  return {
    number: application.number,
    entryId: '',
    groupId: group.id,
    groupName: group.name,
    institution: institution.name,
    institutionNumber: institution.number,
    institutionAddress: institution.address,
    until: lastDayOf(formatDay(at)),
    state: 'open',
  } as const;
}

async function besideComing(db: Queryable, read: ReadEffect, effect: RegisterEffect): Promise<Beside> {
  const { amount, from, to } = read.values;
  const coming = await comingTurn(db, read, effect);
  const before = coming?.queueId === undefined ? 0 : await countBefore(db, coming.queueId, coming.turn);
  return {
    registrationNumber: effect.application.number,
    position: coming && before + 1,
    payments: amount && from && to ? paymentsFor(Number(amount), { from, to }) : [],
    referral: coming && (await comingReferral(db, read, { effect, turn: coming.turn })),
  };
}

/** A renewed entry stays where it stands, unless another category moves it. */
async function renewedTurn(db: Queryable, { register, values }: ReadEffect, current: Entry): Promise<boolean> {
  const turn = await findTurn(db, current.id);
  const { queue } = register;
  if (turn === undefined || queue === undefined) return true;
  return queue.listOf(values) === queue.listOf(current.values) && queue.rankOf(values) === rankOfTurn(turn.turn);
}

/**
 * The row as it will stand after the effect, for documents that are made before they are signed: position, payments, place of a referral. Where
 * no place can be given, a referral's columns are empty.
 */
export async function preview(db: Queryable, effect: RegisterEffect): Promise<RegisterRow> {
  const read = readEffect(effect);
  const { register, values } = read;
  const { bodyId, consumer, application, at } = effect;
  const before = await findDecision(db, application.id);
  if (before !== undefined) return rowOfDecision(db, register, { id: before.entryId, bodyId });
  const current = await findCurrent(db, register, { bodyId, iin: consumer.iin, values });
  const filedAt = current?.filedAt ?? application.filedAt;
  const beside = await besideComing(db, read, { ...effect, application: { ...application, filedAt } });
  if (current === undefined) return rowOf(register, { fullName: consumer.name, registeredOn: formatDay(at), values }, beside);
  const standing = await rowOfEntry(db, register, current);
  const renewed = rowOf(register, { ...current, values }, beside);
  const kept = { registrationNumber: standing['registrationNumber'] };
  const stays = (await renewedTurn(db, read, current)) ? { position: standing['position'] } : {};
  return Object.fromEntries(Object.entries({ ...renewed, ...kept, ...stays }).filter(([name]) => name in renewed));
}
