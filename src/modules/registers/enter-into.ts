import type { Tx } from '#kit/db';
import type { Iin } from '#subjects';
import { formatDay } from '#text';
import { readValues } from './rules/read-values.ts';
import { registers } from './rules/register.ts';
import type { RegisterName } from './rules/register.ts';
import { enter } from './enter.ts';

/** Somebody to be entered, with values as a form or a file brings them. */
export interface Person {
  readonly register: RegisterName;
  readonly bodyId: string;
  readonly iin: Iin;
  readonly fullName: string;
  readonly registeredOn: string;
  readonly filedAt: Date;
  readonly values: Readonly<Record<string, string>>;
  readonly at: Date;
}

/**
 * Enters somebody without a form: the demonstration's people, entries of another system.
 *
 * @returns the entry's id, or undefined where the register has a current entry of the same
 * @throws Error where the register cannot take the values
 */
export async function enterInto(tx: Tx, { register: name, values, ...person }: Person): Promise<string | undefined> {
  const register = registers[name];
  const read = readValues(register, values, formatDay(person.at));
  if (!read.ok) throw new Error(`${name}: ${read.faults.map(({ column, fault }) => `${column} ${fault}`).join(', ')}`);
  return (await enter(tx, register, { ...person, values: read.values, who: { kind: 'system' } }))?.id;
}
