import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { formatDateTime, texts } from '#text';
import type { Locale } from '#text';
import { timeline } from '#ui';
import type { ChangedBy } from '../../rules/actor.ts';
import type { Register } from '../../rules/register.ts';
import type { Change } from '../../store/changes.ts';
import { dayIn, valueIn } from './frame.ts';

const days: readonly string[] = ['registeredOn', 'leftOn', 'referralUntil'];

function whoIn(who: ChangedBy, locale: Locale): string {
  const words = texts(locale).registers.who;
  if (who.kind === 'officer') return who.name;
  return who.kind === 'application' ? words.application(who.number) : words.system;
}

function said(register: Register, name: string, of: { value: string | undefined; locale: Locale }): string {
  const { value = '', locale } = of;
  if (value === '') return texts(locale).registers.card.none;
  const column = register.columns.find((one) => one.name === name);
  if (column !== undefined) return valueIn(register, column, { value, locale });
  return days.includes(name) ? dayIn(value, locale) : value;
}

function changedLines(register: Register, { before, after, act }: Change, locale: Locale): Html[] {
  const words = texts(locale).registers;
  const names: Readonly<Record<string, string>> = { ...words.columns, fullName: words.persons[register.name] };
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].map((name) => {
    const now = said(register, name, { value: after[name] ?? before[name], locale });
    const then = said(register, name, { value: before[name], locale });
    const shown = act === 'changed' || act === 'renewed' ? words.card.was(then, now) : now;
    return html`<li>${names[name] ?? name}: ${shown}</li>`;
  });
}

/** Who changed what when, newest first. */
export function historyPart(register: Register, changes: readonly Change[], locale: Locale): Html {
  const words = texts(locale).registers;
  const events = changes.map((change) => ({
    title: words.acts[change.act],
    state: 'done' as const,
    at: html`${formatDateTime(change.at, locale)} · ${whoIn(change.who, locale)}`,
    content: html`<ul>${changedLines(register, change, locale)}</ul>`,
  }));
  return html`<section><h2>${words.card.history}</h2>${timeline({ locale, events })}</section>`;
}
