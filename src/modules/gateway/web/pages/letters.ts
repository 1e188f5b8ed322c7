import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { formatNumber, formatSince, texts } from '#text';
import type { Translated } from '#text';
import { alert, emptyState, heading, layout, table } from '#ui';
import type { NavigationItem, PageContext } from '#ui';
import type { DeadLetter } from '../../store.ts';
import { paths } from '../monitoring-paths.ts';
import type { LetterDone } from '../monitoring-paths.ts';
import { faultWords, titleIn } from './words.ts';

export interface LettersView {
  /** The newest first. */
  readonly letters: readonly DeadLetter[];
  /** There are more than are shown. */
  readonly isCut: boolean;
  readonly titles: ReadonlyMap<string, Translated>;
  /** What was just done with one. */
  readonly done: LetterDone | undefined;
  readonly now: Date;
}

/** Letters that could not be delivered, without what they say. */
export function lettersView(context: PageContext, view: LettersView, sections: readonly NavigationItem[]): Html {
  const { locale } = context;
  const { letters, titles, done, isCut, now } = view;
  const words = texts(locale).monitoring.letters;
  const titleOf = titleIn(titles, locale);
  const rows = letters.map(({ sequence, deadAt, service, sender, route, leg, fault, attempts }) => [
    html`<a class="ds-link" href="${paths.letter(sequence)}">${formatSince(deadAt, now, locale)}</a>`,
    titleOf(service),
    html`${titleOf(sender)} → ${leg === 'to-gateway' ? titleOf('gateway') : titleOf(route)}`,
    faultWords(fault ?? '', locale),
    formatNumber(attempts),
  ]);
  const columns = [
    { label: words.stopped },
    { label: words.service },
    { label: words.way },
    { label: words.reason },
    { label: words.tries, numeric: true },
  ];
  const list =
    rows.length === 0
      ? emptyState({ title: words.empty, content: words.emptyText })
      : table({ caption: words.title, captionHidden: true, columns, rows, dense: true });
  const said =
    done !== undefined &&
    alert({ locale, tone: done === 'gone' ? 'warning' : 'success', content: words.done[done], live: 'status' });
  const more = isCut && html`<p>${words.most(formatNumber(letters.length))}</p>`;
  const content = html`${heading({ title: words.title, lead: words.lead })}${said}${list}${more}`;
  const back = { href: paths.traffic, label: texts(locale).monitoring.title };
  return layout(context, { title: words.title, content, width: 'full', navigation: sections, back });
}
