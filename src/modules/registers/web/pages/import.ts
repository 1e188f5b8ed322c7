import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { formatIin } from '#subjects';
import { texts } from '#text';
import type { Locale } from '#text';
import {
  alert,
  button,
  buttonGroup,
  buttonLink,
  details,
  errorOf,
  errorSummary,
  fileField,
  form,
  heading,
  layout,
  table,
} from '#ui';
import type { FieldError, PageContext } from '#ui';
import { effectColumns } from '../../rules/decision.ts';
import { importColumns } from '../../rules/import.ts';
import type { ImportColumn, ReadTable } from '../../rules/import.ts';
import type { Register } from '../../rules/register.ts';
import { dayIn, figure } from './frame.ts';
import type { RegisterFrame } from './frame.ts';

/** Rows and faults that are shown of a file; the rest is counted. */
const mostShown = 50;

export interface ImportFormProps extends RegisterFrame {
  readonly mostLines: number;
  readonly errors: readonly FieldError[];
}

function columnName(register: Register, column: ImportColumn | undefined, locale: Locale): string {
  const words = texts(locale).registers;
  if (column === undefined) return words.import.wholeLine;
  return column === 'fullName' ? words.persons[register.name] : words.columns[column];
}

function columnsPart({ register, base }: RegisterFrame, locale: Locale): Html {
  const words = texts(locale).registers.import;
  const needed: readonly string[] = ['iin', 'fullName', ...effectColumns(register).required];
  const items = importColumns(register).map((column) => {
    const required = needed.includes(column) && html` <span class="bt-muted">(${words.required})</span>`;
    return html`<li>${columnName(register, column, locale)}${required}</li>`;
  });
  const sample = html`<p><a class="ds-link" href="${base}/sample.csv">${words.sample}</a></p>`;
  return details({ summary: words.columns, content: html`<ul>${items}</ul>${sample}` });
}

/** Where a file is chosen. */
export function importFormView(context: PageContext, props: ImportFormProps): Html {
  const { locale } = context;
  const { register, base, navigation, mostLines, errors } = props;
  const words = texts(locale).registers;
  const file = fileField({
    locale,
    name: 'file',
    label: words.import.file,
    hint: words.import.fileHint(mostLines),
    accept: '.csv,.xlsx',
    error: errorOf(errors, 'file'),
  });
  const content = html`${errorSummary({ locale, errors })}${heading({ title: words.import.title, caption: words.names[register.name] })}
<p>${words.import.lead}</p>${columnsPart(props, locale)}
${form({ action: `${base}/import`, multipart: true, content: html`${file}${button({ label: words.import.look })}` })}`;
  return layout(context, {
    title: words.import.title,
    content,
    navigation,
    hasErrors: errors.length > 0,
    back: { href: base, label: words.list.back },
    islands: ['upload'],
  });
}

export interface ImportPreviewProps extends RegisterFrame {
  readonly table: ReadTable;
  /** What waits to be stored; undefined where faults are in the way. */
  readonly importId: string | undefined;
}

function faultsPart({ register, table: { faults, lacking, unknown } }: ImportPreviewProps, locale: Locale): Html {
  const words = texts(locale).registers;
  const named = (columns: readonly ImportColumn[]): string =>
    columns.map((column) => columnName(register, column, locale)).join(', ');
  const missing = lacking.length > 0 && alert({ locale, tone: 'danger', content: words.import.lacking(named(lacking)) });
  const strange = unknown.length > 0 && alert({ locale, tone: 'warning', content: words.import.unknown(unknown.join(', ')) });
  if (faults.length === 0) return html`${missing}${strange}`;
  const rows = faults
    .slice(0, mostShown)
    .map(({ line, column, fault }) => [String(line), columnName(register, column, locale), words.faults[fault]]);
  const columns = [{ label: words.import.line }, { label: words.import.column }, { label: words.import.fault }];
  const lines = new Set(faults.map(({ line }) => line)).size;
  return html`${missing}${strange}
${alert({ locale, tone: 'danger', title: words.import.faulty(lines), content: words.import.faultyText })}
${table({ caption: words.import.faulty(lines), captionHidden: true, columns, rows, dense: true })}
${faults.length > mostShown && html`<p class="bt-muted">${words.import.more(faults.length - mostShown)}</p>`}`;
}

function rowsPart({ register, table: { rows } }: ImportPreviewProps, locale: Locale): Html | undefined {
  if (rows.length === 0) return undefined;
  const words = texts(locale).registers;
  const [second] = register.distinct;
  const columns = [
    { label: words.import.line },
    { label: words.columns.iin, nowrap: true },
    { label: words.persons[register.name] },
    ...(second === undefined ? [] : [{ label: words.columns[second] }]),
    { label: words.columns.registeredOn },
  ];
  const shown = rows
    .slice(0, mostShown)
    .map(({ line, iin, fullName, registeredOn, values }) => [
      String(line),
      figure(formatIin(iin)),
      fullName,
      ...(second === undefined ? [] : [values[second]]),
      dayIn(registeredOn, locale),
    ]);
  return html`<section><h2>${words.import.ready(rows.length)}</h2>
${table({ caption: words.import.preview, captionHidden: true, columns, rows: shown, dense: true })}
${rows.length > mostShown && html`<p class="bt-muted">${words.import.more(rows.length - mostShown)}</p>`}</section>`;
}

/** What would be entered, before it is; or every line that cannot be, with the reason. */
export function importPreviewView(context: PageContext, props: ImportPreviewProps): Html {
  const { locale } = context;
  const { register, base, navigation, importId, table: read } = props;
  const words = texts(locale).registers;
  const again = buttonLink({ href: `${base}/import`, label: words.import.again, variant: 'secondary' });
  const store =
    importId !== undefined &&
    form({ action: `${base}/import/${importId}`, content: button({ label: words.import.store(read.rows.length) }) });
  const content = html`${heading({ title: words.import.preview, caption: words.names[register.name] })}
${faultsPart(props, locale)}${buttonGroup(store, again)}${rowsPart(props, locale)}`;
  return layout(context, {
    title: words.import.preview,
    content,
    width: 'wide',
    navigation,
    hasErrors: importId === undefined,
    back: { href: base, label: words.list.back },
  });
}

/** How it ended. */
export function importDoneView(context: PageContext, props: RegisterFrame & { readonly count: number | undefined }): Html {
  const { locale } = context;
  const { register, base, navigation, count } = props;
  const words = texts(locale).registers;
  const said =
    count === undefined
      ? alert({ locale, tone: 'danger', content: words.import.changed })
      : alert({ locale, tone: 'success', content: words.import.stored(count) });
  const next = buttonGroup(
    buttonLink({ href: base, label: words.list.back }),
    buttonLink({ href: `${base}/import`, label: words.import.again, variant: 'secondary' }),
  );
  const content = html`${heading({ title: words.import.title, caption: words.names[register.name] })}${said}${next}`;
  return layout(context, { title: words.import.title, content, navigation });
}
