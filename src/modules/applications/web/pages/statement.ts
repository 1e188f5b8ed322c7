import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { fileSize, fileTypes } from '#documents';
import type { StoredFile } from '#documents';
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
} from '#ui';
import type { FieldError, NavigationItem, PageContext } from '#ui';
import type { OpenStatement } from '../../take-statement.ts';
import type { StatementKind } from '../../rules/statement.ts';
import { longestComplaint } from './card-after.ts';
import { counterPaths } from './counter-begin.ts';
import { visitorFact, visitorField } from './visitor.ts';

/** Addresses of a statement's pages. */
export const statementPaths = {
  page: counterPaths.statement,
  sign: (id: string, kind: StatementKind): string => `${counterPaths.statement(id, kind)}/sign`,
  file: (id: string, { kind, file }: { kind: StatementKind; file: string }): string =>
    `${counterPaths.statement(id, kind)}/files/${file}`,
} as const;

/** Names of the form's fields. */
export const statementFields = { text: 'text', scan: 'scan', camera: 'camera' } as const;

const accepted = Object.values(fileTypes).map(({ media }) => media);
const images = accepted.filter((media) => media.startsWith('image/'));

export interface StatementProps {
  readonly open: OpenStatement;
  readonly errors: readonly FieldError[];
  readonly changed: boolean;
  /** What was typed for the IIN, and is wrong. */
  readonly typedIin: string | undefined;
  /** A text that is too long to be kept. */
  readonly typedText: string | undefined;
  /** Bytes of a file, at most. */
  readonly limit: number;
  readonly navigation: readonly NavigationItem[];
}

const removalForm = ({ id }: StoredFile): string => `remove-${id}`;

function scansView({ open }: StatementProps, locale: Locale): Html | false {
  const { files, application, statement } = open;
  if (files.length === 0) return false;
  const { remove } = texts(locale).applications.files;
  const items = files.map((file) => {
    const label = html`${remove}<span class="ds-sr-only">: ${file.name}</span>`;
    const href = statementPaths.file(application.id, { kind: statement.kind, file: file.id });
    return html`<li><a class="ds-link" href="${href}">${file.name}</a> <span class="bt-muted">${fileSize(file.size, locale)}</span> ${button({ label, variant: 'tertiary', form: removalForm(file) })}</li>`;
  });
  return html`<ul class="bt-files">${items}</ul>`;
}

function scanFields(props: StatementProps, locale: Locale): Html {
  const { errors, limit, open } = props;
  const { statements, counter, applications } = texts(locale);
  const { scan, camera } = statementFields;
  const formats = Object.values(fileTypes).map(({ label }) => label);
  const hint = applications.files.lead(formats.join(', '), Math.floor(limit / 1_048_576));
  const label = statements[open.statement.kind].scan;
  const file = fileField({
    locale,
    name: scan,
    label,
    hint,
    accept: accepted.join(','),
    error: errorOf(errors, scan),
    multiple: true,
  });
  const photo = fileField({
    locale,
    name: camera,
    label: counter.papers.camera,
    accept: images.join(','),
    capture: 'environment',
  });
  return html`${scansView(props, locale)}${file}<div class="bt-camera">${photo}</div>`;
}

function textFieldOf({ open, errors, typedText }: StatementProps, locale: Locale): Html | false {
  if (open.statement.kind !== 'complaint') return false;
  const words = texts(locale).handling.complaint;
  const error = errorOf(errors, statementFields.text);
  const value = typedText ?? open.statement.text;
  return textarea({ locale, name: statementFields.text, label: words.text, value, error, rows: 5, maxLength: longestComplaint });
}

/** A statement on paper: who brings it, its scan, and for a complaint what it says (APP-9). */
export function statementView(context: PageContext, props: StatementProps): Html {
  const { locale } = context;
  const { open, errors, changed, typedIin } = props;
  const { application, statement, files } = open;
  const { id, number } = application;
  const { statements } = texts(locale);
  const words = statements[statement.kind];
  const visitor = visitorField({ visitor: statement.visitor, errors, typed: typedIin }, locale);
  const buttons = buttonGroup(
    button({ label: statements.sign.next, name: 'go', value: 'sign' }),
    button({ label: texts(locale).counter.papers.save, name: 'go', value: 'save', variant: 'secondary' }),
  );
  const fields = html`${visitor}${textFieldOf(props, locale)}${scanFields(props, locale)}${buttons}`;
  const removals = files.map((file) => {
    const action = `${statementPaths.file(id, { kind: statement.kind, file: file.id })}/remove`;
    return form({ id: removalForm(file), action, content: '' });
  });
  const told = changed && alert({ locale, tone: 'warning', content: statements.sign.changed, live: 'alert' });
  const content = html`${errorSummary({ locale, errors })}${told}${heading({ title: words.title, caption: number, lead: words.lead })}
${form({ action: statementPaths.page(id, statement.kind), multipart: true, content: fields })}${removals}`;
  return layout(context, {
    title: words.title,
    content,
    hasErrors: errors.length > 0,
    back: { href: counterPaths.application(id) },
    navigation: props.navigation,
    islands: ['upload', 'forms'],
  });
}

/** What is signed, in words, and the signature. */
export function statementSignView(
  context: PageContext,
  props: { open: OpenStatement; panel: Html; error: string | undefined },
): Html {
  const { locale } = context;
  const { application, statement, files } = props.open;
  const { statements, handling } = texts(locale);
  const words = statements[statement.kind];
  const said = facts([
    visitorFact(statement.visitor, locale),
    ...(statement.text === ''
      ? []
      : [{ term: handling.complaint.text, value: html`<span class="bt-written">${statement.text}</span>` }]),
    { term: statements.sign.scans, value: files.map(({ name }) => name).join(', ') },
  ]);
  const error = props.error !== undefined && alert({ locale, tone: 'danger', content: props.error, live: 'alert' });
  const content = html`${error}${heading({ title: words.signTitle, caption: application.number, lead: statements.sign.lead })}${said}${props.panel}`;
  return layout(context, {
    title: words.signTitle,
    content,
    hasErrors: props.error !== undefined,
    back: { href: statementPaths.page(application.id, statement.kind), label: statements.sign.change },
    islands: [...signingIslands],
  });
}
