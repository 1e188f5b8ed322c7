import type { Iin } from '#subjects';
import type { Register } from './register.ts';

/** What an output of a regulation does to a register when it is signed. */
export interface RegisterEffect {
  readonly register: string;
  readonly bodyId: string;
  readonly consumer: { readonly iin: Iin; readonly name: string };
  readonly application: { readonly id: string; readonly number: string; readonly filedAt: Date };
  readonly values: Readonly<Record<string, string | undefined>>;
  readonly at: Date;
}

/** Values beside the register's own columns that an effect may bring. */
const beside: Readonly<Partial<Record<Register['name'], readonly string[]>>> = {
  /** `referral`, with anything in it: a free place is given, of the institution with this number or of any. */
  preschool: ['referral', 'institutionNumber'],
};

/** The values that an effect on a register must and may bring, for the checker of regulations. */
export function effectColumns(register: Register): {
  readonly required: readonly string[];
  readonly optional: readonly string[];
} {
  const of = (optional: boolean): string[] =>
    register.columns
      .filter((one) => (one.optional ?? one.choices?.includes('general') ?? false) === optional)
      .map(({ name }) => name);
  return { required: of(false), optional: [...of(true), ...(beside[register.name] ?? [])] };
}

/** A child of whom no privilege was shown waits with everybody. */
export function withDefaults({ name }: Register, values: RegisterEffect['values']): RegisterEffect['values'] {
  const { category } = values;
  return name === 'preschool' && (category === undefined || category.trim() === '') ? { ...values, category: 'general' } : values;
}
