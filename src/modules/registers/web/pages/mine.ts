import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { formatDateTime, formatNumber, texts } from '#text';
import type { Locale } from '#text';
import { alert, buttonLink, emptyState, heading, layout } from '#ui';
import type { NavigationItem, PageContext } from '#ui';
import { categoryIn } from '../../rules/category.ts';
import type { Register } from '../../rules/register.ts';
import type { Standing } from '../../standing.ts';
import type { Entry } from '../../store/entries.ts';
import type { Referral } from '../../store/referrals.ts';
import { dayIn } from './frame.ts';
import { explanation, movementTable } from './queue-part.ts';

/** Where somebody waits, as they see it themselves. */
export interface OwnPlace {
  readonly register: Register;
  readonly entry: Entry;
  readonly standing: Standing;
  readonly applicationNumber: string | undefined;
  readonly referral: Referral | undefined;
}

export interface MineProps {
  readonly places: readonly OwnPlace[];
  readonly navigation: readonly NavigationItem[];
}

const monthLength = 30 * 86_400_000;

/** In a sentence: forward, back, or not at all in the last thirty days. */
function movedIn({ movement, position }: Standing, locale: Locale): string {
  const words = texts(locale).registers.mine;
  const now = movement.at(-1)?.at.getTime() ?? 0;
  const then = movement.findLast(({ at }) => at.getTime() <= now - monthLength) ?? movement[0];
  const moved = (then?.position ?? position) - position;
  if (moved === 0) return words.still;
  return moved > 0 ? words.ahead(moved) : words.behind(-moved);
}

function referralPart({ referral }: OwnPlace, locale: Locale): Html | undefined {
  const words = texts(locale).registers.mine;
  if (referral?.state === 'open') {
    const { institution, institutionAddress, until } = referral;
    const content = words.referralText(institution, institutionAddress, dayIn(until, locale));
    return alert({ locale, tone: 'success', title: words.referral, content, level: 3 });
  }
  if (referral?.state !== 'lapsed') return undefined;
  const content = words.lapsedText(referral.institution, dayIn(referral.until, locale));
  return alert({ locale, tone: 'warning', title: words.lapsed, content, level: 3 });
}

function placePart(place: OwnPlace, locale: Locale): Html {
  const { register, entry, standing, applicationNumber } = place;
  const words = texts(locale).registers;
  const who = entry.values.childName ?? entry.fullName;
  const category = entry.values.category !== undefined && html` · ${categoryIn(register.name, entry.values.category, locale)}`;
  const number = applicationNumber ?? String(entry.number);
  const explained = {
    register: register.name,
    values: entry.values,
    filedAt: entry.filedAt ?? standing.movement[0]?.at ?? new Date(0),
    standing,
  };
  return html`<section class="bt-section"><h2>${words.names[register.name]}: ${who}</h2>
<p><span class="bt-muted">${words.mine.registered(number, dayIn(entry.registeredOn, locale))}${category}</span></p>
${referralPart(place, locale)}
<p class="bt-lead"><strong>${words.mine.yours(formatNumber(standing.position))}</strong></p>
${explanation(explained, { locale, voice: 'person' })}
<p>${movedIn(standing, locale)}</p>${movementTable(standing, locale)}</section>`;
}

/** «Менің кезегім»: the places of a person and the children in all queues. */
export function mineView(context: PageContext, { places, navigation }: MineProps): Html {
  const { locale } = context;
  const words = texts(locale).registers.mine;
  const asOf = places[0]?.standing.movement.at(-1)?.at;
  const content =
    places.length === 0
      ? html`${heading({ title: words.title })}${emptyState({ title: words.empty, content: words.emptyText, action: buttonLink({ href: '/services', label: words.services }) })}`
      : html`${heading({ title: words.title })}<p>${words.lead}${asOf !== undefined && html` ${words.asOf(formatDateTime(asOf, locale))}`}</p>${places.map((place) => placePart(place, locale))}`;
  return layout(context, { title: words.title, content, navigation });
}
