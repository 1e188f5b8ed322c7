import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { formatDate, formatDateTime, formatNumber, texts } from '#text';
import type { Locale } from '#text';
import { table } from '#ui';
import { categoryIn } from '../../rules/category.ts';
import { preschoolCategories } from '../../rules/register.ts';
import type { RegisterName, Values } from '../../rules/register.ts';
import type { Standing } from '../../standing.ts';

/** In which language, and who is told: an officer of somebody, or a person of themselves. */
interface Said {
  readonly locale: Locale;
  readonly voice: 'officer' | 'person';
}

export interface ExplainedPlace {
  readonly register: RegisterName;
  readonly values: Values;
  readonly filedAt: Date;
  readonly standing: Standing;
}

/** Which privileges those before have; empty where all of them only filed earlier. */
function reasons({ register, standing }: ExplainedPlace, { locale, voice }: Said): string[] {
  const words = texts(locale).registers;
  const own = standing.before.length - 1;
  const privileged = standing.before.slice(0, own);
  if (privileged.every((count) => count === 0)) return [];
  const earlier = (voice === 'person' ? words.mine : words.queue).earlier(formatNumber(standing.before[own] ?? 0));
  const named = privileged.map((count, rank) =>
    words.queue.byCategory(categoryIn(register, preschoolCategories[rank] ?? '', locale), formatNumber(count)),
  );
  return [...named, earlier].filter((_, rank) => (standing.before[rank] ?? 0) > 0);
}

function whoIsBefore(place: ExplainedPlace, said: Said): Html {
  const { queue, mine } = texts(said.locale).registers;
  const words = said.voice === 'person' ? { ...mine, first: mine.firstYou, before: mine.beforeYou } : queue;
  const count = place.standing.position - 1;
  if (count === 0) return html`<p>${words.first}</p>`;
  const why = reasons(place, said);
  if (why.length === 0) return html`<p>${words.allEarlier(formatNumber(count))}</p>`;
  return html`<p>${words.before(formatNumber(count))}</p><ul>${why.map((reason) => html`<li>${reason}</li>`)}</ul>`;
}

/** How many wait before, and why, in words (WRK-5). */
export function explanation(place: ExplainedPlace, said: Said): Html {
  const { register, standing, filedAt } = place;
  const { locale, voice } = said;
  const { queue, mine } = texts(locale).registers;
  const filed = (voice === 'person' ? mine : queue).filed(formatDateTime(filedAt, locale));
  const rule = register === 'housing' ? queue.ruleHousing : queue.rulePreschool;
  return html`${whoIsBefore(place, said)}<p>${filed} ${queue.of(formatNumber(standing.waiting))}</p><p><span class="bt-muted">${rule}</span></p>`;
}

/** Where somebody stood, oldest first; nothing where the position never changed. */
export function movementTable({ movement }: Standing, locale: Locale): Html | undefined {
  const words = texts(locale).registers.queue;
  const last = movement.length - 1;
  const shown = movement.filter(({ position }, index) => index === last || position !== movement[index - 1]?.position);
  if (shown.length < 2) return undefined;
  const rows = shown.map(({ at, position }, index) => [
    index === shown.length - 1 ? words.now : formatDate(at, locale),
    formatNumber(position),
  ]);
  const columns = [{ label: words.when }, { label: texts(locale).registers.columns.position, numeric: true }];
  return table({ caption: words.movement, columns, rows, dense: true });
}
