import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { formatSince, texts } from '#text';
import type { Locale } from '#text';
import { alert, emptyState, heading, layout, searchField } from '#ui';
import type { PageContext } from '#ui';
import type { AddressAnswer } from '../../ports.ts';
import { formatFound } from '../../rules/found-address.ts';
import { addressPaths } from '../paths.ts';

/** What stands below a field for an address: suggestions while one types, else the way to the page where addresses are looked for. */
export function addressFinder(locale: Locale, field: string): Html {
  const words = texts(locale).registries.finder;
  return html`<birtereze-addresses data-field="${field}" data-source="${addressPaths.suggestions}"><a class="ds-link" href="${addressPaths.page}" target="_blank" rel="noopener">${words.link}</a></birtereze-addresses>`;
}

export interface AddressesView {
  readonly text: string;
  /** Undefined where nothing was asked. */
  readonly answer: AddressAnswer | undefined;
  readonly now: Date;
}

function answerView({ answer, now }: AddressesView, locale: Locale): Html | undefined {
  const { finder, notReceived } = texts(locale).registries;
  if (answer === undefined) return undefined;
  if (answer.kind === 'unavailable') {
    const since = notReceived(formatSince(answer.since, now, locale));
    return alert({ locale, tone: 'warning', content: `${finder.unavailable} ${since}` });
  }
  if (answer.addresses.length === 0) return emptyState({ title: finder.none, content: finder.noneText });
  const lines = answer.addresses.map((address) => html`<li>${formatFound(address, locale)}</li>`);
  return html`<p>${finder.copy}</p><ul class="bt-list">${lines}</ul>`;
}

/** Addresses of the register, to be copied into a form. */
export function addressesPage(context: PageContext, view: AddressesView): Html {
  const { locale } = context;
  const words = texts(locale).registries.finder;
  const search = searchField({
    locale,
    action: addressPaths.page,
    label: words.label,
    hint: words.hint,
    value: view.text,
    id: 'address',
  });
  const content = html`${heading({ title: words.title })}${search}<div role="status">${answerView(view, locale)}</div>`;
  return layout(context, { title: words.title, content, withoutSearch: true });
}
