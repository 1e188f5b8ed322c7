import { texts } from '#text';
import type { Locale, Translated } from '#text';
import { faultNameOf, otherFault } from '../../rules/faults.ts';

/** A number with the decimals that its size deserves. */
export function decimal(value: number, locale: Locale): string {
  const most = value < 10 ? 1 : 0;
  return value.toLocaleString(locale === 'en' ? 'en' : 'ru', { maximumFractionDigits: most }).replaceAll(' ', '\u00a0');
}

const units = [
  { unit: 'milliseconds', length: 1, below: 1_000 },
  { unit: 'seconds', length: 1_000, below: 120_000 },
  { unit: 'minutes', length: 60_000, below: 7_200_000 },
  { unit: 'hours', length: 3_600_000, below: Infinity },
] as const;

/** How long something took, in the largest unit that keeps it above one. @param milliseconds undefined: nothing was measured */
export function took(milliseconds: number | undefined, locale: Locale): string {
  const found = milliseconds === undefined ? undefined : units.find(({ below }) => milliseconds < below);
  if (milliseconds === undefined || found === undefined) return '—';
  return texts(locale)
    .monitoring.took[found.unit](decimal(milliseconds / found.length, locale))
    .replaceAll(' ', '\u00a0');
}

/** A fault in words: the gateway's own, one of the way, or the code as it came. */
export function faultWords(fault: string, locale: Locale): string {
  const { gateway, monitoring } = texts(locale);
  if (fault === otherFault) return monitoring.faults.other;
  const name = faultNameOf(fault);
  return name === undefined ? (monitoring.letter.faults[fault] ?? fault) : gateway.faults[name];
}

/** The title of a system or a service; its id where the directory does not have it. */
export function titleIn(titles: ReadonlyMap<string, Translated>, locale: Locale) {
  return (id: string): string => titles.get(id)?.[locale] ?? (id === '' ? texts(locale).monitoring.faults.unknown : id);
}
