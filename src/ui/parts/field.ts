import { html } from '#kit/html';
import type { Html, Renderable } from '#kit/html';
import { texts } from '#text';
import type { Locale } from '#text';
import { attributes, describedBy } from './attributes.ts';
import type { AttributeValue } from './attributes.ts';

/** What every field of a form has. */
export interface FieldProps {
  locale: Locale;
  /** Name in the form's body; also the id, so that the error summary finds it. */
  name: string;
  label: string;
  /** Stands between label and field: what is meant, in which form. */
  hint?: Renderable | undefined;
  /** What is wrong and what to do, for a person. */
  error?: string | undefined;
  value?: string | undefined;
  /** Marked «(міндетті емес)»; required fields are not marked (design/ui.md). */
  optional?: boolean | undefined;
  /** The label is the page's only question and therefore its `h1`. */
  asHeading?: boolean | undefined;
}

/** Width by the expected length of the answer. */
export type FieldWidth = 'xs' | 'sm' | 'md' | 'full';

export interface TextFieldProps extends FieldProps {
  type?: 'text' | 'email' | 'tel' | 'search' | 'url' | undefined;
  /** Digits only: the phone shows its number keys. */
  numeric?: boolean | undefined;
  autocomplete?: string | undefined;
  maxLength?: number | undefined;
  width?: FieldWidth | undefined;
  readonly?: boolean | undefined;
  spellcheck?: boolean | undefined;
  /** Where the value came from when it was not typed, e.g. from the person registry (APP-2). */
  source?: string | undefined;
}

function label(props: FieldProps): Html {
  const optional = props.optional === true && html` <span class="bt-optional">${texts(props.locale).ui.optional}</span>`;
  const tag = html`<label class="ds-label" for="${props.name}">${props.label}${optional}</label>`;
  return props.asHeading === true ? html`<h1 class="bt-question">${tag}</h1>` : tag;
}

function hint(props: FieldProps): Html | undefined {
  return props.hint === undefined ? undefined : html`<div class="bt-hint" id="${props.name}-hint">${props.hint}</div>`;
}

/** The message between label and field; the hidden word tells a screen reader what it is. */
export function errorMessage(locale: Locale, name: string, error: string | undefined): Html | undefined {
  if (error === undefined) return undefined;
  return html`<p class="ds-validation-message" id="${name}-error"><span class="ds-sr-only">${texts(locale).ui.error.prefix} </span>${error}</p>`;
}

/** Attributes that bind a control to its label, hint and error. */
function binding(props: FieldProps): Record<string, AttributeValue> {
  return {
    id: props.name,
    name: props.name,
    'aria-describedby': describedBy(
      props.hint !== undefined && `${props.name}-hint`,
      props.error !== undefined && `${props.name}-error`,
    ),
    'aria-invalid': props.error === undefined ? undefined : 'true',
  };
}

function frame(props: FieldProps, control: Html): Html {
  return html`<div class="ds-field bt-field">${label(props)}${hint(props)}${errorMessage(props.locale, props.name, props.error)}${control}</div>`;
}

/** One line of text. */
export function textField(props: TextFieldProps): Html {
  const input = attributes({
    ...binding(props),
    type: props.type ?? 'text',
    value: props.value,
    inputmode: props.numeric === true ? 'numeric' : undefined,
    autocomplete: props.autocomplete,
    maxlength: props.maxLength,
    readonly: props.readonly,
    spellcheck: props.spellcheck === undefined ? undefined : String(props.spellcheck),
    'data-width': props.width,
  });
  const source = props.source !== undefined && html`<p class="bt-source">${props.source}</p>`;
  return frame(props, html`<input class="ds-input"${input}>${source}`);
}

export interface PasswordFieldProps extends Omit<FieldProps, 'value'> {
  autocomplete: 'current-password' | 'new-password';
}

/**
 * A password; never filled in again. With the island `password` a button shows and hides it, without scripts it stays a plain field.
 */
export function passwordField(props: PasswordFieldProps): Html {
  const words = texts(props.locale).ui.password;
  const input = attributes({
    ...binding(props),
    type: 'password',
    autocomplete: props.autocomplete,
    spellcheck: 'false',
    autocapitalize: 'none',
  });
  const element = attributes({
    'data-show': words.show,
    'data-hide': words.hide,
    'data-shown': words.shown,
    'data-hidden': words.hidden,
  });
  return frame(
    props,
    html`<birtereze-password class="bt-password"${element}><input class="ds-input"${input}></birtereze-password>`,
  );
}

export interface TextareaProps extends FieldProps {
  rows?: number | undefined;
  maxLength?: number | undefined;
}

/** Several lines of text. */
export function textarea(props: TextareaProps): Html {
  const control = attributes({ ...binding(props), rows: props.rows ?? 5, maxlength: props.maxLength });
  return frame(props, html`<textarea class="ds-input"${control}>${props.value}</textarea>`);
}

export interface Option {
  value: string;
  label: string;
}

export interface SelectProps extends FieldProps {
  options: readonly Option[];
  /** First, empty choice; without it the first option is chosen. */
  placeholder?: string | undefined;
  width?: FieldWidth | undefined;
}

/** One of many. With up to seven options `radios` are easier. */
export function select(props: SelectProps): Html {
  const options = props.options.map(
    (option) =>
      html`<option${attributes({ value: option.value, selected: option.value === props.value })}>${option.label}</option>`,
  );
  const empty = props.placeholder !== undefined && html`<option value="">${props.placeholder}</option>`;
  const control = attributes({ ...binding(props), 'data-width': props.width });
  return frame(props, html`<select class="ds-input"${control}>${empty}${options}</select>`);
}

export interface FileFieldProps extends Omit<FieldProps, 'value'> {
  /** Types as for `accept`, e.g. `.pdf,.jpg,.png`. They only help to choose: the server looks at the content. */
  accept?: string | undefined;
  multiple?: boolean | undefined;
  /** Opens the camera of a phone. */
  capture?: 'environment' | 'user' | undefined;
}

/**
 * A file of the person's device; the form must be `multipart`. The islands that deal with files (`upload`, `signing`, `scan`) say its words in
 * the page's language, where the browser alone would say them in its own; `upload` adds dropping and progress.
 */
export function fileField(props: FileFieldProps): Html {
  const control = attributes({
    ...binding(props),
    type: 'file',
    accept: props.accept,
    multiple: props.multiple,
    capture: props.capture,
  });
  const words = texts(props.locale).ui.file;
  const element = attributes({ 'data-choose': words.choose, 'data-none': words.none });
  return frame(props, html`<birtereze-file class="bt-file-choice"${element}><input class="bt-file"${control}></birtereze-file>`);
}
