import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { formatDate, formatDateTime, texts } from '#text';
import type { Locale } from '#text';
import { table } from '#ui';
import { categoryIn } from '../../rules/category.ts';
import { preschoolCategories } from '../../rules/register.ts';
import type { RegisterName, Values } from '../../rules/register.ts';
import type { Standing } from '../../standing.ts';
import { grouped } from './frame.ts';

/** Who is told: an officer of somebody, or a person of themselves. */
type Voice = 'officer' | 'person';

export interface ExplainedPlace {
  readonly register: RegisterName;
  readonly values: Values;
  readonly filedAt: Date;
  readonly standing: Standing;
}

function reasons({ register, standing }: ExplainedPlace, { locale, voice }: { locale: Locale; voice: Voice }): string[] {
  const words = texts(locale).registers;
  const earlier = voice === 'person' ? words.mine.earlier : words.queue.earlier;
  const own = standing.before.length - 1;
  return standing.before.flatMap((count, rank) => {
    if (count === 0) return [];
    if (rank === own) return [earlier(grouped(count))];
    return [words.queue.byCategory(categoryIn(register, preschoolCategories[rank] ?? '', locale), grouped(count))];
  });
}

/** How many wait before, and why, in words (WRK-5). */
export function explanation(place: ExplainedPlace, said: { locale: Locale; voice: Voice }): Html {
  const { register, standing, filedAt } = place;
  const { locale, voice } = said;
  const { queue, mine } = texts(locale).registers;
  const [first, before, filed] =
    voice === 'person' ? [mine.firstYou, mine.beforeYou, mine.filed] : [queue.first, queue.before, queue.filed];
  const why = reasons(place, said);
  const many =
    why.length === 0
      ? html`<p>${first}</p>`
      : html`<p>${before(grouped(standing.position - 1))}</p><ul>${why.map((reason) => html`<li>${reason}</li>`)}</ul>`;
  const rule = register === 'housing' ? queue.ruleHousing : queue.rulePreschool;
  return html`${many}<p>${filed(formatDateTime(filedAt, locale))} ${queue.of(grouped(standing.waiting))}</p><p class="bt-muted">${rule}</p>`;
}

/** Where somebody stood, oldest first. */
export function movementTable({ movement }: Standing, locale: Locale): Html {
  const words = texts(locale).registers.queue;
  const rows = movement.map(({ at, position }, index) => [
    index === movement.length - 1 ? words.now : formatDate(at, locale),
    grouped(position),
  ]);
  const columns = [{ label: words.when }, { label: texts(locale).registers.columns.position, numeric: true }];
  return table({ caption: words.movement, columns, rows, dense: true });
}
