import { counterPaths } from '#applications';
import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { formatDateTime, texts } from '#text';
import type { Locale } from '#text';
import { button, errorOf, form, radios } from '#ui';
import type { TrackedCardProps } from './tracking.ts';

const handoverPaths = {
  result: (id: string): string => `${counterPaths.application(id)}/result.pdf`,
  give: (id: string): string => `${counterPaths.application(id)}/give`,
} as const;

/** It is decided, and nobody was given the result yet. */
export function awaitsHandover({ consumer, decidedAt, given }: TrackedCardProps['application']): boolean {
  return consumer !== undefined && decidedAt !== undefined && given === undefined;
}

function giveForm({ application, entry, errors }: TrackedCardProps, locale: Locale): Html {
  const words = texts(locale).counter.card.result;
  const representative = entry?.representative;
  const options = [
    { value: 'consumer', label: html`${words.consumer}<span class="bt-muted"> ${application.consumer?.name ?? ''}</span>` },
    ...(representative === undefined
      ? []
      : [{ value: 'representative', label: html`${words.representative}<span class="bt-muted"> ${representative.name}</span>` }]),
  ];
  const content = html`${radios({ locale, name: 'recipient', legend: words.to, hint: words.warning, options, error: errorOf(errors, 'recipient') })}${button({ label: words.give })}`;
  return form({ action: handoverPaths.give(application.id), content });
}

/** The document, to whom it is given, and later that it was given. */
export function resultView(props: TrackedCardProps, locale: Locale): Html {
  const { application, givenBy } = props;
  const words = texts(locale).counter.card;
  const { given, consumer, decidedAt } = application;
  if (given !== undefined) {
    const to = words.result[given.recipient].toLocaleLowerCase(locale);
    return html`<p>${words.given(formatDateTime(given.at, locale), to, givenBy)}</p><p class="bt-muted">${words.hidden}</p>`;
  }
  if (consumer === undefined) return html`<p class="bt-muted">${words.hidden}</p>`;
  if (decidedAt === undefined) return html`<p>${words.result.waiting}</p>`;
  const open = html`<a class="ds-link" href="${handoverPaths.result(application.id)}" target="_blank" rel="noopener">${words.result.open}</a>`;
  return html`<p>${words.result.ready}</p><p>${open}</p>${giveForm(props, locale)}`;
}
