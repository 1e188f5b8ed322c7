import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { formatDateTime, formatNumber, texts } from '#text';
import type { Locale, Translated } from '#text';
import { alert, button, buttonGroup, details, errorOf, errorSummary, facts, form, heading, layout, textarea } from '#ui';
import type { FieldError, NavigationItem, PageContext } from '#ui';
import type { DeadLetter } from '../../store.ts';
import { paths } from '../monitoring-paths.ts';
import { faultWords, titleIn } from './words.ts';

export interface LetterView {
  readonly letter: DeadLetter;
  /** Letters of its order that wait for it. */
  readonly behind: number;
  readonly titles: ReadonlyMap<string, Translated>;
  /** What it says, once somebody has said what they need it for; as typed, where it was mended. */
  readonly content: string | undefined;
  /** With the sender's signature, where it has one. */
  readonly whole?: string | undefined;
  /** As typed. */
  readonly reason: string;
  readonly errors: readonly FieldError[];
}

function factsView({ letter, behind, titles }: LetterView, locale: Locale): Html {
  const { letter: words, letters, backlog } = texts(locale).monitoring;
  const titleOf = titleIn(titles, locale);
  const { leg, sender, route, service, messageId, fault, attempts, createdAt, deadAt } = letter;
  return facts([
    { term: letters.reason, value: html`${faultWords(fault ?? '', locale)} <span class="bt-muted">${fault}</span>` },
    { term: words.way, value: words.ways[leg](titleOf(leg === 'to-gateway' ? sender : route)) },
    { term: letters.service, value: titleOf(service) },
    { term: words.sender, value: titleOf(sender) },
    { term: words.number, value: messageId },
    { term: words.sent, value: formatDateTime(createdAt, locale) },
    { term: letters.stopped, value: formatDateTime(deadAt, locale) },
    { term: letters.tries, value: formatNumber(attempts) },
    { term: words.behind, value: behind === 0 ? backlog.empty : formatNumber(behind) },
  ]);
}

function contentView({ content, whole, letter, errors }: LetterView, locale: Locale): Html | undefined {
  if (content === undefined) return undefined;
  const words = texts(locale).monitoring.letter;
  if (letter.leg === 'to-recipient')
    return html`<h3>${words.data}</h3>${alert({ locale, tone: 'info', content: words.signed })}<pre class="bt-request">${content}</pre>${details(
      { summary: words.whole, content: html`<pre class="bt-request">${whole}</pre>` },
    )}`;
  const field = { locale, name: 'data', label: words.data, hint: words.fixHint, value: content, rows: 14 };
  return textarea({ ...field, error: errorOf(errors, 'data') });
}

function actsView(view: LetterView, locale: Locale): Html {
  const { letter, reason, errors, content } = view;
  const words = texts(locale).monitoring.letter;
  const to = (act: 'read' | 'resend' | 'drop'): string => paths.act(letter.sequence, act);
  const why = textarea({
    locale,
    name: 'reason',
    label: words.why,
    hint: words.whyHint,
    value: reason,
    rows: 3,
    maxLength: 500,
    error: errorOf(errors, 'reason'),
  });
  const read = content === undefined && button({ label: words.read, variant: 'secondary', formAction: to('read') });
  const buttons = buttonGroup(
    button({ label: words.resend }),
    read,
    button({ label: words.drop, variant: 'danger', formAction: to('drop') }),
  );
  const hints = html`<p class="bt-muted">${content === undefined && words.readHint} ${words.dropHint}</p>`;
  return html`<h2>${words.acts}</h2>${form({
    action: to('resend'),
    content: html`${contentView(view, locale)}${why}${buttons}${hints}`,
  })}`;
}

/** A dead letter: where it stopped and why, and what can be done about it. */
export function letterView(context: PageContext, view: LetterView, sections: readonly NavigationItem[]): Html {
  const { locale } = context;
  const words = texts(locale).monitoring;
  const content = html`${errorSummary({ locale, errors: view.errors })}${heading({ title: words.letter.title })}${factsView(view, locale)}${actsView(view, locale)}`;
  return layout(context, {
    title: words.letter.title,
    content,
    width: 'wide',
    hasErrors: view.errors.length > 0,
    navigation: sections,
    back: { href: paths.letters, label: words.letters.title },
  });
}
