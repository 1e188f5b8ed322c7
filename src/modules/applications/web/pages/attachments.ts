import { html } from '#kit/html';
import type { Html } from '#kit/html';
import type { RequiredDocument } from '#regulations';
import { fileSize, fileTypes, keptPaths } from '#documents';
import type { StoredFile } from '#documents';
import { texts } from '#text';
import type { Locale } from '#text';
import { button, errorOf, fileField, form, heading, select } from '#ui';
import type { FieldError, PageContext } from '#ui';
import type { Draft } from '../../store.ts';
import { frame } from './draft.ts';
import type { DraftPage, DraftPaths } from './draft.ts';

export interface AttachmentsProps extends DraftPage {
  readonly files: readonly StoredFile[];
  /** What the person keeps in the cabinet. */
  readonly kept: readonly StoredFile[];
  /** Bytes of a file, at most. */
  readonly limit: number;
}

/** The attachments (APP-3): for each document what is attached, and one more from the cabinet or the computer. */
export function filesView(context: PageContext, props: AttachmentsProps): Html {
  const { locale } = context;
  const { regulation, draft, files, errors, kept, limit, paths } = props;
  const words = texts(locale).applications.files;
  const documents = regulation.passport.requiredDocuments.map((document) =>
    documentView(locale, {
      paths,
      draft,
      document,
      errors,
      limit,
      files: files.filter(({ kind }) => kind === document.id),
      kept: kept.filter(({ type }) => document.formats.includes(fileTypes[type].media)),
    }),
  );
  const content = html`${heading({ title: words.title })}${documents}
${form({ action: paths.files(draft.id), content: button({ label: texts(locale).ui.next, name: 'next', value: 'yes' }) })}`;
  return frame(context, { ...props, stop: 'files', title: words.title, content, islands: ['upload'] });
}

interface DocumentView {
  readonly paths: DraftPaths;
  readonly draft: Draft;
  readonly document: RequiredDocument;
  readonly files: readonly StoredFile[];
  /** Of the sorts that this document may have. */
  readonly kept: readonly StoredFile[];
  readonly errors: readonly FieldError[];
  readonly limit: number;
}

/** `PDF, JPEG`: what a document may be given as. */
export function formatNames({ formats }: Pick<RequiredDocument, 'formats'>): string {
  const labels = new Map<string, string>(Object.values(fileTypes).map(({ media, label }) => [media, label]));
  return formats.map((media) => labels.get(media) ?? media).join(', ');
}

function documentView(locale: Locale, view: DocumentView): Html {
  const { draft, document, files, limit, paths } = view;
  const words = texts(locale).applications.files;
  const attached = files.map(
    (
      file,
    ) => html`<li><a class="ds-link" href="${paths.files(draft.id)}/${file.id}">${file.name}</a> <span class="bt-muted">${fileSize(file.size, locale)}</span>
${form({ action: `${paths.files(draft.id)}/${file.id}/remove`, label: file.name, content: button({ label: html`${words.remove}<span class="ds-sr-only">: ${file.name}</span>`, variant: 'tertiary' }) })}</li>`,
  );
  const lead = html`${words.lead(formatNames(document), Math.floor(limit / 1_048_576))}${!document.required && html` ${words.optional}`}`;
  return html`<section class="bt-section"><h2>${document.title[locale]}</h2>${document.hint && html`<p>${document.hint[locale]}</p>`}<p class="bt-muted">${lead}</p>
${files.length > 0 ? html`<ul class="bt-files">${attached}</ul>` : html`<p>${words.none}</p>`}
${fromCabinet(locale, view)}${fromComputer(locale, view)}</section>`;
}

/** «Менің құжаттарым»: what the cabinet keeps under the same kind is chosen already. */
function fromCabinet(locale: Locale, { paths, draft, document, kept, errors }: DocumentView): Html {
  const words = texts(locale).applications.files;
  if (kept.length === 0) {
    const cabinet = html`<a class="ds-link" href="${keptPaths.list}">${texts(locale).applications.sections.documents}</a>`;
    return html`<h3>${words.kept}</h3><p class="bt-muted">${words.noneKept} ${cabinet}</p>`;
  }
  const name = `kept-${document.id}`;
  const options = kept.map(({ id, title, type, size }) => ({
    value: id,
    label: `${title} (${fileTypes[type].label}, ${fileSize(size, locale)})`,
  }));
  const value = kept.findLast(({ kind }) => kind === document.id)?.id;
  const placeholder = texts(locale).documents.kept.add.choose;
  return html`<h3>${words.kept}</h3>${form({
    action: `${paths.files(draft.id)}/${document.id}/kept`,
    label: `${words.kept}: ${document.title[locale]}`,
    content: html`${select({ locale, name, label: words.chooseKept, options, placeholder, value, error: errorOf(errors, name) })}
${button({ label: words.attach, variant: 'secondary' })}`,
  })}`;
}

/** «Менің компьютерім»: a file, or on a phone a photograph. */
function fromComputer(locale: Locale, { paths, draft, document, errors }: DocumentView): Html {
  const words = texts(locale).applications.files;
  const name = `file-${document.id}`;
  return html`<h3>${words.computer}</h3>${form({
    action: `${paths.files(draft.id)}/${document.id}`,
    multipart: true,
    label: `${words.computer}: ${document.title[locale]}`,
    content: html`<birtereze-upload>${fileField({ locale, name, label: words.choose, accept: document.formats.join(','), error: errorOf(errors, name) })}
${button({ label: words.upload, variant: 'secondary' })}</birtereze-upload>`,
  })}`;
}
