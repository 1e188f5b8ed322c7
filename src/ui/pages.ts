import type { FailureCode } from '#kit/failure';
import { html } from '#kit/html';
import type { Html, Renderable } from '#kit/html';
import { texts } from '#text';
import type { PageContext } from './context.ts';
import { ownPath } from './frame.ts';
import { layout } from './layout.ts';
import { heading, hero, card, cards } from './parts/card.ts';
import { buttonGroup, buttonLink } from './parts/form.ts';
import { searchField } from './parts/navigation.ts';

export interface FailurePageProps {
  code: FailureCode;
  /** Number under which the log knows what happened; shown where somebody must look it up. */
  reference?: string | undefined;
}

/** What ended the request, what to do, and whom to ask: never the browser's own page (SEC-15). */
export function failurePage(context: PageContext, props: FailurePageProps): Html {
  const words = texts(context.locale).failure;
  const { title, text } = words[props.code];
  const canRetry =
    props.code === 'unavailable' ||
    props.code === 'notChecked' ||
    props.code === 'tooManyRequests' ||
    props.code === 'storageFull' ||
    props.code === 'conflict';
  const first =
    props.code === 'signInNeeded'
      ? buttonLink({ href: `/sign-in?next=${encodeURIComponent(ownPath(context.path))}`, label: words.page.signIn })
      : canRetry
        ? buttonLink({ href: ownPath(context.path), label: words.page.again })
        : buttonLink({ href: '/', label: words.page.home });
  const content = html`${heading({ title, lead: text })}
${
  props.reference !== undefined &&
  html`<p class="bt-reference">${words.page.reference}: <strong class="bt-number">${props.reference}</strong></p>`
}
${buttonGroup(first, html`<a class="ds-link" href="tel:1414">${words.page.contact}</a>`)}`;
  return layout(context, { title, content });
}

/** Shown by the service worker when there is no network; needs nothing but itself and the style sheet. */
export function offlinePage(context: PageContext): Html {
  const words = texts(context.locale).ui.offline;
  return layout(context, {
    title: words.title,
    content: html`${heading({ title: words.title, lead: words.text })}${buttonGroup(buttonLink({ href: ownPath(context.path), label: words.retry }))}`,
    withoutSearch: true,
  });
}

interface Article {
  title: string;
  lead: string;
  sections: readonly { title: string; text: string }[];
  contact?: string;
}

function article(context: PageContext, text: Article): Html {
  const sections = text.sections.map((section) => html`<h2>${section.title}</h2><p>${section.text}</p>`);
  const contact = text.contact !== undefined && html`<p>${text.contact}</p>`;
  return layout(context, {
    title: text.title,
    description: text.lead,
    content: html`${heading({ title: text.title, lead: text.lead })}<div class="bt-prose">${sections}${contact}</div>`,
  });
}

/** The page behind «Көмек» in the footer. */
export function helpPage(context: PageContext): Html {
  return article(context, texts(context.locale).ui.help);
}

/** The accessibility statement behind the footer's link. */
export function accessibilityPage(context: PageContext): Html {
  return article(context, texts(context.locale).ui.accessibility);
}

export interface HomePaths {
  search: string;
  rubrics: string;
  list: string;
  verify: string;
}

/** The home page's frame: the search in the middle, the three ways to services, then what the caller adds (SRV-1). */
export function homeFrame(context: PageContext, paths: HomePaths, below?: Renderable): Html {
  const { locale } = context;
  const words = texts(locale).home;
  const search = searchField({
    locale,
    action: paths.search,
    label: words.searchLabel,
    hint: words.searchHint,
    size: 'big',
    value: context.search,
  });
  const ways = cards([
    card({ href: paths.rubrics, title: words.byRubric.title, text: words.byRubric.text, icon: 'topics' }),
    card({ href: paths.list, title: words.inOneList.title, text: words.inOneList.text, icon: 'list' }),
    card({ href: paths.search, title: words.bySearch.title, text: words.bySearch.text, icon: 'search' }),
  ]);
  const verify = card({ href: paths.verify, title: words.verify.title, text: words.verify.text, icon: 'shield', level: 2 });
  const content = html`${hero({ title: words.title, lead: words.lead, search })}
<div class="bt-page" data-width="wide">${below}<section><h2>${words.ways}</h2>${ways}</section><section class="bt-section">${verify}</section></div>`;
  return layout(context, { title: words.title, description: words.lead, content, width: 'bare', withoutSearch: true });
}
