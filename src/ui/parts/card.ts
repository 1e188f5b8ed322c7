import { html } from '#kit/html';
import type { Html, Renderable } from '#kit/html';
import { texts } from '#text';
import type { Locale } from '#text';
import { attributes } from './attributes.ts';
import { icon } from './icon.ts';
import type { IconName } from './icon.ts';
import { statusTag } from './status.ts';
import type { StatusProps } from './status.ts';

export interface CardProps {
  href: string;
  title: string;
  text?: Renderable;
  /** Small facts below, e.g. the provider and the deadline. */
  meta?: Renderable;
  icon?: IconName | undefined;
  status?: StatusProps | undefined;
  /** Level of the title; 3 unless said. */
  level?: 2 | 3 | undefined;
}

/** A card that leads somewhere: the whole of it can be pressed, the title is the link. */
export function card(props: CardProps): Html {
  const link = html`<a href="${props.href}">${props.title}</a>`;
  return html`<article class="bt-card">${props.icon !== undefined && icon(props.icon)}<div>${props.level === 2 ? html`<h2>${link}</h2>` : html`<h3>${link}</h3>`}${
    props.text !== undefined && html`<p>${props.text}</p>`
  }${props.meta !== undefined && html`<p class="bt-muted">${props.meta}</p>`}${props.status !== undefined && statusTag(props.status)}</div></article>`;
}

/** Cards in as many columns as there is room for; `list` puts them below each other, for long titles. */
export function cards(items: readonly Renderable[], arrangement: 'grid' | 'list' = 'grid'): Html {
  return html`<ul class="bt-cards" data-layout="${arrangement}">${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}

export interface DocumentCardProps {
  locale: Locale;
  title: string;
  number: string;
  /** Day of issue in words. */
  issued: string;
  issuer: string;
  status: StatusProps;
  /** Open, download, signature. */
  actions: Renderable;
}

/** An electronic document with what can be done with it. */
export function documentCard(props: DocumentCardProps): Html {
  const words = texts(props.locale).ui.document;
  return html`<section class="bt-document">${icon('document')}<div>${statusTag(props.status)}<h2>${props.title}</h2><dl><div><dt>${words.number}</dt><dd class="bt-number">${
    props.number
  }</dd></div><div><dt>${words.issued}</dt><dd>${props.issued}</dd></div><div><dt>${words.issuer}</dt><dd>${props.issuer}</dd></div></dl><div class="bt-buttons">${
    props.actions
  }</div></div></section>`;
}

export interface DonePanelProps {
  title: string;
  /** The number to keep, already grouped for reading aloud. */
  number?: { label: string; value: string } | undefined;
  content?: Renderable;
}

/** «Done»: the page's `h1`, with the number. What happens next follows below it. */
export function donePanel(props: DonePanelProps): Html {
  const number =
    props.number !== undefined && html`<p>${props.number.label}<strong class="bt-number">${props.number.value}</strong></p>`;
  return html`<div class="bt-done" data-color="success">${icon('check')}<h1>${props.title}</h1>${number}${props.content}</div>`;
}

export interface HeadingProps {
  title: Renderable;
  /** Small line above the title, e.g. the service that the form belongs to. */
  caption?: Renderable;
  /** One sentence below it. */
  lead?: Renderable;
}

/** Titles of some services fill a phone's screen (RG-5, RG-6); beyond this many letters they are set smaller. */
const longTitle = 100;

/** The title of a page: its only `h1`. */
export function heading(props: HeadingProps): Html {
  const isLong = String(props.title).length > longTitle;
  return html`<div class="bt-heading">${props.caption !== undefined && html`<p class="bt-caption">${props.caption}</p>`}<h1${attributes({ 'data-long': isLong })}>${props.title}</h1>${
    props.lead !== undefined && html`<p class="bt-lead">${props.lead}</p>`
  }</div>`;
}

/** Small things side by side: a status and its deadline. */
export function row(...items: readonly Renderable[]): Html {
  return html`<div class="bt-row">${items}</div>`;
}

export interface HeroProps {
  title: string;
  lead: string;
  /** Usually `searchField` with `size: 'big'`. */
  search: Renderable;
}

/** The top of the home page: one question, one field. */
export function hero(props: HeroProps): Html {
  return html`<section class="bt-hero"><div class="bt-page"><h1>${props.title}</h1><p class="bt-lead">${props.lead}</p>${props.search}</div></section>`;
}
