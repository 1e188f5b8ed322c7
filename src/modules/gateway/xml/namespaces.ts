import { XmlFault } from './fault.ts';
import type { Scope, XmlAttribute, XmlElement } from './tree.ts';

export interface RawAttribute {
  readonly prefix: string;
  readonly local: string;
  readonly value: string;
}

const xmlNamespace = 'http://www.w3.org/XML/1998/namespace';
const xmlnsNamespace = 'http://www.w3.org/2000/xmlns/';

/** Each scope is a copy: without a bound, prefixes piled up in depth would make reading quadratic. */
const prefixesInScope = 64;

/** Resolves the prefixes of an element and its attributes (Namespaces in XML 1.0); undeclared or doubled names are refused. */
export function bindNames(
  name: { prefix: string; local: string },
  raw: readonly RawAttribute[],
  outer: Scope,
): Omit<XmlElement, 'children'> {
  const declarations = raw.filter(isDeclaration);
  const scope = declarations.length === 0 ? outer : extend(outer, declarations);
  const attributes = raw.filter((attribute) => !isDeclaration(attribute)).map((attribute) => bindAttribute(attribute, scope));
  const expanded = new Set(attributes.map((attribute) => `${attribute.namespace} ${attribute.local}`));
  if (expanded.size !== attributes.length) throw new XmlFault('malformed');
  return { ...name, namespace: resolve(name.prefix, scope), attributes, scope };
}

function isDeclaration(attribute: RawAttribute): boolean {
  return attribute.prefix === 'xmlns' || (attribute.prefix === '' && attribute.local === 'xmlns');
}

function extend(outer: Scope, declarations: readonly RawAttribute[]): Scope {
  const own = new Map<string, string>();
  for (const { prefix, local, value } of declarations) {
    const declared = prefix === '' ? '' : local;
    if (own.has(declared)) throw new XmlFault('malformed');
    if (declared !== '' && value === '') throw new XmlFault('namespace');
    if (declared === 'xmlns' || value === xmlnsNamespace) throw new XmlFault('namespace');
    if ((declared === 'xml') !== (value === xmlNamespace)) throw new XmlFault('namespace');
    own.set(declared, value);
  }
  const scope = new Map([...outer, ...own]);
  if (scope.size > prefixesInScope) throw new XmlFault('tooLarge');
  return scope;
}

function bindAttribute(attribute: RawAttribute, scope: Scope): XmlAttribute {
  return { ...attribute, namespace: attribute.prefix === '' ? '' : resolve(attribute.prefix, scope) };
}

function resolve(prefix: string, scope: Scope): string {
  const namespace = scope.get(prefix);
  if (namespace !== undefined) return namespace;
  if (prefix === '') return '';
  throw new XmlFault('namespace');
}
