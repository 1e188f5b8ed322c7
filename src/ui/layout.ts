import { html, nothing } from '#kit/html';
import type { Html, Renderable } from '#kit/html';
import { locales, texts } from '#text';
import type { Locale } from '#text';
import type { PageContext, Site } from './context.ts';
import { attributes } from './parts/attributes.ts';
import { icon, mark, ornament } from './parts/icon.ts';
import { backLink, breadcrumbs, navigation, searchField } from './parts/navigation.ts';
import type { Breadcrumb, NavigationItem } from './parts/navigation.ts';

/** Addresses that a site's header leads to; what is absent is not shown. */
interface SitePaths {
  search?: string;
  signIn?: string;
  signOut?: string;
  person?: string;
  notices?: string;
  help?: { help: string; accessibility: string; verify: string };
}

const help = { help: '/help', accessibility: '/accessibility', verify: '/verify' };

const sitePaths: Record<Site, SitePaths> = {
  portal: {
    search: '/services/search',
    signIn: '/sign-in',
    signOut: '/sign-out',
    person: '/cabinet',
    notices: '/cabinet/notices',
    help,
  },
  workplace: { signIn: '/sign-in', signOut: '/sign-out', person: '/' },
  pki: {},
  mail: {},
  agent: {},
};

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
${footer(context)}
</body>
</html>`;
}

function head(context: PageContext, props: LayoutProps): Html {
  const words = texts(context.locale).ui;
  const place = words.sites[context.site].name || words.sites.portal.tagline;
  const prefix = props.hasErrors === true ? words.error.titlePrefix : '';
  const scripts = props.islands?.map(
    (name) => html`<script type="module" src="${context.assets(`${name}.js`)}" nonce="${context.nonce}"></script>`,
  );
  const description = props.description !== undefined && html`<meta name="description" content="${props.description}">`;
  return html`<head>
<meta charset="utf-8">
<title>${prefix}${props.title} · ${words.brand}, ${place}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#06303c">
${description}${fontPreloads(context)}<link rel="stylesheet" href="${context.assets('portal.css')}">
${context.site === 'workplace' && html`<link rel="stylesheet" href="${context.assets('workplace.css')}">`}
<link rel="icon" type="image/svg+xml" href="${context.assets('icon.svg')}">
${scripts}
</head>`;
}

/** The letters that the first lines of a page surely need; digits and signs are in the Latin file. */
const firstFonts: Record<Locale, readonly string[]> = {
  kk: ['cyrillic-400', 'cyrillic-600', 'cyrillic-ext-400', 'latin-400'],
  ru: ['cyrillic-400', 'cyrillic-600', 'latin-400'],
  en: ['latin-400', 'latin-600'],
};

function fontPreloads(context: PageContext): Html[] {
  return firstFonts[context.locale].map(
    (name) =>
      html`<link rel="preload" href="${context.assets(`golos-text-${name}-normal.woff2`)}" as="font" type="font/woff2" crossorigin>`,
  );
}

function header(context: PageContext, props: LayoutProps): Html {
  const { locale, site } = context;
  const words = texts(locale).ui;
  const paths = sitePaths[site];
  const search =
    paths.search !== undefined &&
    props.withoutSearch !== true &&
    searchField({
      locale,
      action: paths.search,
      label: words.header.search,
      value: context.search,
      size: 'compact',
      id: 'site-search',
    });
  const name = words.sites[site].name;
  const sections =
    props.navigation !== undefined &&
    html`<div class="bt-sections"><div class="bt-page">${navigation(words.header.sections, props.navigation)}</div></div>`;
  return html`<header class="bt-header"><div class="bt-page">
<a class="bt-brand" href="/">${mark}<span><b lang="kk">${words.brand}</b>${
    name !== '' && html` <small>${name}</small>`
  }<span class="ds-sr-only">, ${words.header.home}</span></span></a>
${search}
${languages(context)}
${account(context, paths)}
</div>${sections}${ornament}</header>`;
}

function languages(context: PageContext): Html {
  const words = texts(context.locale).ui;
  const links = locales.map((locale) => {
    const [short, rest] = words.languages[locale];
    const current = attributes({
      lang: locale,
      hreflang: locale,
      'aria-current': locale === context.locale ? 'true' : undefined,
    });
    return html`<li><a href="${pathIn(context.path, locale)}"${current}>${short}<span class="ds-sr-only">${rest}</span></a></li>`;
  });
  return html`<nav class="bt-languages" aria-label="${words.language}"><ul>${links}</ul></nav>`;
}

/** The same page in another language: `?lang=` beside what the query already holds. */
export function pathIn(path: string, locale: Locale): string {
  const [pathname, query] = path.split('?', 2);
  const values = new URLSearchParams(query ?? '');
  values.set('lang', locale);
  return `${pathname}?${values}`;
}

function account(context: PageContext, paths: SitePaths): Html {
  const words = texts(context.locale).ui.header;
  const { person } = context;
  if (person === undefined) {
    if (paths.signIn === undefined) return nothing;
    return html`<a class="bt-sign-in" href="${paths.signIn}">${words.signIn}</a>`;
  }
  const unread =
    paths.notices !== undefined &&
    person.unread > 0 &&
    html`<a class="bt-bell" href="${paths.notices}">${icon('bell')}<b aria-hidden="true">${person.unread}</b><span class="ds-sr-only">${words.unread(
      person.unread,
    )}</span></a>`;
  const out =
    paths.signOut !== undefined &&
    html`<form action="${paths.signOut}" method="post"><button type="submit">${words.signOut}</button></form>`;
  return html`<div class="bt-account"><a href="${paths.person ?? '/'}">${person.name}</a>${unread}${out}</div>`;
}

function footer(context: PageContext): Html {
  const words = texts(context.locale).ui;
  const paths = sitePaths[context.site].help;
  const links =
    paths !== undefined &&
    html`<ul><li><a href="${paths.help}">${words.footer.help}</a></li><li><a href="${paths.verify}">${words.footer.verify}</a></li><li><a href="${
      paths.accessibility
    }">${words.footer.accessibility}</a></li></ul>`;
  return html`<footer class="bt-footer"><div class="bt-page"><div><p>${words.footer.contact}</p><p><a class="bt-1414" href="tel:1414">1414</a></p><p><small>${
    words.footer.contactNote
  }</small></p></div>${links}<div><p>${words.sites[context.site].tagline}</p><p><small>${words.footer.synthetic}</small></p><p><small>${words.footer.version(
    context.version,
  )}</small></p></div></div></footer>`;
}
