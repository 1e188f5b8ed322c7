import { html } from '#kit/html';
import type { Html, Renderable } from '#kit/html';
import { formatDateTime, texts } from '#text';
import type { Locale, Translated } from '#text';
import { emptyState, errorOf, errorSummary, filters, heading, layout, pagination, table, textField } from '#ui';
import type { FieldError, NavigationItem, PageContext } from '#ui';
import type { AccessLine } from '../../store.ts';

export interface AccessView {
  readonly lines: readonly AccessLine[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  /** The filters as typed. */
  readonly query: Readonly<Record<string, string>>;
  readonly errors: readonly FieldError[];
  readonly bodies: ReadonlyMap<string, Translated>;
  /** Titles of the foreign registries' services. */
  readonly registries: ReadonlyMap<string, Translated>;
  readonly serviceTitle: (service: string, locale: Locale) => string | undefined;
  /** Account of who reads the page: the person's own asking is called so. */
  readonly personId: string;
  readonly navigation: readonly NavigationItem[];
}

const path = '/cabinet/access';

function reader(line: AccessLine, view: AccessView, locale: Locale): Renderable {
  const words = texts(locale).registries.access;
  if (line.officerName === null) return line.who === view.personId ? words.yourself : words.system;
  const body = line.officerBin === null ? undefined : view.bodies.get(line.officerBin);
  return html`${line.officerName}${body !== undefined && html`<br><span class="bt-muted">${body[locale]}</span>`}`;
}

function object({ kind, what, outcome }: AccessLine, view: AccessView, locale: Locale): Renderable {
  const words = texts(locale).registries.access;
  const note = outcome !== 'found' && html`<br><span class="bt-muted">${words.outcomes[outcome]}</span>`;
  if (kind === 'registry') return html`${view.registries.get(what)?.[locale] ?? what}${note}`;
  if (kind === 'register') return words.kinds.register(words.registers[what] ?? what);
  return words.kinds[kind](view.serviceTitle(what, locale) ?? what);
}

function ground({ purpose, number, consent, consentNumber }: AccessLine, locale: Locale): Renderable {
  const words = texts(locale).registries.access;
  const numbered = number !== null && html`<br><b>${words.number(number)}</b>`;
  const agreed = {
    signature: () => words.consents.signature,
    powerOfAttorney: () => words.consents.powerOfAttorney(consentNumber ?? ''),
    // The person knows the card; the end of its number is enough to tell which.
    presence: () => words.consents.presence(consentNumber?.slice(-3)),
  };
  const how = consent !== null && html`<br><span class="bt-muted">${agreed[consent]()}</span>`;
  return html`${words.purposes[purpose] ?? purpose}${numbered}${how}`;
}

function search({ query, errors }: AccessView, locale: Locale): Html {
  const words = texts(locale).registries.access;
  const field = (name: 'from' | 'to'): Html =>
    textField({
      locale,
      name,
      label: words[name],
      hint: words.dayHint,
      value: query[name],
      width: 'sm',
      autocomplete: 'off',
      error: errorOf(errors, name),
    });
  return filters({ locale, action: path, reset: path, content: html`${field('from')}${field('to')}` });
}

function listing(view: AccessView, locale: Locale): Html {
  const words = texts(locale).registries.access;
  const rows = view.lines.map((line) => [
    formatDateTime(line.at, locale),
    reader(line, view, locale),
    object(line, view, locale),
    ground(line, locale),
  ]);
  const columns = [{ label: words.when, nowrap: true }, { label: words.who }, { label: words.what }, { label: words.ground }];
  const href = (page: number): string => `${path}?${new URLSearchParams({ ...view.query, page: String(page) })}`;
  return html`<p class="bt-muted">${words.total(view.total)}</p>${table({ caption: words.title, captionHidden: true, columns, rows })}
${pagination({ locale, page: view.page, pages: view.pages, href })}<p>${words.complaint}</p>`;
}

/** Who looked at this person's data (CAB-9). The filters stay in the address. */
export function accessPage(context: PageContext, view: AccessView): Html {
  const { locale } = context;
  const words = texts(locale).registries.access;
  const { lines, query, errors, navigation } = view;
  const searched = Object.keys(query).length > 0;
  const none = searched
    ? emptyState({ title: words.nothingFound, content: words.nothingFoundText })
    : emptyState({ title: words.empty, content: words.emptyText });
  const content = html`${errorSummary({ locale, errors })}${heading({ title: words.title, lead: words.intro })}
${(searched || lines.length > 0) && search(view, locale)}${lines.length > 0 ? listing(view, locale) : none}`;
  return layout(context, { title: words.title, content, width: 'wide', hasErrors: errors.length > 0, navigation });
}
