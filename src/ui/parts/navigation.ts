import { html } from '#kit/html';
import type { Html, Renderable } from '#kit/html';
import { texts } from '#text';
import type { Locale } from '#text';
import { attributes } from './attributes.ts';
import { icon } from './icon.ts';

export interface NavigationItem {
  href: string;
  label: string;
  current?: boolean | undefined;
  /** How many things wait there. */
  count?: number | undefined;
}

/** Sections side by side, the current one marked by a line and for screen readers. */
export function navigation(label: string, items: readonly NavigationItem[]): Html {
  const links = items.map(
    (item) =>
      html`<li><a href="${item.href}"${attributes({ 'aria-current': item.current === true ? 'page' : undefined })}>${item.label}${
        item.count !== undefined && html` <span class="bt-count">${item.count}</span>`
      }</a></li>`,
  );
  return html`<nav class="bt-tabs" aria-label="${label}"><ul>${links}</ul></nav>`;
}

/** The way back, on top of every page of a form. */
export function backLink(props: { locale: Locale; href: string; label?: string | undefined }): Html {
  return html`<a class="ds-link bt-back" href="${props.href}">${icon('back')}${props.label ?? texts(props.locale).ui.back}</a>`;
}

export interface Breadcrumb {
  href: string;
  label: string;
}

/** The way from the home page to here; the page itself is not in it. */
export function breadcrumbs(props: { locale: Locale; items: readonly Breadcrumb[] }): Html {
  const items = props.items.map((item) => html`<li><a class="ds-link" href="${item.href}">${item.label}</a></li>`);
  return html`<nav class="bt-breadcrumbs" aria-label="${texts(props.locale).ui.breadcrumbs}"><ol>${items}</ol></nav>`;
}

/** Something that only some people need to read. */
export function details(props: { summary: Renderable; content: Renderable; open?: boolean | undefined }): Html {
  return html`<details class="ds-details bt-details"${attributes({ open: props.open === true })}><summary>${props.summary}</summary><div>${props.content}</div></details>`;
}

export interface SearchFieldProps {
  locale: Locale;
  action: string;
  label: string;
  /** Name in the query; `q` unless said. */
  name?: string | undefined;
  value?: string | undefined;
  hint?: string | undefined;
  /** The big one in the middle of the home page; `compact` hides the label. */
  size?: 'compact' | 'big' | undefined;
  id?: string | undefined;
}

/** A search that works by address, without scripts. */
export function searchField(props: SearchFieldProps): Html {
  const id = props.id ?? 'search';
  const compact = props.size === 'compact';
  const hintId = props.hint === undefined ? undefined : `${id}-hint`;
  const words = texts(props.locale).ui.header;
  const input = attributes({
    id,
    type: 'search',
    name: props.name ?? 'q',
    value: props.value,
    placeholder: compact ? words.searchPlaceholder : undefined,
    autocomplete: 'off',
    'aria-describedby': hintId,
  });
  return html`<form class="bt-search" role="search" aria-label="${props.label}" action="${props.action}" method="get" data-size-of="${props.size ?? 'plain'}"><label class="${
    compact ? 'ds-sr-only' : 'ds-label'
  }" for="${id}">${props.label}</label>${props.hint !== undefined && html`<div class="bt-hint" id="${hintId}">${props.hint}</div>`}<div class="bt-search-row"><input class="ds-input"${input}><button class="ds-button" type="submit">${icon(
    'search',
  )}<span>${words.find}</span></button></div></form>`;
}
