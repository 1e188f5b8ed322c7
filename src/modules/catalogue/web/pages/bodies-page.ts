import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { texts } from '#text';
import type { Locale } from '#text';
import { details, facts, heading } from '#ui';
import type { Fact } from '#ui';
import type { Catalogue } from '../../rules/catalogue.ts';
import type { Centre } from '../../rules/directory.ts';
import { paths } from '../paths.ts';

function phoneLinks(phones: readonly string[]): Html[] {
  return phones.map((phone) => html`<div><a class="ds-link" href="tel:${phone.replaceAll(/[^+\d]/g, '')}">${phone}</a></div>`);
}

function place(body: Centre, locale: Locale, further: readonly Fact[] = []): Html {
  const words = texts(locale).catalogue.bodies;
  return html`<h3>${body.name[locale]}</h3>${facts([
    { term: words.address, value: body.address[locale] },
    { term: words.phones, value: phoneLinks(body.phones) },
    { term: words.hours, value: body.hours[locale] },
    ...further,
  ])}`;
}

function servicesOf(catalogue: Catalogue, kind: string, locale: Locale): Html {
  const provided = catalogue.entries.filter(({ provider }) => provider.kind === kind);
  const links = provided.map(
    ({ service }) =>
      html`<li><a class="ds-link" href="${paths.service(service.id)}">${service.passport.shortTitle[locale]}</a></li>`,
  );
  return html`<ul>${links}</ul>`;
}

/** SRV-5: where to go, whom to call, which documents to bring; for everybody. */
export function bodiesContent(catalogue: Catalogue, locale: Locale): Html {
  const words = texts(locale).catalogue.bodies;
  const providers = catalogue.bodies.providers.map((body) =>
    place(body, locale, [{ term: words.services, value: servicesOf(catalogue, body.kind, locale) }]),
  );
  const centres = catalogue.bodies.centres.map((body) => place(body, locale));
  const documents = catalogue.entries.map(({ service: { passport } }) =>
    details({
      summary: passport.shortTitle[locale],
      content: html`<ul>${passport.requiredDocuments.map(({ title }) => html`<li>${title[locale]}</li>`)}</ul>`,
    }),
  );
  return html`${heading({ title: words.title, lead: words.lead })}
<section><h2>${words.providers}</h2>${providers}</section>
<section><h2>${words.centres}</h2>${centres}</section>
<section id="documents"><h2>${words.documents}</h2>${documents}</section>`;
}
