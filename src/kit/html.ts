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

/** Browsers drop control characters and blanks inside a scheme, so they are dropped before it is looked at. */
// oxlint-disable-next-line no-control-regex -- exactly those characters are meant
const ignoredInScheme = /[\u0000-\u0020\u007f-\u009f\u200b\u2028\u2029\ufeff]/g;
const scheme = /^([a-z][a-z0-9+.-]*):/i;
const allowedSchemes = new Set(['http', 'https', 'mailto', 'tel', 'data', 'blob']);

/** An address within this site, which can be no code: most are. */
const within = /^\/[\w/.?=&%-]*$/;

function checkAddress(address: string): void {
  if (within.test(address)) return;
  const found = scheme.exec(address.replace(ignoredInScheme, ''))?.[1]?.toLowerCase();
  if (found === undefined) return;
  if (!allowedSchemes.has(found)) throw new TypeError(`html: addresses with ${found}: are refused`);
  if (found === 'data' && !/^data:image\/(?:png|jpeg|webp);/i.test(address)) throw new TypeError('html: only images as data:');
}

/** Where a value stands. Nothing to look at in text and ordinary attributes; `tag`: between a tag's name and its end. */
type Place = undefined | 'tag' | { readonly literals: readonly string[] };

/** Stands for the values before the one that is looked at. */
const hole = '\0';
const inScript = /<(script|style)\b[^>]*>(?:(?!<\/\1)[^])*$/i;
const inTag = /<\/?(?:[a-z](?:[^"'>]|"[^"]*"|'[^']*')*)?$/i;
const inValue = /<[a-z](?:[^"'>]|"[^"]*"|'[^']*')*[\s"']([^\s"'<>/=]+)\s*=\s*(?:"([^"]*)|'([^']*))$/i;
/** The same in a part of a tag, which begins without one. */
const inLooseValue = /^[^<>]*?(?:^|\s)([^\s"'<>/=]+)=(?:"([^"]*)|'([^']*))$/;
const bareAttribute = /(?:^|\s)[\w:-]+\s*=\s*$/;
const addressAttribute = /^(?:href|xlink:href|src|data|data-src|action|formaction|poster|cite|ping|background)$/i;
const codeAttribute = /^(?:on.*|style|srcdoc)$/i;

interface Attribute {
  readonly name: string;
  /** What stands in the value so far. */
  readonly begun: string;
}

/** The attribute in whose quotes this markup ends. */
function openAttribute(markup: string): Attribute | undefined {
  const [found, name = '', doubly, singly = ''] = inValue.exec(markup) ?? inLooseValue.exec(markup) ?? [];
  return found === undefined ? undefined : { name, begun: doubly ?? singly };
}

/** @throws TypeError where no value may stand. */
function placeAfter(markup: string): Place {
  const attribute = openAttribute(markup);
  const isCode = attribute ? codeAttribute.test(attribute.name) : inScript.test(markup) || bareAttribute.test(markup);
  if (isCode) throw new TypeError('html: values stand in text and in quoted attributes only, never in scripts, styles, handlers');
  if (attribute !== undefined)
    return addressAttribute.test(attribute.name) ? { literals: attribute.begun.split(hole) } : undefined;
  return inTag.test(markup) ? 'tag' : undefined;
}

/** A template's literals never change, so what they say about each place is found out once. */
const templates = new WeakMap<TemplateStringsArray, readonly Place[]>();

function placesOf(strings: TemplateStringsArray): readonly Place[] {
  const known = templates.get(strings);
  if (known) return known;
  const places = strings.slice(0, -1).map((_, index) => placeAfter(strings.slice(0, index + 1).join(hole)));
  templates.set(strings, places);
  return places;
}

/** @throws TypeError where `values[index]` may not stand at its place: text as an attribute's name, an address that is code. */
function checkPlace(place: Exclude<Place, undefined>, values: readonly Renderable[], index: number): void {
  if (place === 'tag') {
    const value = values[index];
    if (typeof value === 'string' && value !== '') throw new TypeError('html: text cannot stand in a tag, outside of its quotes');
    return;
  }
  const first = index + 1 - place.literals.length;
  checkAddress(place.literals.map((literal, part) => literal + render(values[first + part])).join(''));
}

/** The tagged template of all pages: escapes every value but Html, refuses `javascript:` addresses and unquoted attributes. */
export function html(strings: TemplateStringsArray, ...values: readonly Renderable[]): Html {
  const places = placesOf(strings);
  let out = strings[0] ?? '';
  for (let index = 0; index < values.length; index++) {
    const place = places[index];
    if (place !== undefined) checkPlace(place, values, index);
    out += render(values[index]) + (strings[index + 1] ?? '');
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
