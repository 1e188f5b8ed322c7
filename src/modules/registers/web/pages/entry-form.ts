import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { texts } from '#text';
import type { Locale } from '#text';
import { button, buttonGroup, buttonLink, errorOf, errorSummary, form, heading, layout, select, textField } from '#ui';
import type { FieldError, PageContext } from '#ui';
import { categoryIn } from '../../rules/category.ts';
import type { Column } from '../../rules/register.ts';
import { importColumns } from '../../rules/import.ts';
import type { ImportColumn } from '../../rules/import.ts';
import type { RegisterFrame } from './frame.ts';

export interface EntryFormProps extends RegisterFrame {
  /** undefined: a new entry. */
  readonly entryId: string | undefined;
  /** What stands in the fields: of the entry, or as it was sent. */
  readonly given: Readonly<Record<string, string>>;
  readonly errors: readonly FieldError[];
  readonly hidden: Readonly<Record<string, string>>;
}

interface Field {
  readonly props: EntryFormProps;
  readonly locale: Locale;
}

function hintOf(column: ImportColumn, own: Column | undefined, locale: Locale): string | undefined {
  const words = texts(locale).registers.form;
  if (column === 'filedAt') return words.momentHint;
  if (column === 'registeredOn') return words.registeredHint;
  return own?.kind === 'date' || own?.kind === 'pastDate' ? words.dayHint : undefined;
}

/** Without them, today and the beginning of the day are meant. */
const untold: readonly string[] = ['registeredOn', 'filedAt'];

/** How much room an answer takes, and which keys a phone shows. */
function shapeOf(column: ImportColumn, own: Column | undefined, locale: Locale) {
  const hint = hintOf(column, own, locale);
  const numeric = column === 'iin' || own?.kind === 'tenge' || own?.kind === 'count';
  return { hint, numeric: numeric || undefined, width: numeric || hint !== undefined ? ('md' as const) : undefined };
}

function field(column: ImportColumn, { props, locale }: Field): Html {
  const { register, given, errors } = props;
  const words = texts(locale).registers;
  const own = register.columns.find(({ name }) => name === column);
  const label = column === 'fullName' ? words.persons[register.name] : words.columns[column];
  const common = { locale, name: column, label, value: given[column], error: errorOf(errors, column) };
  if (own?.choices === undefined)
    return textField({
      ...common,
      ...shapeOf(column, own, locale),
      optional: own?.optional ?? untold.includes(column),
      autocomplete: 'off',
    });
  const options = own.choices.map((value) => ({ value, label: categoryIn(register.name, value, locale) }));
  return select({ ...common, options, placeholder: words.form.choose });
}

/** A form for a new entry or for changing one; person and time of filing are not changed afterwards. */
export function entryFormView(context: PageContext, props: EntryFormProps): Html {
  const { locale } = context;
  const { register, base, navigation, entryId, errors, hidden } = props;
  const words = texts(locale).registers;
  const title = entryId === undefined ? words.form.enterTitle : words.form.changeTitle;
  const columns = entryId === undefined ? importColumns(register) : register.columns.map(({ name }) => name);
  const back = entryId === undefined ? base : `${base}/${entryId}`;
  const action = entryId === undefined ? `${base}/new` : `${back}/change`;
  const buttons = buttonGroup(
    button({ label: words.form.save }),
    buttonLink({ href: back, label: words.form.cancel, variant: 'tertiary' }),
  );
  const fields = columns.map((column) => field(column, { props, locale }));
  const content = html`${errorSummary({ locale, errors })}${heading({ title, caption: words.names[register.name] })}
${form({ action, hidden, content: html`${fields}${buttons}` })}`;
  return layout(context, {
    title,
    content,
    navigation,
    hasErrors: errors.length > 0,
    back: { href: back, label: words.list.back },
  });
}
