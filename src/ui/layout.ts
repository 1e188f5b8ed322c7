import { html } from '#kit/html';
import type { Html, Renderable } from '#kit/html';
import { texts } from '#text';
import type { PageContext } from './context.ts';
import { fixedParts, header, languageLinks } from './frame.ts';
import { attributes } from './parts/attributes.ts';
import { backLink, breadcrumbs } from './parts/navigation.ts';
import type { Breadcrumb, NavigationItem } from './parts/navigation.ts';

export interface LayoutProps {
  /** Title of the page without the portal's name. */
  title: string;
  /** One sentence for search engines. */
  description?: string | undefined;
  content: Renderable;
  /** The form of this page has errors: its title says so first. */
  hasErrors?: boolean | undefined;
  /** The way back; a form's page always has one. */
  back?: { href: string; label?: string | undefined } | undefined;
  breadcrumbs?: readonly Breadcrumb[] | undefined;
  /** Sections of the cabinet or the workplace. */
  navigation?: readonly NavigationItem[] | undefined;
  /** `text`: one column for reading and forms; `wide`: lists, cards; `full`: the whole window, for desks; `bare`: the content sets its own. */
  width?: 'text' | 'wide' | 'full' | 'bare' | undefined;
  /** Browser islands this page asks for, by name: `password` → `password.js`. */
  islands?: readonly string[] | undefined;
  /** The page has a search of its own. */
  withoutSearch?: boolean | undefined;
}

/** A whole page. */
export function layout(context: PageContext, props: LayoutProps): Html {
  const { locale, site } = context;
  const words = texts(locale).ui;
  const width = props.width ?? 'text';
  const above = html`${props.breadcrumbs !== undefined && breadcrumbs({ locale, items: props.breadcrumbs })}${props.back !== undefined && backLink({ locale, ...props.back })}`;
  const main =
    width === 'bare' ? html`${props.content}` : html`<div class="bt-page" data-width="${width}">${above}${props.content}</div>`;
  return html`<!doctype html>
<html lang="${locale}"${attributes({ 'data-site': site })}>
${head(context, props)}
<body>
<a class="ds-skip-link" href="#main">${words.skip}</a>
${header(context, props)}
<main id="main" tabindex="-1">
${main}
</main>
${fixedParts(context).footer}
</body>
</html>`;
}

export interface ScreenProps {
  title: string;
  content: Renderable;
  islands?: readonly string[] | undefined;
  /** Seconds after which the screen is loaded anew where no scripts run. */
  refresh?: number | undefined;
  /** Links to the same screen in the other languages. */
  withLanguages?: boolean | undefined;
}

/** A screen that stands in a hall, without the site's header and footer: a terminal to touch, a display to read from afar. */
export function screen(context: PageContext, props: ScreenProps): Html {
  return html`<!doctype html>
<html lang="${context.locale}"${attributes({ 'data-site': context.site })}>
${head(context, props, html`<link rel="stylesheet" href="${context.assets('hall.css')}">`)}
<body class="bt-screen">
${props.withLanguages === true && languageLinks(context)}
<main id="main">
${props.content}
</main>
</body>
</html>`;
}

function head(context: PageContext, props: LayoutProps | ScreenProps, more?: Html): Html {
  const words = texts(context.locale).ui;
  const place = words.sites[context.site].name || words.sites.portal.tagline;
  const prefix = 'hasErrors' in props && props.hasErrors === true ? words.error.titlePrefix : '';
  const scripts = props.islands?.map(
    (name) => html`<script type="module" src="${context.assets(`${name}.js`)}" nonce="${context.nonce}"></script>`,
  );
  const description =
    'description' in props && props.description !== undefined && html`<meta name="description" content="${props.description}">`;
  const refresh =
    'refresh' in props &&
    props.refresh !== undefined &&
    html`<noscript><meta http-equiv="refresh" content="${props.refresh}"></noscript>`;
  return html`<head>
<meta charset="utf-8">
<title>${prefix}${props.title} · ${words.brand}, ${place}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#06303c">
${description}${refresh}${fixedParts(context).links}${more}
${scripts}
</head>`;
}
