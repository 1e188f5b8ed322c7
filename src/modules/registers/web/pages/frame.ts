import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { formatDate, formatSum, texts } from '#text';
import type { Locale } from '#text';
import type { NavigationItem } from '#ui';
import { categoryIn } from '../../rules/category.ts';
import { beginningOf } from '../../rules/day.ts';
import type { Column, Register, Values } from '../../rules/register.ts';

/** What all pages of a register share: which one, where it stands, what stands beside it. */
export interface RegisterFrame {
  readonly register: Register;
  readonly base: string;
  readonly navigation: readonly NavigationItem[];
}

/** A day as people write it. */
export function dayIn(day: string, locale: Locale): string {
  return formatDate(beginningOf(day), locale);
}

/** What a column of an entry says, for people. */
export function valueIn(register: Register, column: Pick<Column, 'kind'>, of: { value: string; locale: Locale }): string {
  const { value, locale } = of;
  switch (column.kind) {
    case 'date':
    case 'pastDate':
      return dayIn(value, locale);
    case 'tenge':
      return formatSum(Number(value));
    case 'choice':
      return categoryIn(register.name, value, locale);
    case 'count':
    case 'text':
      return value;
    default:
      return column.kind satisfies never;
  }
}

/** The terms and values of an entry's own columns. */
export function valueFacts(register: Register, values: Values, locale: Locale): { term: string; value: string }[] {
  const words = texts(locale).registers;
  return register.columns.map((column) => {
    const value = values[column.name];
    const said = value === undefined ? words.card.none : valueIn(register, column, { value, locale });
    return { term: words.columns[column.name], value: said };
  });
}

/** A number that is read digit by digit. */
export function figure(text: string): Html {
  return html`<span class="bt-number">${text}</span>`;
}
