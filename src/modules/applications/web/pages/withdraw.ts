import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { texts } from '#text';
import { button, buttonGroup, buttonLink, form, heading, layout } from '#ui';
import type { PageContext } from '#ui';
import type { Application } from '../../store.ts';
import { cabinetNavigation } from './cabinet.ts';

/** Asks once, in words that say what is lost. */
export function withdrawView(context: PageContext, { id, number }: Application): Html {
  const words = texts(context.locale).handling.withdraw;
  const card = `/applications/${id}`;
  const confirm = form({
    action: `${card}/withdraw`,
    content: buttonGroup(
      button({ label: words.confirm, variant: 'danger' }),
      buttonLink({ href: card, label: words.keep, variant: 'secondary' }),
    ),
  });
  const content = html`${heading({ title: words.title, caption: number, lead: words.text })}${confirm}`;
  return layout(context, {
    title: words.title,
    content,
    back: { href: card },
    navigation: cabinetNavigation(context, 'applications'),
    islands: ['forms'],
  });
}
