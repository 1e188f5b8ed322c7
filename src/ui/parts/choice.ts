import { html } from '#kit/html';
import type { Html, Renderable } from '#kit/html';
import { texts } from '#text';
import type { Locale } from '#text';
import { attributes, describedBy } from './attributes.ts';
import { errorMessage } from './field.ts';

/** A question that several controls answer together. */
export interface GroupProps {
  locale: Locale;
  name: string;
  /** The question. */
  legend: string;
  hint?: Renderable | undefined;
  error?: string | undefined;
  optional?: boolean | undefined;
  /** The question is the page's `h1`. */
  asHeading?: boolean | undefined;
}

/** A fieldset with its question, hint and error before what answers it. */
export function fieldset(props: GroupProps, content: Renderable): Html {
  const optional = props.optional === true && html` <span class="bt-optional">${texts(props.locale).ui.optional}</span>`;
  const legend = html`${props.legend}${optional}`;
  const described = describedBy(
    props.hint !== undefined && `${props.name}-hint`,
    props.error !== undefined && `${props.name}-error`,
  );
  return html`<fieldset class="ds-fieldset bt-field"${attributes({ 'aria-describedby': described })}>
<legend class="ds-label">${props.asHeading === true ? html`<h1 class="bt-question">${legend}</h1>` : legend}</legend>
${props.hint !== undefined && html`<div class="bt-hint" id="${props.name}-hint">${props.hint}</div>`}
${errorMessage(props.locale, props.name, props.error)}
${content}
</fieldset>`;
}

export interface Choice {
  value: string;
  label: Renderable;
  hint?: Renderable | undefined;
}

export interface RadiosProps extends GroupProps {
  options: readonly Choice[];
  value?: string | undefined;
  /** Two short answers side by side. */
  inline?: boolean | undefined;
}

/** One of a few. The first has the group's id, so that the error summary leads to it. */
export function radios(props: RadiosProps): Html {
  const options = props.options.map((option, index) =>
    choice({
      type: 'radio',
      id: index === 0 ? props.name : `${props.name}-${index + 1}`,
      name: props.name,
      checked: option.value === props.value,
      invalid: props.error !== undefined,
      option,
    }),
  );
  return fieldset(props, html`<div class="bt-choices"${attributes({ 'data-inline': props.inline === true })}>${options}</div>`);
}

export interface CheckboxesProps extends GroupProps {
  options: readonly Choice[];
  values?: readonly string[] | undefined;
}

/** Any of a few. */
export function checkboxes(props: CheckboxesProps): Html {
  const options = props.options.map((option, index) =>
    choice({
      type: 'checkbox',
      id: index === 0 ? props.name : `${props.name}-${index + 1}`,
      name: props.name,
      checked: props.values?.includes(option.value) ?? false,
      invalid: props.error !== undefined,
      option,
    }),
  );
  return fieldset(props, html`<div class="bt-choices">${options}</div>`);
}

export interface CheckboxProps {
  locale: Locale;
  name: string;
  label: Renderable;
  hint?: Renderable | undefined;
  error?: string | undefined;
  /** What the body holds when it is ticked; `yes` unless said. */
  value?: string | undefined;
  checked?: boolean | undefined;
}

/** A single box, e.g. an agreement. */
export function checkbox(props: CheckboxProps): Html {
  const box = choice({
    type: 'checkbox',
    id: props.name,
    name: props.name,
    checked: props.checked === true,
    invalid: props.error !== undefined,
    describedBy: props.error === undefined ? undefined : `${props.name}-error`,
    option: { value: props.value ?? 'yes', label: props.label, hint: props.hint },
  });
  return html`<div class="bt-field">${errorMessage(props.locale, props.name, props.error)}${box}</div>`;
}

interface ControlProps {
  type: 'radio' | 'checkbox';
  id: string;
  name: string;
  checked: boolean;
  invalid: boolean;
  describedBy?: string | undefined;
  option: Choice;
}

function choice(props: ControlProps): Html {
  const { option, id } = props;
  const hasHint = option.hint !== undefined;
  const input = attributes({
    type: props.type,
    id,
    name: props.name,
    value: option.value,
    checked: props.checked,
    'aria-invalid': props.invalid ? 'true' : undefined,
    'aria-describedby': describedBy(hasHint && `${id}-about`, props.describedBy),
  });
  return html`<div class="ds-field bt-choice"><input class="ds-input"${input}><label class="ds-label" data-weight="regular" for="${id}">${option.label}</label>${
    hasHint && html`<div class="bt-hint" id="${id}-about">${option.hint}</div>`
  }</div>`;
}
