import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { formatNumber, texts } from '#text';
import type { Locale } from '#text';
import { card, cards, heading, layout } from '#ui';
import type { NavigationItem, PageContext } from '#ui';
import type { RegisterName } from '../../rules/register.ts';
import { mostCounted } from '../../rules/register.ts';

export interface OverviewProps {
  readonly navigation: readonly NavigationItem[];
  readonly registers: readonly { readonly name: RegisterName; readonly href: string; readonly current: number }[];
}

/** So many, or «10 000-нан көп». */
export function countedIn(total: number, locale: Locale): string {
  return total > mostCounted ? texts(locale).registers.list.more(formatNumber(mostCounted)) : formatNumber(total);
}

/** The registers that this body keeps. */
export function overviewView(context: PageContext, { navigation, registers }: OverviewProps): Html {
  const { locale } = context;
  const words = texts(locale).registers;
  const items = registers.map(({ name, href, current }) =>
    card({ href, title: words.names[name], level: 2, text: words.list.current(countedIn(current, locale)) }),
  );
  const content = html`${heading({ title: words.title })}<p>${words.lead}</p>${cards(items)}`;
  return layout(context, { title: words.title, content, width: 'wide', navigation });
}
