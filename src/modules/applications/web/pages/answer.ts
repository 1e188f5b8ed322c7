import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { fileSize } from '#documents';
import type { Body } from '#identity';
import type { RequiredDocument } from '#regulations';
import { texts } from '#text';
import type { Locale } from '#text';
import {
  alert,
  button,
  buttonGroup,
  errorOf,
  errorSummary,
  facts,
  fileField,
  form,
  heading,
  layout,
  signingIslands,
  textarea,
  writtenIn,
} from '#ui';
import type { FieldError, PageContext } from '#ui';
import type { OpenAnswer } from '../../answer-enquiry.ts';
import { formatNames } from './attachments.ts';
import { cabinetNavigation } from './cabinet.ts';

/** Longest answer, in signs. */
export const longestAnswer = 4_000;

export const answerPaths = {
  page: (id: string) => `/applications/${id}/answer`,
  sign: (id: string) => `/applications/${id}/answer/sign`,
  file: (id: string, document: string) => `/applications/${id}/answer/files/${document}`,
  remove: (id: string, file: string) => `/applications/${id}/answer/files/${file}/remove`,
} as const;

export interface AnswerProps {
  readonly open: OpenAnswer;
  readonly body: Body;
  readonly errors: readonly FieldError[];
  readonly saved: boolean;
  readonly changed: boolean;
  /** What was typed and is too long to be kept. */
  readonly typed?: string | undefined;
  /** Bytes of a file, at most. */
  readonly limit: number;
}

function documentView(document: RequiredDocument, { open, errors, limit }: AnswerProps, locale: Locale): Html {
  const words = texts(locale).applications.files;
  const { id } = open.application;
  const attached = open.files
    .filter(({ kind }) => kind === document.id)
    .map(
      (file) =>
        html`<li><a class="ds-link" href="/applications/${id}/files/${file.id}">${file.name}</a> <span class="bt-muted">${fileSize(file.size, locale)}</span>
${form({ action: answerPaths.remove(id, file.id), label: file.name, content: button({ label: html`${words.remove}<span class="ds-sr-only">: ${file.name}</span>`, variant: 'tertiary' }) })}</li>`,
    );
  const name = `file-${document.id}`;
  const field = fileField({
    locale,
    name,
    label: words.choose,
    accept: document.formats.join(','),
    error: errorOf(errors, name),
  });
  const upload = form({
    action: answerPaths.file(id, document.id),
    multipart: true,
    label: document.title[locale],
    content: html`<birtereze-upload>${field}${button({ label: words.upload, variant: 'secondary' })}</birtereze-upload>`,
  });
  const lead = words.lead(formatNames(document), Math.floor(limit / 1_048_576));
  return html`<section class="bt-section"><h3>${document.title[locale]}</h3><p class="bt-muted">${lead}</p>${attached.length > 0 ? html`<ul class="bt-files">${attached}</ul>` : html`<p>${words.none}</p>`}${upload}</section>`;
}

function questionView({ open, body }: AnswerProps, locale: Locale): Html {
  const words = texts(locale).handling.answer;
  return html`<p>${words.asked(body.name[locale])}</p><blockquote class="bt-statement bt-written"${writtenIn(open.enquiry.text)}>${open.enquiry.text}</blockquote><p class="bt-muted">${words.clock}</p>`;
}

/** The answer to what the provider asked: files first, then words, then the signature (APP-9). */
export function answerView(context: PageContext, props: AnswerProps): Html {
  const { locale } = context;
  const { open, errors, typed } = props;
  const words = texts(locale).handling.answer;
  const { id } = open.application;
  const field = textarea({
    locale,
    name: 'answer',
    label: words.text,
    value: typed ?? open.enquiry.answer,
    error: errorOf(errors, 'answer'),
    optional: open.wanted.length > 0,
    rows: 6,
    maxLength: longestAnswer,
  });
  const buttons = buttonGroup(
    button({ label: words.next, name: 'go', value: 'sign' }),
    button({ label: words.save, variant: 'secondary', name: 'go', value: 'save' }),
  );
  const told = props.changed
    ? alert({ locale, tone: 'warning', content: words.changed, live: 'alert' })
    : props.saved && alert({ locale, tone: 'success', content: words.saved, live: 'status' });
  const documents = open.wanted.map((document) => documentView(document, props, locale));
  const content = html`${errorSummary({ locale, errors })}${told}${heading({ title: words.title, caption: open.application.number })}${questionView(props, locale)}
${documents.length > 0 && html`<h2>${words.files}</h2>${documents}`}${form({ action: answerPaths.page(id), content: html`${field}${buttons}` })}`;
  return layout(context, {
    title: words.title,
    content,
    hasErrors: errors.length > 0,
    back: { href: `/applications/${id}` },
    navigation: cabinetNavigation(context, 'applications'),
    islands: ['upload', 'forms'],
  });
}

/** What is signed, in words, and the signature. */
export function answerSignView(context: PageContext, props: { open: OpenAnswer; panel: Html; error: string | undefined }): Html {
  const { locale } = context;
  const { open, panel, error } = props;
  const words = texts(locale).handling.answer;
  const files = open.files.map(({ name }) => name).join(', ');
  const said = facts([
    { term: words.needed, value: html`<span class="bt-written"${writtenIn(open.enquiry.text)}>${open.enquiry.text}</span>` },
    { term: words.text, value: html`<span class="bt-written">${open.enquiry.answer === '' ? '—' : open.enquiry.answer}</span>` },
    { term: words.files, value: files === '' ? '—' : files },
  ]);
  const content = html`${error !== undefined && alert({ locale, tone: 'danger', content: error, live: 'alert' })}
${heading({ title: words.signTitle, lead: words.signLead })}${said}${panel}`;
  return layout(context, {
    title: words.signTitle,
    content,
    hasErrors: error !== undefined,
    back: { href: answerPaths.page(open.application.id), label: words.change },
    islands: [...signingIslands],
  });
}
