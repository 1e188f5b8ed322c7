import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { texts } from '#text';
import { button, errorSummary, form, heading, layout } from '#ui';
import type { FieldError, NavigationItem, PageContext } from '#ui';
import type { Application } from '../../store.ts';
import { counterPaths } from './counter-begin.ts';
import { visitorField } from './visitor.ts';

/** The complaint was filed before: the head's answer for whoever complained, after they have shown their card (APP-9). */
export function complaintAnswerView(
  context: PageContext,
  props: {
    application: Pick<Application, 'id' | 'number'>;
    answer?: string;
    errors: readonly FieldError[];
    typedIin?: string;
    navigation: readonly NavigationItem[];
  },
): Html {
  const { locale } = context;
  const { application, answer, errors, typedIin } = props;
  const { card } = texts(locale).statements;
  const { id, number } = application;
  const ask = html`<p>${card.complaintHidden}</p>${form({
    action: counterPaths.complaintAnswer(id),
    content: html`${visitorField({ visitor: undefined, errors, typed: typedIin }, locale)}${button({ label: card.showAnswer })}`,
  })}`;
  const shown = html`<blockquote class="bt-statement bt-written">${answer}</blockquote>`;
  const content = html`${errorSummary({ locale, errors })}${heading({ title: card.complaintAnswer, caption: number })}${answer === undefined ? ask : shown}`;
  return layout(context, {
    title: card.complaintAnswer,
    content,
    hasErrors: errors.length > 0,
    back: { href: counterPaths.application(id) },
    navigation: props.navigation,
    islands: ['forms'],
  });
}
