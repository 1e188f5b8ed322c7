import { fileSize } from '#documents';
import type { StoredFile } from '#documents';
import { html } from '#kit/html';
import type { Html } from '#kit/html';
import type { RequiredDocument } from '#regulations';
import { texts } from '#text';
import type { Locale } from '#text';
import { button, buttonGroup, checkbox, errorOf, fileField, form, heading } from '#ui';
import type { PageContext } from '#ui';
import { formatNames } from './attachments.ts';
import { frame } from './draft.ts';
import type { DraftPage } from './draft.ts';

export interface PapersProps extends DraftPage {
  readonly files: readonly StoredFile[];
  /** Bytes of a file, at most. */
  readonly limit: number;
}

/** Names of the form's fields. */
export const paperFields = {
  original: (document: string): string => `original-${document}`,
  file: (document: string): string => `file-${document}`,
  camera: (document: string): string => `camera-${document}`,
} as const;

const removalForm = (file: StoredFile): string => `remove-${file.id}`;

function filesOf(files: readonly StoredFile[], { paths, draft }: PapersProps, locale: Locale): Html | false {
  if (files.length === 0) return false;
  const words = texts(locale).applications.files;
  const items = files.map((file) => {
    const label = html`${words.remove}<span class="ds-sr-only">: ${file.name}</span>`;
    const link = html`<a class="ds-link" href="${paths.files(draft.id)}/${file.id}">${file.name}</a>`;
    return html`<li>${link} <span class="bt-muted">${fileSize(file.size, locale)}</span> ${button({ label, variant: 'tertiary', form: removalForm(file) })}</li>`;
  });
  return html`<ul class="bt-files">${items}</ul>`;
}

function documentView(document: RequiredDocument, props: PapersProps, locale: Locale): Html {
  const { files, limit, errors, draft } = props;
  const words = texts(locale).counter.papers;
  const { lead, optional } = texts(locale).applications.files;
  const name = paperFields.file(document.id);
  const about = html`${document.hint && html`${document.hint[locale]}. `}${lead(formatNames(document), Math.floor(limit / 1_048_576))}${!document.required && html` ${optional}`}`;
  const original = checkbox({
    locale,
    name: paperFields.original(document.id),
    label: html`${words.original}<span class="ds-sr-only">: ${document.title[locale]}</span>`,
    checked: draft.counter?.originals.includes(document.id) === true,
  });
  const file = fileField({
    locale,
    name,
    label: words.file,
    accept: document.formats.join(','),
    error: errorOf(errors, name),
    multiple: true,
  });
  const images = document.formats.filter((format) => format.startsWith('image/')).join(',');
  const camera = fileField({
    locale,
    name: paperFields.camera(document.id),
    label: words.camera,
    accept: images,
    capture: 'environment',
  });
  const own = files.filter(({ kind }) => kind === document.id);
  return html`<section class="bt-section"><h2>${document.title[locale]}</h2><p class="bt-muted">${about}</p>
<div class="bt-field">${original}</div>${filesOf(own, props, locale)}${file}${images !== '' && html`<div class="bt-camera">${camera}</div>`}</section>`;
}

/** The papers of item 11 of the standard: which were seen, and their scans, all in one form (step 5). */
export function papersView(context: PageContext, props: PapersProps): Html {
  const { locale } = context;
  const { regulation, draft, files, paths } = props;
  const words = texts(locale).counter.papers;
  const documents = regulation.passport.requiredDocuments.map((document) => documentView(document, props, locale));
  const buttons = buttonGroup(
    button({ label: texts(locale).ui.next, name: 'go', value: 'next' }),
    button({ label: words.save, name: 'go', value: 'save', variant: 'secondary' }),
  );
  const removals = files.map((file) =>
    form({ id: removalForm(file), action: `${paths.files(draft.id)}/${file.id}/remove`, content: '' }),
  );
  const content = html`${heading({ title: words.title, lead: words.lead })}
${form({ action: paths.files(draft.id), multipart: true, content: html`${documents}${buttons}` })}${removals}`;
  return frame(context, { ...props, stop: 'files', title: words.title, content, islands: ['upload'] });
}
