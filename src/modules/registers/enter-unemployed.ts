import type { Tx } from '#kit/db';
import type { Iin } from '#subjects';
import { beginningOf } from './rules/day.ts';
import { registers } from './rules/register.ts';
import { enter } from './enter.ts';

/** Somebody who is registered as unemployed. Days as `2026-11-22`. */
export interface Unemployed {
  readonly id: string;
  readonly bodyId: string;
  readonly iin: Iin;
  readonly fullName: string;
  readonly registeredOn: string;
  readonly publicWorks: string | undefined;
  readonly training: string | undefined;
  /** Targeted social assistance, housing assistance. */
  readonly assistance: string | undefined;
}

/** Enters a person into the register of the unemployed. @returns false where this body has a current entry of the person */
export async function enterUnemployed(tx: Tx, person: Unemployed & { readonly at: Date }): Promise<boolean> {
  const { publicWorks, training, assistance, ...entering } = person;
  const values = Object.fromEntries(
    Object.entries({ publicWorks, training, assistance }).filter(([, value]) => value !== undefined),
  );
  const filedAt = beginningOf(person.registeredOn);
  return (await enter(tx, registers.unemployed, { ...entering, values, filedAt, who: { kind: 'system' } })) !== undefined;
}
