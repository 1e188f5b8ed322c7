import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { texts } from '#text';
import { attributes } from './attributes.ts';
import { fieldset } from './choice.ts';
import type { GroupProps } from './choice.ts';

/** A date as typed: three texts, so that a wrong one can be shown again unchanged. */
export interface DateParts {
  day: string;
  month: string;
  year: string;
}

export type DatePart = keyof DateParts;

export interface DateFieldProps extends GroupProps {
  value?: DateParts | undefined;
  /** Which of the three is wrong; all where not said. */
  wrong?: readonly DatePart[] | undefined;
  /** The person's own birthday, so that the browser may fill it in. */
  birthday?: boolean | undefined;
}

const order: readonly DatePart[] = ['day', 'month', 'year'];

/**
 * A known date as three numbers, which is easier to type and to read aloud than a calendar. The body holds `<name>-day`, `<name>-month`
 * and `<name>-year`; `readDateParts` puts them together.
 */
export function dateField(props: DateFieldProps): Html {
  const words = texts(props.locale).ui.date;
  const inputs = order.map((part) => {
    const id = part === 'day' ? props.name : `${props.name}-${part}`;
    const wrong = props.error !== undefined && (props.wrong === undefined || props.wrong.includes(part));
    const input = attributes({
      id,
      name: `${props.name}-${part}`,
      type: 'text',
      inputmode: 'numeric',
      maxlength: part === 'year' ? 4 : 2,
      'data-width': part === 'year' ? 'sm' : 'xs',
      value: props.value?.[part],
      autocomplete: props.birthday === true ? `bday-${part}` : 'off',
      'aria-invalid': wrong ? 'true' : undefined,
    });
    return html`<div class="ds-field"><label class="ds-label" data-weight="regular" for="${id}">${words[part]}</label><input class="ds-input"${input}></div>`;
  });
  return fieldset(props, html`<div class="bt-date">${inputs}</div>`);
}

/** The three numbers of `dateField` out of a form's body; absent ones are empty. */
export function readDateParts(body: Readonly<Record<string, unknown>>, name: string): DateParts {
  const read = (part: DatePart): string => {
    const value = body[`${name}-${part}`];
    return typeof value === 'string' ? value.trim() : '';
  };
  return { day: read('day'), month: read('month'), year: read('year') };
}

/** @returns `2026-11-22` for a day that exists, undefined for anything else. */
export function isoDateOf(parts: DateParts): string | undefined {
  if (!/^\d{1,2}$/.test(parts.day) || !/^\d{1,2}$/.test(parts.month) || !/^\d{4}$/.test(parts.year)) return undefined;
  const iso = `${parts.year}-${parts.month.padStart(2, '0')}-${parts.day.padStart(2, '0')}`;
  const time = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(iso) ? iso : undefined;
}

/** The numbers of an ISO date, to show it again; empty for anything else. */
export function datePartsOf(iso: string | undefined): DateParts {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso ?? '');
  return { day: String(Number(found?.[3] ?? '') || ''), month: String(Number(found?.[2] ?? '') || ''), year: found?.[1] ?? '' };
}
