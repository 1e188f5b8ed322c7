import type { Queryable } from '#kit/db';
import type { Iin } from '#subjects';
import type { Translated } from '#text';
import { isAbout } from './rules/about.ts';
import { categoryWords } from './rules/category.ts';
import type { Payment } from './rules/payments.ts';
import { registerNamed } from './rules/register.ts';
import type { Register, RegisterName } from './rules/register.ts';
import { findApplicationNumber, findDecision } from './store/changes.ts';
import { findEntry, listEntriesOf } from './store/entries.ts';
import type { Entry } from './store/entries.ts';
import { listPayments } from './store/payments.ts';
import { listReferrals } from './store/referrals.ts';
import type { Referral } from './store/referrals.ts';
import { countBefore, findTurn } from './store/turns.ts';

/**
 * A person's row as regulations name its columns; days as `2026-11-22`. A table's lines stand flat, as the answers to a list do:
 * `payments.0.sum`, `payments.1.sum`.
 */
export type RegisterRow = Readonly<Record<string, string | Translated | undefined>>;

export interface RegisterKey {
  readonly bodyId: string;
  readonly iin: Iin;
  /** The entry to which this application led comes before the person's newest. */
  readonly applicationId?: string;
  /** What the request says, by question: of a person's several entries the one that it is about. */
  readonly said?: Readonly<Record<string, string | undefined>>;
}

/** Columns that regulations may name, of each register. */
export const registerColumns = {
  unemployed: ['registeredOn', 'publicWorks', 'training', 'assistance'],
  homeTaught: ['childName', 'childBirthDate', 'amount', 'from', 'to', 'payments', 'registeredOn'],
  preschool: [
    'childName',
    'childBirthDate',
    'homeAddress',
    'category',
    'registrationNumber',
    'registeredOn',
    'position',
    'institution',
    'institutionNumber',
    'institutionAddress',
    'referralNumber',
    'referralUntil',
  ],
  guardianship: ['guardianName', 'address', 'decreeDate', 'decreeNumber', 'wardName', 'wardBirthDate', 'property'],
  housing: ['decisionDate', 'decisionNumber', 'familySize', 'category', 'position', 'registeredOn'],
} as const satisfies Record<RegisterName, readonly string[]>;

/** Columns that are tables, with the columns of their lines. */
export const registerTables = {
  homeTaught: { payments: ['number', 'quarter', 'year', 'sum'] },
} as const satisfies Partial<Record<RegisterName, Record<string, readonly (keyof Payment)[]>>>;

/** What is added to an entry's own values. */
export interface Beside {
  readonly registrationNumber: string;
  readonly position: number | undefined;
  readonly payments: readonly Payment[];
  /** The one that is open or was used last. */
  readonly referral: Omit<Referral, 'id' | 'issuedAt' | 'closedAt'> | undefined;
}

function referralFacts(referral: Beside['referral']): RegisterRow {
  return {
    institution: referral?.institution,
    institutionNumber: referral?.institutionNumber,
    institutionAddress: referral?.institutionAddress,
    referralNumber: referral?.number,
    referralUntil: referral?.until,
  };
}

/** A row, complete in the order of {@link registerColumns}; the lines of tables stand behind. */
export function rowOf(
  register: Register,
  entry: Pick<Entry, 'fullName' | 'registeredOn' | 'values'>,
  beside: Beside,
): RegisterRow {
  const { values, fullName, registeredOn } = entry;
  const known: RegisterRow = {
    ...values,
    registeredOn,
    guardianName: fullName,
    category: values.category === undefined ? undefined : categoryWords(register.name, values.category),
    registrationNumber: beside.registrationNumber,
    position: beside.position === undefined ? undefined : String(beside.position),
    ...referralFacts(beside.referral),
    payments: beside.payments.length === 0 ? undefined : String(beside.payments.length),
  };
  const own = registerColumns[register.name].map((name) => [name, known[name]] as const);
  const lines = beside.payments.flatMap((payment, index) =>
    registerTables.homeTaught.payments.map((name) => [`payments.${index}.${name}`, String(payment[name])] as const),
  );
  return Object.fromEntries<string | Translated | undefined>([...own, ...lines]);
}

/** Position in the queue, from 1; undefined for those who do not wait. */
export async function positionOf(db: Queryable, entryId: string): Promise<number | undefined> {
  const turn = await findTurn(db, entryId);
  return turn && (await countBefore(db, turn.queueId, turn.turn)) + 1;
}

async function besideOf(db: Queryable, register: Register, entry: Entry): Promise<Beside> {
  const referrals = register.name === 'preschool' ? await listReferrals(db, entry.id) : [];
  return {
    registrationNumber: (await findApplicationNumber(db, entry.id)) ?? String(entry.number),
    position: register.queue && (await positionOf(db, entry.id)),
    payments: register.name === 'homeTaught' ? await listPayments(db, entry.id) : [],
    referral: referrals.find(({ state }) => state === 'open' || state === 'used'),
  };
}

/** An entry as regulations read it. */
export async function rowOfEntry(db: Queryable, register: Register, entry: Entry): Promise<RegisterRow> {
  return rowOf(register, entry, await besideOf(db, register, entry));
}

async function entryFor(db: Queryable, register: Register, key: RegisterKey): Promise<Entry | undefined> {
  const decision = key.applicationId === undefined ? undefined : await findDecision(db, key.applicationId);
  if (decision?.register === register.name) return findEntry(db, register, { id: decision.entryId, bodyId: key.bodyId });
  const entries = await listEntriesOf(db, register, key);
  return entries.find(({ leftOn, values }) => leftOn === undefined && isAbout(register, values, key.said ?? {}));
}

/** A person's rows of the named registers of a body, in one look. */
export async function registerRows(
  db: Queryable,
  names: readonly string[],
  key: RegisterKey,
): Promise<Record<string, RegisterRow | undefined>> {
  const known = [...new Set(names)].map(registerNamed).filter((register) => register !== undefined);
  const rows = await Promise.all(
    known.map(async (register) => {
      const entry = await entryFor(db, register, key);
      return [register.name, entry && (await rowOfEntry(db, register, entry))] as const;
    }),
  );
  return Object.fromEntries(rows);
}
