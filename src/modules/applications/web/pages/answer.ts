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
  checkbox,
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
import type { FieldError, NavigationItem, PageContext } from '#ui';
import type { OpenAnswer } from '../../answer-enquiry.ts';
import { formatNames } from './attachments.ts';
import { visitorFact, visitorField } from './visitor.ts';

/** Longest answer, in signs. */
export const longestAnswer = 4_000;

/** Addresses of an answer's pages, at the portal or at a counter. */
export interface AnswerPaths {
  /** Of the application that is answered for. */
  card(id: string): string;
  page(id: string): string;
  sign(id: string): string;
  /** Where a file of one of the documents is added. */
  upload(id: string, document: string): string;
  file(id: string, file: string): string;
  remove(id: string, file: string): string;
}

export function answerPathsBelow(card: AnswerPaths['card'], { file }: Pick<AnswerPaths, 'file'>): AnswerPaths {
  return {
    card,
    file,
    page: (id) => `${card(id)}/answer`,
    sign: (id) => `${card(id)}/answer/sign`,
    upload: (id, document) => `${card(id)}/answer/files/${document}`,
    remove: (id, one) => `${card(id)}/answer/files/${one}/remove`,
  };
}

export interface AnswerPage {
  readonly open: OpenAnswer;
  readonly paths: AnswerPaths;
  readonly navigation: readonly NavigationItem[];
}

export interface AnswerProps extends AnswerPage {
  readonly body: Body;
  readonly errors: readonly FieldError[];
  readonly saved: boolean;
  readonly changed: boolean;
  /** What was typed and is too long to be kept. */
  readonly typed?: string | undefined;
  /** What was typed for the IIN at a counter, and is wrong. */
  readonly typedIin?: string | undefined;
  /** Bytes of a file, at most. */
  readonly limit: number;
}

function documentView(document: RequiredDocument, { open, errors, limit, paths }: AnswerProps, locale: Locale): Html {
  const words = texts(locale).applications.files;
  const { id } = open.application;
  const attached = open.files
    .filter(({ kind }) => kind === document.id)
    .map(
      (file) =>
        html`<li><a class="ds-link" href="${paths.file(id, file.id)}">${file.name}</a> <span class="bt-muted">${fileSize(file.size, locale)}</span>
${form({ action: paths.remove(id, file.id), label: file.name, content: button({ label: html`${words.remove}<span class="ds-sr-only">: ${file.name}</span>`, variant: 'tertiary' }) })}</li>`,
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
    action: paths.upload(id, document.id),
    multipart: true,
    label: document.title[locale],
    content: html`<birtereze-upload>${field}${button({ label: words.upload, variant: 'secondary' })}</birtereze-upload>`,
  });
  const lead = words.lead(formatNames(document), Math.floor(limit / 1_048_576));
  return html`<section class="bt-section"><h3>${document.title[locale]}</h3><p class="bt-muted">${lead}</p>${attached.length > 0 ? html`<ul class="bt-files">${attached}</ul>` : html`<p>${words.none}</p>`}${upload}</section>`;
}

function questionView({ open, body }: AnswerProps, locale: Locale): Html {
  const { handling, statements } = texts(locale);
  const clock = isAtCounter(open) ? statements.answer.clock : handling.answer.clock;
  return html`<p>${handling.answer.asked(body.name[locale])}</p><blockquote class="bt-statement bt-written"${writtenIn(open.enquiry.text)}>${open.enquiry.text}</blockquote><p class="bt-muted">${clock}</p>`;
}

const isAtCounter = ({ filledBy }: OpenAnswer): boolean => filledBy !== undefined;

/** Name of the mark that a document's original was seen. */
export const originalField = (document: string): string => `original-${document}`;

/** Who stands at the counter, and which papers they show; nothing at the portal. */
function counterFields({ open, errors, typedIin }: AnswerProps, locale: Locale): Html | undefined {
  if (!isAtCounter(open)) return undefined;
  const { statements } = texts(locale);
  const { visitor, originals = [] } = open.enquiry.counter ?? {};
  const marks = open.wanted.map(({ id, title }) =>
    checkbox({ locale, name: originalField(id), label: title[locale], checked: originals.includes(id) }),
  );
  const shown =
    marks.length > 0 &&
    html`<fieldset class="ds-fieldset bt-field"><legend class="ds-label">${statements.answer.originals}</legend>${marks}</fieldset>`;
  return html`${visitorField({ visitor, errors, typed: typedIin }, locale)}${shown}`;
}

/** The answer to what the provider asked: files first, then words, then the signature (APP-9). */
export function answerView(context: PageContext, props: AnswerProps): Html {
  const { locale } = context;
  const { open, errors, typed, paths } = props;
  const { handling, statements } = texts(locale);
  const words = handling.answer;
  const { id } = open.application;
  const field = textarea({
    locale,
    name: 'answer',
    label: isAtCounter(open) ? statements.answer.text : words.text,
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
  const content = html`${errorSummary({ locale, errors })}${told}${heading({ title: words.title, caption: open.application.number, lead: isAtCounter(open) ? statements.answer.lead : undefined })}${questionView(props, locale)}
${documents.length > 0 && html`<h2>${words.files}</h2>${documents}`}${form({ action: paths.page(id), content: html`${counterFields(props, locale)}${field}${buttons}` })}`;
  return layout(context, {
    title: words.title,
    content,
    hasErrors: errors.length > 0,
    back: { href: paths.card(id) },
    navigation: props.navigation,
    islands: ['upload', 'forms'],
  });
}

/** What is signed, in words, and the signature. */
export function answerSignView(context: PageContext, props: AnswerPage & { panel: Html; error: string | undefined }): Html {
  const { locale } = context;
  const { open, panel, error, paths } = props;
  const { handling, statements } = texts(locale);
  const words = handling.answer;
  const { signTitle, signLead } = isAtCounter(open) ? statements.answer : words;
  const { counter, text, answer } = open.enquiry;
  const titleOf = (id: string) => open.wanted.find((one) => one.id === id)?.title[locale] ?? id;
  const atCounter = isAtCounter(open)
    ? [
        visitorFact(counter?.visitor, locale),
        { term: statements.answer.originals, value: counter?.originals.map(titleOf).join('; ') || '—' },
      ]
    : [];
  const files = open.files.map(({ name }) => name).join(', ');
  const said = facts([
    { term: words.needed, value: html`<span class="bt-written"${writtenIn(text)}>${text}</span>` },
    { term: words.text, value: html`<span class="bt-written">${answer === '' ? '—' : answer}</span>` },
    { term: words.files, value: files === '' ? '—' : files },
    ...atCounter,
  ]);
  const content = html`${error !== undefined && alert({ locale, tone: 'danger', content: error, live: 'alert' })}
${heading({ title: signTitle, lead: signLead })}${said}${panel}`;
  return layout(context, {
    title: signTitle,
    content,
    hasErrors: error !== undefined,
    back: { href: paths.page(open.application.id), label: words.change },
    islands: [...signingIslands],
  });
}
