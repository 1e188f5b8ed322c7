import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { texts } from '#text';
import type { Locale } from '#text';
import { checkbox, checkboxes, radios } from '../parts/choice.ts';
import { dateField } from '../parts/date-field.ts';
import { fileField, passwordField, select, textField, textarea } from '../parts/field.ts';
import { button, buttonGroup, buttonLink, errorSummary, form } from '../parts/form.ts';
import type { FieldError } from '../parts/form.ts';
import { backLink, details, searchField } from '../parts/navigation.ts';
import { steps } from '../parts/lists.ts';

/** Every control, with and without errors. */
export function formSamples(locale: Locale): Html {
  const words = texts(locale).ui.samples;
  const errors: FieldError[] = [
    { field: 'iin', message: words.iinError },
    { field: 'birth', message: words.birthError },
  ];
  return html`${backLink({ locale, href: '#main' })}
${errorSummary({ locale, errors })}
${steps({ locale, current: 2, total: 4, label: words.tasks[1] })}
${form({ action: '/dev/parts', content: html`${textSamples(locale)}${choiceSamples(locale)}${buttonSamples(locale)}` })}`;
}

function textSamples(locale: Locale): Html {
  const words = texts(locale).ui.samples;
  const regions = words.regions.map((label, index) => ({ value: String(index), label }));
  return html`${textField({ locale, name: 'iin', label: words.iin, hint: words.iinHint, error: words.iinError, value: '89031249901', numeric: true, width: 'md' })}
${textField({ locale, name: 'email', label: words.email, type: 'email', optional: true, autocomplete: 'email' })}
${textField({ locale, name: 'address', label: words.address, value: words.regions[0], readonly: true, source: words.source })}
${passwordField({ locale, name: 'password', label: words.password, autocomplete: 'current-password' })}
${dateField({ locale, name: 'birth', legend: words.birth, hint: words.birthHint, error: words.birthError, wrong: ['month'], value: { day: '31', month: '13', year: '1989' }, birthday: true })}
${select({ locale, name: 'region', label: words.region, options: regions, placeholder: words.regionChoose, width: 'md' })}
${textarea({ locale, name: 'comment', label: words.comment, rows: 3 })}
${fileField({ locale, name: 'file', label: words.file, hint: words.fileHint, accept: '.pdf,.jpg,.png', multiple: true })}`;
}

function choiceSamples(locale: Locale): Html {
  const words = texts(locale).ui.samples;
  const kinds = [
    { value: 'eds', label: words.kindEds, hint: words.kindEdsHint },
    { value: 'password', label: words.kindPassword, hint: words.kindPasswordHint },
  ];
  return html`${radios({ locale, name: 'kind', legend: words.kind, options: kinds, value: 'eds' })}
${radios({
  locale,
  name: 'sure',
  legend: words.regionChoose,
  options: [
    { value: 'yes', label: words.yes },
    { value: 'no', label: words.no },
  ],
  inline: true,
})}
${checkboxes({
  locale,
  name: 'documents',
  legend: words.documents,
  options: [
    { value: 'card', label: words.identityCard },
    { value: 'birth', label: words.birthCertificate },
  ],
  values: ['card'],
})}
${checkbox({ locale, name: 'agreement', label: words.agreement })}`;
}

function buttonSamples(locale: Locale): Html {
  const { ui } = texts(locale);
  return html`${buttonGroup(
    button({ label: ui.next }),
    button({ label: ui.save, variant: 'secondary', name: 'then', value: 'stay' }),
    button({ label: ui.cancel, variant: 'tertiary', type: 'button' }),
    button({ label: ui.samples.danger, variant: 'danger', type: 'button' }),
    button({ label: ui.next, disabled: true }),
  )}
<div>${buttonLink({ href: '#main', label: ui.samples.order, size: 'lg' })}</div>
${details({ summary: ui.samples.summary, content: html`<ul><li>${ui.samples.identityCard}</li><li>${ui.samples.birthCertificate}</li></ul>` })}`;
}

/** A search stands in a form of its own. */
export function searchSample(locale: Locale): Html {
  const words = texts(locale).home;
  return searchField({ locale, action: '/services/search', label: words.searchLabel, hint: words.searchHint, size: 'big' });
}
