import type { XmlAttribute, XmlElement } from './tree.ts';

/**
 * Exclusive XML Canonicalization 1.0 without comments (RFC 3741) of an element and all below it.
 * What the platform sends is this text itself, so that the bytes on the wire are the bytes that were signed.
 *
 * @param inclusive the InclusiveNamespaces PrefixList of the transform: these prefixes are written where they are in scope
 */
export function canonicalise(apex: XmlElement, inclusive: readonly string[] = []): string {
  return render(apex, new Map(), inclusive);
}

/** Prefix → URI, as already written by an ancestor in the output. */
type Rendered = ReadonlyMap<string, string>;

function render(target: XmlElement, outer: Rendered, inclusive: readonly string[]): string {
  const declared = newDeclarations(target, outer, inclusive);
  const rendered = declared.length === 0 ? outer : new Map([...outer, ...declared]);
  const name = target.prefix === '' ? target.local : `${target.prefix}:${target.local}`;
  let text = `<${name}`;
  for (const [prefix, uri] of declared)
    text += prefix === '' ? ` xmlns="${escapeValue(uri)}"` : ` xmlns:${prefix}="${escapeValue(uri)}"`;
  for (const attribute of sorted(target.attributes)) text += ` ${attributeName(attribute)}="${escapeValue(attribute.value)}"`;
  text += '>';
  for (const child of target.children) text += typeof child === 'string' ? escapeText(child) : render(child, rendered, inclusive);
  return `${text}</${name}>`;
}

function newDeclarations(target: XmlElement, outer: Rendered, inclusive: readonly string[]): (readonly [string, string])[] {
  const needed = new Map([[target.prefix, target.namespace]]);
  for (const { prefix, namespace } of target.attributes) if (prefix !== '') needed.set(prefix, namespace);
  for (const listed of inclusive) {
    const prefix = listed === '#default' ? '' : listed;
    const uri = target.scope.get(prefix);
    if (uri !== undefined) needed.set(prefix, uri);
  }
  needed.delete('xml');
  const fresh = [...needed].filter(([prefix, uri]) => (outer.get(prefix) ?? '') !== uri);
  return fresh.length < 2 ? fresh : fresh.sort(([left], [right]) => compare(left, right));
}

function sorted(attributes: readonly XmlAttribute[]): readonly XmlAttribute[] {
  if (attributes.length < 2) return attributes;
  return [...attributes].sort((left, right) => compare(left.namespace, right.namespace) || compare(left.local, right.local));
}

function attributeName({ prefix, local }: XmlAttribute): string {
  return prefix === '' ? local : `${prefix}:${local}`;
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

const textEscapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' };
const valueEscapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};

function escapeText(text: string): string {
  return /[&<>\r]/.test(text) ? text.replace(/[&<>\r]/g, (character) => textEscapes[character] ?? '') : text;
}

function escapeValue(text: string): string {
  return /[&<"\t\n\r]/.test(text) ? text.replace(/[&<"\t\n\r]/g, (character) => valueEscapes[character] ?? '') : text;
}
