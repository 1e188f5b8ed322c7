import { html } from '#kit/html';
import type { Html, Renderable } from '#kit/html';
import { texts } from '#text';
import type { Locale } from '#text';
import { attributes } from './attributes.ts';
import { button } from './form.ts';
import { icon } from './icon.ts';

export interface Column {
  label: string;
  /** Figures stand right, below each other. */
  numeric?: boolean | undefined;
  /** Dates and numbers that must not be broken. */
  nowrap?: boolean | undefined;
}

export interface TableProps {
  /** What the table holds. */
  caption: string;
  /** The caption is read aloud but not shown, where a heading above says the same. */
  captionHidden?: boolean | undefined;
  columns: readonly Column[];
  /** The first cell of each row names the row. */
  rows: readonly (readonly Renderable[])[];
  /** For officers: less air. */
  dense?: boolean | undefined;
}

/** A table; on a phone each row becomes a card whose lines carry the columns' names. Roles are said because cards lose them. */
export function table(props: TableProps): Html {
  const heads = props.columns.map(
    (column) =>
      html`<th scope="col" role="columnheader"${attributes({ 'data-numeric': column.numeric === true })}>${column.label}</th>`,
  );
  const rows = props.rows.map(
    (cells) => html`<tr role="row">${cells.map((cell, index) => cellOf(props.columns[index], cell, index === 0))}</tr>`,
  );
  return html`<table class="bt-table" role="table"${attributes({ 'data-dense': props.dense === true })}><caption${attributes({
    class: props.captionHidden === true ? 'ds-sr-only' : undefined,
  })}>${props.caption}</caption><thead role="rowgroup"><tr role="row">${heads}</tr></thead><tbody role="rowgroup">${rows}</tbody></table>`;
}

function cellOf(column: Column | undefined, content: Renderable, first: boolean): Html {
  const rest = attributes({
    'data-label': column?.label,
    'data-numeric': column?.numeric === true,
    'data-nowrap': column?.nowrap === true || column?.numeric === true,
  });
  return first
    ? html`<th scope="row" role="rowheader"${rest}>${content}</th>`
    : html`<td role="cell"${rest}><div>${content}</div></td>`;
}

export interface PaginationProps {
  locale: Locale;
  /** From 1. */
  page: number;
  pages: number;
  href: (page: number) => string;
}

/** Pages to show: the first, the last, the current and its neighbours; 0 is a gap. */
export function pagesShown(page: number, pages: number): number[] {
  const wanted = [1, page - 1, page, page + 1, pages].filter((number) => number >= 1 && number <= pages);
  const shown: number[] = [];
  for (const number of new Set(wanted)) {
    const last = shown.at(-1) ?? 0;
    if (number - last === 2) shown.push(number - 1);
    if (number - last > 2) shown.push(0);
    shown.push(number);
  }
  return shown;
}

/** Links to the pages of a long list; empty where there is one. */
export function pagination(props: PaginationProps): Html {
  if (props.pages <= 1) return html``;
  const words = texts(props.locale).ui.pagination;
  const items = pagesShown(props.page, props.pages).map((page) => {
    if (page === 0) return html`<li aria-hidden="true">…</li>`;
    const current = attributes({ 'aria-current': page === props.page ? 'page' : undefined });
    return html`<li><a href="${props.href(page)}" aria-label="${words.page(page)}"${current}>${page}</a></li>`;
  });
  const previous =
    props.page > 1 && html`<a rel="prev" href="${props.href(props.page - 1)}">${icon('back')}<span>${words.previous}</span></a>`;
  const next =
    props.page < props.pages &&
    html`<a rel="next" href="${props.href(props.page + 1)}"><span>${words.next}</span>${icon('next')}</a>`;
  return html`<nav class="bt-pagination" aria-label="${words.label}">${previous}<ul>${items}</ul>${next}</nav>`;
}

export interface FiltersProps {
  locale: Locale;
  /** Address of the list; the filters stay in its query. */
  action: string;
  content: Renderable;
  /** Where «Тазарту» leads; without it there is nothing to clear. */
  reset?: string | undefined;
}

/** Filters of a list. They go by address, so that they can be kept, sent and gone back to. */
export function filters(props: FiltersProps): Html {
  const words = texts(props.locale).ui.filters;
  return html`<form class="bt-filters" role="search" aria-label="${words.label}" action="${props.action}" method="get">${props.content}<div class="bt-buttons">${button(
    { label: words.apply, variant: 'secondary' },
  )}${props.reset !== undefined && html`<a class="ds-link" href="${props.reset}">${words.reset}</a>`}</div></form>`;
}

export interface EmptyStateProps {
  title: string;
  content?: Renderable;
  /** What can be done about it, e.g. a `buttonLink`. */
  action?: Renderable;
}

/** An empty list says why it is empty and what can be done. */
export function emptyState(props: EmptyStateProps): Html {
  return html`<div class="bt-empty"><h2>${props.title}</h2>${props.content !== undefined && html`<p>${props.content}</p>`}${props.action}</div>`;
}
