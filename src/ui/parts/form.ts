import { html } from '#kit/html';
import type { Html, Renderable } from '#kit/html';
import { texts } from '#text';
import type { Locale } from '#text';
import { attributes } from './attributes.ts';

export interface FormProps {
  /**
   * Where it is sent; said always. Without it a form goes to the page's own address as it stands, with the `#main` of the link past the
   * header, and a page that is opened at a place gives the focus to that place instead of to the errors.
   */
  action: string;
  method?: 'get' | 'post' | undefined;
  /** Needed for files. */
  multipart?: boolean | undefined;
  /** Values the person does not see, e.g. the idempotency key. */
  hidden?: Readonly<Record<string, string>> | undefined;
  /** For what stands outside of the form and belongs to it. */
  id?: string | undefined;
  /** Name for screen readers where a page has several forms. */
  label?: string | undefined;
  content: Renderable;
}

/** A form. Checked by the server in the portal's own words, not by the browser in its own language. */
export function form(props: FormProps): Html {
  const hidden = Object.entries(props.hidden ?? {}).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  const rest = attributes({
    id: props.id,
    method: props.method ?? 'post',
    enctype: props.multipart === true ? 'multipart/form-data' : undefined,
    'aria-label': props.label,
    novalidate: true,
  });
  return html`<form class="bt-form" action="${props.action}"${rest}>${hidden}${props.content}</form>`;
}

export type ButtonVariant = 'primary' | 'secondary' | 'tertiary' | 'danger';

export interface ButtonProps {
  label: Renderable;
  variant?: ButtonVariant | undefined;
  /** With name and value the form's body tells which button was pressed. */
  name?: string | undefined;
  value?: string | undefined;
  type?: 'submit' | 'button' | undefined;
  /** Sends the form elsewhere than its action. */
  formAction?: string | undefined;
  /** Id of a form that the button does not stand in. */
  form?: string | undefined;
  disabled?: boolean | undefined;
  id?: string | undefined;
  size?: 'md' | 'lg' | undefined;
}

function look(variant: ButtonVariant | undefined, size: 'md' | 'lg' | undefined): Html {
  return attributes({
    'data-variant': variant === 'secondary' || variant === 'tertiary' ? variant : undefined,
    'data-color': variant === 'danger' ? 'danger' : undefined,
    'data-large': size === 'lg',
  });
}

/** A button that does something; one primary button a page. */
export function button(props: ButtonProps): Html {
  const rest = attributes({
    type: props.type ?? 'submit',
    id: props.id,
    name: props.name,
    value: props.value,
    form: props.form,
    disabled: props.disabled,
  });
  const action = props.formAction === undefined ? undefined : html` formaction="${props.formAction}"`;
  return html`<button class="ds-button"${look(props.variant, props.size)}${rest}${action}>${props.label}</button>`;
}

export interface ButtonLinkProps {
  href: string;
  label: Renderable;
  variant?: ButtonVariant | undefined;
  size?: 'md' | 'lg' | undefined;
  /** Offers the file under this name instead of opening it. */
  download?: string | undefined;
}

/** A link that leads on and looks like a button. */
export function buttonLink(props: ButtonLinkProps): Html {
  return html`<a class="ds-button" href="${props.href}"${look(props.variant, props.size)}${attributes({ download: props.download })}>${props.label}</a>`;
}

/** Buttons side by side, below each other on a phone. */
export function buttonGroup(...buttons: readonly Renderable[]): Html {
  return html`<div class="bt-buttons">${buttons}</div>`;
}

/** One thing that is wrong with a form. */
export interface FieldError {
  /** Name of the field, which is its id. */
  field: string;
  message: string;
}

export interface ErrorSummaryProps {
  locale: Locale;
  errors: readonly FieldError[];
  /** Instead of «Қате бар», where that says more. */
  title?: string | undefined;
}

/**
 * All errors of a form on top of the page with links to their fields; takes the focus when the page opens (A11Y-1), without scripts.
 * Empty where nothing is wrong. Give `hasErrors` to `layout` as well: the title then says so.
 */
export function errorSummary(props: ErrorSummaryProps): Html {
  if (props.errors.length === 0) return html``;
  const items = props.errors.map((error) => html`<li><a class="ds-link" href="#${error.field}">${error.message}</a></li>`);
  return html`<div class="ds-error-summary" role="alert" tabindex="-1" autofocus aria-labelledby="error-summary-title">
<h2 id="error-summary-title">${props.title ?? texts(props.locale).ui.error.summary}</h2><ul>${items}</ul></div>`;
}

/** The message of one field out of all, for the `error` of its part. */
export function errorOf(errors: readonly FieldError[], field: string): string | undefined {
  return errors.find((error) => error.field === field)?.message;
}
