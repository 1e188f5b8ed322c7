import { formatDay } from '#text';
import { withDefaults } from './rules/decision.ts';
import type { RegisterEffect } from './rules/decision.ts';
import { readValues } from './rules/read-values.ts';
import { registerNamed } from './rules/register.ts';

/** The columns whose values a register cannot take, by name: with any of them a decision can be neither previewed nor carried out. */
export function effectFaults({ register: name, values, at }: Pick<RegisterEffect, 'register' | 'values' | 'at'>): string[] {
  const register = registerNamed(name);
  if (register === undefined) throw new Error(`There is no register ${name}`);
  const read = readValues(register, withDefaults(register, values), formatDay(at));
  return read.ok ? [] : read.faults.map(({ column }) => column);
}
