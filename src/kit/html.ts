/**
 * Markup that may be sent as it is. Only `html` and `trusted` make it, so that a string can never reach a page unescaped (SEC-8).
 */
export class Html {
  readonly #markup: string;

  constructor(key: symbol, markup: string) {
    if (key !== made) throw new TypeError('Html is made by html`…` only');
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }
}

const made = Symbol('made by html');

/** What a template may hold. Arrays are joined; false, null and undefined leave nothing. */
export type Renderable = Html | string | number | false | null | undefined | readonly Renderable[];

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const special = /[&<>"']/;
const specials = /[&<>"']/g;

function escape(text: string): string {
  return special.test(text) ? text.replace(specials, (found) => entities[found] ?? found) : text;
}

function render(value: Renderable): string {
  if (typeof value === 'string') return escape(value);
  if (value instanceof Html) return value.toString();
  if (value === null || value === undefined || value === false) return '';
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map(render).join('');
  throw new TypeError(`html: cannot render a ${typeof value}`);
}

/** Attributes whose value is an address; the value stands at the very end of the literal before it. */
const addressAttribute = /\s(?:href|src|action|formaction|poster|data-src)=["']$/i;
/** Browsers drop control characters and blanks inside a scheme, so they are dropped before it is looked at. */
// oxlint-disable-next-line no-control-regex -- exactly those characters are meant
const ignoredInScheme = /[\u0000-\u0020\u007f-\u009f\u200b\u2028\u2029\ufeff]/g;
const scheme = /^([a-z][a-z0-9+.-]*):/i;
const allowedSchemes = new Set(['http', 'https', 'mailto', 'tel', 'data', 'blob']);

function checkAddress(value: Renderable): void {
  const found = scheme.exec(String(value).replace(ignoredInScheme, ''))?.[1]?.toLowerCase();
  if (found === undefined) return;
  if (!allowedSchemes.has(found)) throw new TypeError(`html: addresses with ${found}: are refused`);
  if (found === 'data' && !/^data:image\/(?:png|jpeg|webp);/i.test(String(value)))
    throw new TypeError('html: only images as data:');
}

interface Template {
  readonly addresses: readonly boolean[];
}

/** A template's literals never change, so what they say about each place is found out once. */
const templates = new WeakMap<TemplateStringsArray, Template>();

function templateOf(strings: TemplateStringsArray): Template {
  const known = templates.get(strings);
  if (known) return known;
  for (const [index, literal] of strings.entries()) {
    const last = index === strings.length - 1;
    if (!last && /<script\b[^>]*>[^<]*$|<style\b[^>]*>[^<]*$|\son\w+=["'][^"']*$|(?:^|\s)[\w:-]+=$/i.test(literal)) {
      throw new TypeError(
        'html: values stand in text and in quoted attributes only, never in scripts, styles, handlers or bare attributes',
      );
    }
  }
  const template = { addresses: strings.slice(0, -1).map((literal) => addressAttribute.test(literal)) };
  templates.set(strings, template);
  return template;
}

/** The tagged template of all pages: escapes every value but Html, refuses `javascript:` addresses and unquoted attributes. */
export function html(strings: TemplateStringsArray, ...values: readonly Renderable[]): Html {
  const { addresses } = templateOf(strings);
  let out = strings[0] ?? '';
  for (const [index, value] of values.entries()) {
    if (addresses[index] === true) checkAddress(value);
    out += render(value) + (strings[index + 1] ?? '');
  }
  return new Html(made, out);
}

/** Markup that stands in our own code (an SVG file, a page kept from an earlier rendering). Never for anything that came from outside. */
export function trusted(markup: string): Html {
  return new Html(made, markup);
}

/** Data for an island: JSON inside a script element, safe against closing it. */
export function jsonScript(id: string, data: unknown): Html {
  const text = JSON.stringify(data).replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
  return new Html(made, `<script type="application/json" id="${escape(id)}">${text}</script>`);
}

export const nothing = new Html(made, '');
