import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { texts } from '#text';
import type { Locale } from '#text';
import { card, cards, heading } from '#ui';
import type { Catalogue } from '../../rules/catalogue.ts';
import type { Rubric, Section } from '../../rules/directory.ts';
import { paths } from '../paths.ts';
import { serviceCards } from './service-cards.ts';

/** «Онлайн-қызметтер бір тізімде»: all services, grouped by section (SRV-1). */
export function listContent(catalogue: Catalogue, locale: Locale): Html {
  const words = texts(locale).catalogue.list;
  const sections = catalogue.sections.map(
    ({ id, title }) => html`<section id="${id}"><h2>${title[locale]}</h2>${serviceCards(catalogue.within(id), locale)}</section>`,
  );
  return html`${heading({ title: words.title, lead: words.lead })}${sections}`;
}

/** All rubrics and their sub-rubrics. */
export function rubricsContent(catalogue: Catalogue, locale: Locale): Html {
  const words = texts(locale).catalogue.rubrics;
  const items = catalogue.sections.map((section) =>
    card({
      href: paths.section(section.id),
      title: section.title[locale],
      text: section.rubrics.map(({ title }) => title[locale]).join('\u00a0· '),
      meta: words.count(catalogue.within(section.id).length),
      level: 2,
    }),
  );
  return html`${heading({ title: words.title, lead: words.lead })}${cards(items)}`;
}

/** A rubric with its sub-rubrics, each with its services. */
export function sectionContent(catalogue: Catalogue, section: Section, locale: Locale): Html {
  const rubrics = section.rubrics.map(
    ({ id, title }) =>
      html`<section id="${id}"><h2><a class="ds-link" href="${paths.rubric(section.id, id)}">${title[locale]}</a></h2>${serviceCards(
        catalogue.within(section.id, id),
        locale,
      )}</section>`,
  );
  return html`${heading({ title: section.title[locale] })}${rubrics}`;
}

/** A sub-rubric with its services, and the way to its neighbours. */
export function rubricContent(
  catalogue: Catalogue,
  { section, rubric }: { section: Section; rubric: Rubric },
  locale: Locale,
): Html {
  const words = texts(locale).catalogue.rubrics;
  const others = section.rubrics.filter(({ id }) => id !== rubric.id);
  const links = others.map(
    ({ id, title }) => html`<li><a class="ds-link" href="${paths.rubric(section.id, id)}">${title[locale]}</a></li>`,
  );
  return html`${heading({ caption: section.title[locale], title: rubric.title[locale] })}${serviceCards(
    catalogue.within(section.id, rubric.id),
    locale,
    2,
  )}${others.length > 0 && html`<section class="bt-section"><h2>${words.other}</h2><ul>${links}</ul></section>`}`;
}
