import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { formatDate, texts } from '#text';
import {
  alert,
  button,
  buttonGroup,
  buttonLink,
  errorOf,
  errorSummary,
  facts,
  fileField,
  form,
  heading,
  layout,
  textField,
} from '#ui';
import type { FieldError, NavigationItem, PageContext } from '#ui';
import { fileTypes } from '../../rules/content/examine.ts';
import { keptKindOf } from '../../rules/kept-kinds.ts';
import type { StoredFile } from '../../store.ts';
import { fileSize } from '../file-size.ts';
import { keptPaths } from '../paths.ts';
import { accepted } from './kept-add.ts';
import type { KeptDone } from './kept-list.ts';

export interface KeptDocumentProps {
  readonly file: StoredFile;
  readonly errors: readonly FieldError[];
  readonly done: KeptDone | undefined;
  readonly navigation: readonly NavigationItem[];
}

/** One document of the cabinet: what it is, how it looks, and what can be done with it (CAB-3). */
export function keptDocumentPage(context: PageContext, props: KeptDocumentProps): Html {
  const { locale } = context;
  const { file, errors } = props;
  const words = texts(locale).documents.kept;
  const done = props.done !== undefined && alert({ locale, tone: 'success', content: words.done[props.done], live: 'status' });
  const about = facts([
    { term: words.own.kind, value: words.kinds[keptKindOf(file.kind)] },
    { term: words.own.file, value: file.name },
    { term: words.own.type, value: fileTypes[file.type].label },
    { term: words.own.size, value: fileSize(file.size, locale) },
    { term: words.own.date, value: formatDate(file.createdAt, locale) },
  ]);
  const content = html`${errorSummary({ locale, errors })}${done}${heading({ title: file.title })}${about}${preview(context, file)}
${renaming(context, props)}${replacing(context, props)}
<section class="bt-section">${buttonGroup(buttonLink({ href: keptPaths.delete(file.id), label: words.document.delete, variant: 'danger' }))}</section>`;
  return layout(context, {
    title: file.title,
    content,
    navigation: props.navigation,
    back: { href: keptPaths.list, label: words.title },
    hasErrors: errors.length > 0,
    islands: ['upload'],
  });
}

/** A picture is shown as part of the page, which runs nothing in it; a PDF is opened by the browser's reader. */
function preview({ locale }: PageContext, { id, type, name, title }: StoredFile): Html {
  const words = texts(locale).documents.kept.document;
  const download = buttonLink({ href: keptPaths.file(id), label: words.download, variant: 'secondary', download: name });
  if (type === 'pdf')
    return buttonGroup(buttonLink({ href: keptPaths.open(id), label: words.open, variant: 'secondary' }), download);
  const hint = type === 'heic' && html`<p class="bt-muted">${words.noPreview}</p>`;
  return html`<h2>${words.preview}</h2><p><img class="bt-preview" src="${keptPaths.file(id)}" alt="${title}"></p>${hint}${buttonGroup(download)}`;
}

function renaming({ locale }: PageContext, { file, errors }: KeptDocumentProps): Html {
  const words = texts(locale).documents.kept;
  return html`<section class="bt-section"><h2>${words.document.rename}</h2>${form({
    action: keptPaths.rename(file.id),
    label: words.document.rename,
    content: html`${textField({ locale, name: 'title', label: words.own.name, value: file.title, maxLength: 200, autocomplete: 'off', error: errorOf(errors, 'title') })}
${button({ label: words.document.renameSubmit, variant: 'secondary' })}`,
  })}</section>`;
}

function replacing({ locale }: PageContext, { file, errors }: KeptDocumentProps): Html {
  const { document: words } = texts(locale).documents.kept;
  const field = fileField({
    locale,
    name: 'file',
    label: words.newFile,
    hint: words.replaceHint,
    accept: accepted.all,
    error: errorOf(errors, 'file'),
  });
  return html`<section class="bt-section"><h2>${words.replace}</h2>${form({
    action: keptPaths.replace(file.id),
    multipart: true,
    label: words.replace,
    content: html`<birtereze-upload>${field}${button({ label: words.replaceSubmit, variant: 'secondary' })}</birtereze-upload>`,
  })}</section>`;
}

/** Asks once, and says what is lost and what is not. */
export function keptDeletionPage(context: PageContext, props: Pick<KeptDocumentProps, 'file' | 'navigation'>): Html {
  const { file, navigation } = props;
  const words = texts(context.locale).documents.kept.deletion;
  const back = { href: keptPaths.document(file.id) };
  const content = html`${heading({ title: words.title, lead: words.text(file.title) })}
${form({ action: keptPaths.delete(file.id), content: button({ label: words.submit, variant: 'danger' }) })}`;
  return layout(context, { title: words.title, content, navigation, back });
}
