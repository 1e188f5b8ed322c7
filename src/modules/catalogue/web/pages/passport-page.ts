import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { limitText } from '#regulations';
import type { Passport } from '#regulations';
import { texts } from '#text';
import type { Locale } from '#text';
import { alert, buttonGroup, buttonLink, facts, heading } from '#ui';
import type { CatalogueEntry } from '../../rules/catalogue.ts';
import { paths } from '../paths.ts';
import { processView } from './process-view.ts';
import { deadlineText } from './service-cards.ts';

function requiredDocuments({ requiredDocuments: wanted }: Passport, locale: Locale): Html {
  const words = texts(locale).catalogue.passport;
  if (wanted.length === 0) return html`<p>${words.documentsNone}</p>`;
  const items = wanted.map(
    ({ title, hint, required }) =>
      html`<li>${title[locale]}${!required && html` <span class="bt-muted">(${words.optional})</span>`}${
        hint && html`<br><span class="bt-muted">${hint[locale]}</span>`
      }</li>`,
  );
  return html`<ul>${items}</ul>`;
}

/** The one thing to do: order; or, honestly, that it cannot be done here yet. */
function callToOrder(entry: CatalogueEntry, locale: Locale): Html {
  const words = texts(locale).catalogue.passport;
  if (!entry.orderable) return alert({ locale, tone: 'info', title: words.later, content: words.laterHelp });
  const order = buttonLink({ href: paths.order(entry.service.id), label: words.order, size: 'lg' });
  return html`<p class="bt-muted">${words.orderNote}</p>${buttonGroup(order)}`;
}

function channels({ service, provider, orderable }: CatalogueEntry, locale: Locale): Html {
  const words = texts(locale).catalogue.passport;
  const where = { portal: '', provider: `${provider.name[locale]}. ${provider.address[locale]}`, centre: '' };
  const items = service.passport.channels
    .filter(({ kind }) => kind !== 'portal' || orderable)
    .map(
      ({ kind, how, deadline }) =>
        html`<h3>${words.channels[kind]}</h3><p>${how[locale]}</p>${where[kind] && html`<p>${where[kind]}</p>`}<p><strong>${
          words.deadline
        }:</strong> ${limitText(deadline, locale)}</p>`,
    );
  return html`${items}<p><a class="ds-link" href="${paths.bodies}">${texts(locale).catalogue.bodies.title}</a></p>`;
}

function list(texts: readonly string[]): Html {
  return html`<ul>${texts.map((text) => html`<li>${text}</li>`)}</ul>`;
}

function furtherFacts({ service: { passport }, provider }: CatalogueEntry, locale: Locale): Html {
  const words = texts(locale).catalogue.passport;
  return facts([
    { term: words.provider, value: provider.name[locale] },
    { term: words.eds, value: passport.edsNeeded ? words.edsNeeded : words.edsNotNeeded },
    {
      term: words.contact,
      value: html`<a class="ds-link" href="tel:${passport.contact}">${passport.contact}</a> – ${words.contactNote}`,
    },
  ]);
}

/** SRV-3: who, how long, what it costs; one button; then everything else. It says the same to everybody, so that it is made once. */
export function passportContent(entry: CatalogueEntry, locale: Locale): Html {
  const { passport, regulation } = entry.service;
  const words = texts(locale).catalogue.passport;
  return html`${heading({ title: passport.title[locale], lead: passport.description[locale] })}
${facts(
  [
    { term: words.who, value: passport.audience[locale] },
    { term: words.howLong, value: deadlineText(entry, locale) },
    { term: words.cost, value: passport.cost[locale] },
  ],
  'columns',
)}
${callToOrder(entry, locale)}
<div class="bt-prose"><section id="documents"><h2>${words.documents}</h2>${requiredDocuments(passport, locale)}</section>
<section id="result"><h2>${words.result}</h2><p>${passport.result[locale]}</p></section>
<section id="where"><h2>${words.where}</h2>${channels(entry, locale)}</section>
<section id="refusal"><h2>${words.refusal}</h2>${list(passport.refusalGrounds.map(({ text }) => text[locale]))}<p>${words.refusalNote}</p></section>
<section id="legal-basis"><h2>${words.legalBasis}</h2>${list(passport.legalBasis.map((basis) => basis[locale]))}</section></div>
${furtherFacts(entry, locale)}
${regulation && processView(regulation, locale)}`;
}
