import type { Queryable } from '#kit/db';
import type { Iin } from '#subjects';
import { listUnemployedOf } from './store.ts';
import type { Unemployed } from './store.ts';

/** A person's row as regulations name its columns; nothing where the person is not in the register now. */
export type RegisterRow = Readonly<Record<string, string | undefined>>;

export interface RegisterKey {
  readonly bodyId: string;
  readonly iin: Iin;
}

function rowOf({ registeredOn, publicWorks, training, assistance }: Unemployed): RegisterRow {
  return { registeredOn, publicWorks, training, assistance };
}

/** The registers that regulations can name, and how a person's row is found. */
const registers = {
  unemployed: async (db: Queryable, key: RegisterKey): Promise<RegisterRow | undefined> => {
    const entries = await listUnemployedOf(db, key);
    const current = entries.find(({ leftOn }) => leftOn === undefined);
    return current && rowOf(current);
  },
} as const satisfies Record<string, (db: Queryable, key: RegisterKey) => Promise<RegisterRow | undefined>>;

export type RegisterName = keyof typeof registers;
export const registerNames = Object.keys(registers) as RegisterName[];

/** Columns that regulations may name, of each register. */
export const registerColumns = {
  unemployed: ['registeredOn', 'publicWorks', 'training', 'assistance'],
} as const satisfies Record<RegisterName, readonly string[]>;

/** A person's rows of the named registers of a body, in one look. */
export async function registerRows(
  db: Queryable,
  names: readonly string[],
  key: RegisterKey,
): Promise<Record<string, RegisterRow | undefined>> {
  const known = registerNames.filter((name) => names.includes(name));
  const rows = await Promise.all(known.map(async (name) => [name, await registers[name](db, key)] as const));
  return Object.fromEntries(rows);
}
