import { html, nothing } from '#kit/html';
import type { Html } from '#kit/html';
import { locales, texts } from '#text';
import type { Locale } from '#text';
import type { PageContext, Site } from './context.ts';
import { attributes } from './parts/attributes.ts';
import { icon, mark, ornament } from './parts/icon.ts';
import { navigation, searchField } from './parts/navigation.ts';
import type { NavigationItem } from './parts/navigation.ts';

/** Addresses that a site's header leads to; what is absent is not shown. */
interface SitePaths {
  search?: string;
  signIn?: string;
  signOut?: string;
  person?: string;
  notices?: string;
  help?: { help: string; accessibility: string; verify: string; survey: string };
}

const help = { help: '/help', accessibility: '/accessibility', verify: '/verify', survey: '/survey' };

const sitePaths: Record<Site, SitePaths> = {
  portal: {
    search: '/services/search',
    signIn: '/sign-in',
    signOut: '/sign-out',
    person: '/cabinet',
    notices: '/cabinet/notices',
    help,
  },
  workplace: { signIn: '/sign-in', signOut: '/sign-out', person: '/', notices: '/notices' },
  pki: {},
  mail: {},
  agent: {},
};

interface HeaderProps {
  navigation?: readonly NavigationItem[] | undefined;
  withoutSearch?: boolean | undefined;
}

/** What only the site, the language and the build decide. */
interface FixedParts {
  /** Fonts, style sheets and icon, for the head. */
  links: Html;
  brand: Html;
  footer: Html;
  /** The search of the header while nothing is searched for. */
  search: Html | undefined;
  /** What the language links are called together. */
  language: string;
  languages: readonly { locale: Locale; look: Html; name: Html }[];
}

const made = new WeakMap<PageContext['assets'], Map<string, FixedParts>>();

/** Made once for each site and language of a build, because every page holds them (PERF-1). */
export function fixedParts(context: PageContext): FixedParts {
  const key = `${context.site} ${context.locale} ${context.version}`;
  let parts = made.get(context.assets);
  if (parts === undefined) {
    parts = new Map();
    made.set(context.assets, parts);
  }
  const known = parts.get(key);
  if (known !== undefined) return known;
  const fixed = {
    links: links(context),
    brand: brand(context),
    footer: footer(context),
    search: siteSearch({ ...context, search: undefined }),
    language: texts(context.locale).ui.language,
    languages: languageNames(context),
  };
  parts.set(key, fixed);
  return fixed;
}

/** The letters that the first lines of a page surely need; digits and signs are in the Latin file. */
const firstFonts: Record<Locale, readonly string[]> = {
  kk: ['cyrillic-400', 'cyrillic-600', 'cyrillic-ext-400', 'latin-400'],
  ru: ['cyrillic-400', 'cyrillic-600', 'latin-400'],
  en: ['latin-400', 'latin-600'],
};

function links(context: PageContext): Html {
  const fonts = firstFonts[context.locale].map(
    (name) =>
      html`<link rel="preload" href="${context.assets(`golos-text-${name}-normal.woff2`)}" as="font" type="font/woff2" crossorigin>`,
  );
  return html`${fonts}<link rel="stylesheet" href="${context.assets('portal.css')}">${
    context.site === 'workplace' && html`<link rel="stylesheet" href="${context.assets('workplace.css')}">`
  }<link rel="icon" type="image/svg+xml" href="${context.assets('icon.svg')}">`;
}

function brand(context: PageContext): Html {
  const words = texts(context.locale).ui;
  const { name } = words.sites[context.site];
  return html`<a class="bt-brand" href="/">${mark}<span><b lang="kk">${words.brand}</b>${
    name !== '' && html` <small>${name}</small>`
  }<span class="ds-sr-only">, ${words.header.home}</span></span></a>`;
}

/** The language links by themselves, for screens without a header. */
export function languageLinks(context: PageContext): Html {
  return languages(context.path, fixedParts(context));
}

/** The header of a page. */
export function header(context: PageContext, props: HeaderProps): Html {
  const { locale, site } = context;
  const words = texts(locale).ui;
  const fixed = fixedParts(context);
  const search = props.withoutSearch !== true && (context.search === undefined ? fixed.search : siteSearch(context));
  const sections =
    props.navigation !== undefined &&
    html`<div class="bt-sections"><div class="bt-page">${navigation(words.header.sections, props.navigation)}</div></div>`;
  return html`<header class="bt-header"><div class="bt-page">
${fixed.brand}
${search}
${languages(context.path, fixed)}
${account(context, sitePaths[site])}
</div>${sections}${ornament}</header>`;
}

function siteSearch(context: PageContext): Html | undefined {
  const { locale, search: value } = context;
  const action = sitePaths[context.site].search;
  const label = texts(locale).ui.header.search;
  return action === undefined ? undefined : searchField({ locale, action, label, value, size: 'compact', id: 'site-search' });
}

function languages(path: string, fixed: FixedParts): Html {
  const links = fixed.languages.map(
    ({ locale, look, name }) => html`<li><a href="${pathIn(path, locale)}"${look}>${name}</a></li>`,
  );
  return html`<nav class="bt-languages" aria-label="${fixed.language}"><ul>${links}</ul></nav>`;
}

function languageNames(context: PageContext): FixedParts['languages'] {
  return locales.map((locale) => {
    const [short, rest] = texts(context.locale).ui.languages[locale];
    const current = locale === context.locale ? 'true' : undefined;
    return {
      locale,
      look: attributes({ lang: locale, hreflang: locale, 'aria-current': current }),
      name: html`${short}<span class="ds-sr-only">${rest}</span>`,
    };
  });
}

/** A path on this site: one that begins with two slashes would lead to another host. */
export function ownPath(path: string): string {
  return `/${path.replace(/^[/\\]+/, '')}`;
}

/** The same page in another language: `?lang=` beside what the query already holds. */
export function pathIn(path: string, locale: Locale): string {
  const [pathname, query] = ownPath(path).split('?', 2);
  if (query === undefined) return `${pathname}?lang=${locale}`;
  const values = new URLSearchParams(query);
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
    html`<ul><li><a href="${paths.help}">${words.footer.help}</a></li><li><a href="${paths.verify}">${words.footer.verify}</a></li><li><a href="${paths.survey}">${words.footer.survey}</a></li><li><a href="${
      paths.accessibility
    }">${words.footer.accessibility}</a></li></ul>`;
  return html`<footer class="bt-footer"><div class="bt-page"><div><p>${words.footer.contact}</p><p><a class="bt-1414" href="tel:1414">1414</a></p><p><small>${
    words.footer.contactNote
  }</small></p></div>${links}<div><p>${words.sites[context.site].tagline}</p><p><small>${words.footer.synthetic}</small></p><p><small>${words.footer.version(
    context.version,
  )}</small></p></div></div></footer>`;
}
