/** Namespace prefix → URI, as declared on the element or inherited. The default namespace has the prefix ''. */
export type Scope = ReadonlyMap<string, string>;

export interface XmlAttribute {
  readonly prefix: string;
  readonly local: string;
  /** '' where the attribute has no prefix. */
  readonly namespace: string;
  readonly value: string;
}

export interface XmlElement {
  readonly prefix: string;
  readonly local: string;
  readonly namespace: string;
  /** Without namespace declarations: those are in `scope`. */
  readonly attributes: readonly XmlAttribute[];
  readonly scope: Scope;
  readonly children: readonly XmlNode[];
}

export type XmlNode = XmlElement | string;

const noScope: Scope = new Map();

/** What a new element holds: elements, text, or nothing (`undefined` is left out, so that optional parts read well). */
type Content = XmlNode | undefined;

/** An element without a namespace, as all inner elements of the gateway's messages are. */
export function element(local: string, ...children: readonly Content[]): XmlElement {
  return { prefix: '', local, namespace: '', attributes: [], scope: noScope, children: present(children) };
}

/** An unqualified element holding text, or nothing where there is no text. */
export function textElement(local: string, text: string | undefined): XmlElement | undefined {
  return text === undefined ? undefined : element(local, text);
}

/** An element of a namespace. */
export function qualified(
  name: { prefix: string; local: string; namespace: string },
  ...children: readonly Content[]
): XmlElement {
  return { ...name, attributes: [], scope: new Map([[name.prefix, name.namespace]]), children: present(children) };
}

/** The same element with one attribute more. */
export function withAttribute(target: XmlElement, attribute: XmlAttribute): XmlElement {
  return {
    ...target,
    attributes: [...target.attributes, attribute],
    scope: new Map([...target.scope, [attribute.prefix, attribute.namespace]]),
  };
}

function present(children: readonly Content[]): readonly XmlNode[] {
  return children.filter((child) => child !== undefined);
}

/** Child elements of this name; `namespace` '' means unqualified. Readers may ask an absent element: it has no children. */
export function childrenOf(parent: XmlElement | undefined, local: string, namespace = ''): readonly XmlElement[] {
  return elementsOf(parent).filter((child) => child.local === local && child.namespace === namespace);
}

/** The only child element of this name; undefined where there is none, or more than one. */
export function onlyChild(parent: XmlElement | undefined, local: string, namespace = ''): XmlElement | undefined {
  const found = childrenOf(parent, local, namespace);
  return found.length === 1 ? found[0] : undefined;
}

export function elementsOf(parent: XmlElement | undefined): readonly XmlElement[] {
  return parent?.children.filter((child) => typeof child !== 'string') ?? [];
}

/** Text directly inside the element. */
export function textOf(target: XmlElement): string {
  return target.children.filter((child) => typeof child === 'string').join('');
}

/** Trimmed text of the only child of this name; undefined where it is absent, doubled or empty. */
export function childText(parent: XmlElement | undefined, local: string): string | undefined {
  const child = onlyChild(parent, local);
  return child === undefined ? undefined : textOf(child).trim() || undefined;
}

/** @returns the attribute's value, or undefined. */
export function attributeOf(target: XmlElement | undefined, local: string, namespace = ''): string | undefined {
  return target?.attributes.find((attribute) => attribute.local === local && attribute.namespace === namespace)?.value;
}
