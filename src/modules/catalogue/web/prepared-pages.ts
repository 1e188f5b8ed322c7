import type { Html } from '#kit/html';
import { locales, texts } from '#text';
import type { Locale, Translated } from '#text';
import type { LayoutProps } from '#ui';
import type { Catalogue, CatalogueEntry } from '../rules/catalogue.ts';
import type { Section } from '../rules/directory.ts';
import { bodiesContent } from './pages/bodies-page.ts';
import { listContent, rubricContent, rubricsContent, sectionContent } from './pages/list-pages.ts';
import { passportContent } from './pages/passport-page.ts';
import { paths } from './paths.ts';

/** Everything of a page that does not depend on who asks. */
type PreparedPage = LayoutProps & { readonly content: Html };

/** @returns undefined for an address that leads to nothing */
export type PreparedPages = (address: string, locale: Locale) => PreparedPage | undefined;

type Crumbs = { label: string; href: string }[];

function crumbsTo(locale: Locale, section?: Section): Crumbs {
  const words = texts(locale).catalogue;
  const start = [
    { label: words.home, href: paths.home },
    { label: words.rubrics.title, href: paths.rubrics },
  ];
  return section ? [...start, { label: section.title[locale], href: paths.section(section.id) }] : start;
}

function passport(entry: CatalogueEntry, locale: Locale): PreparedPage {
  const { section, rubric, service } = entry;
  return {
    title: service.passport.shortTitle[locale],
    description: service.passport.description[locale],
    content: passportContent(entry, locale),
    breadcrumbs: [...crumbsTo(locale, section), { label: rubric.title[locale], href: paths.rubric(section.id, rubric.id) }],
  };
}

function overviews(catalogue: Catalogue, locale: Locale): [string, PreparedPage][] {
  const words = texts(locale).catalogue;
  const breadcrumbs = crumbsTo(locale).slice(0, 1);
  const common = { breadcrumbs, width: 'wide' } as const;
  return [
    [paths.list, { ...common, title: words.list.title, content: listContent(catalogue, locale) }],
    [paths.rubrics, { ...common, title: words.rubrics.title, content: rubricsContent(catalogue, locale) }],
    [
      paths.bodies,
      { breadcrumbs, title: words.bodies.title, description: words.bodies.lead, content: bodiesContent(catalogue, locale) },
    ],
  ];
}

function ofSection(catalogue: Catalogue, section: Section, locale: Locale): [string, PreparedPage][] {
  const titled = (title: Translated) => ({ title: title[locale], width: 'wide' }) as const;
  return [
    [
      paths.section(section.id),
      { ...titled(section.title), content: sectionContent(catalogue, section, locale), breadcrumbs: crumbsTo(locale) },
    ],
    ...section.rubrics.map((rubric): [string, PreparedPage] => [
      paths.rubric(section.id, rubric.id),
      {
        ...titled(rubric.title),
        content: rubricContent(catalogue, { section, rubric }, locale),
        breadcrumbs: crumbsTo(locale, section),
      },
    ]),
  ];
}

/** All pages of the catalogue in all languages, made once for a catalogue: they say the same to everybody (PERF-1). */
export function preparePages(catalogue: Catalogue): PreparedPages {
  const byLocale = new Map(
    locales.map((locale) => {
      const services = catalogue.entries.map((entry): [string, PreparedPage] => [
        paths.service(entry.service.id),
        passport(entry, locale),
      ]);
      const sections = catalogue.sections.flatMap((section) => ofSection(catalogue, section, locale));
      return [locale, new Map([...overviews(catalogue, locale), ...sections, ...services])];
    }),
  );
  return (address, locale) => byLocale.get(locale)?.get(address);
}
