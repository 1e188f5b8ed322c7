import { XmlFault } from './fault.ts';
import type { XmlFaultCode } from './fault.ts';
import { bindNames } from './namespaces.ts';
import type { RawAttribute } from './namespaces.ts';
import { decodeBytes, decodeReferences } from './text.ts';
import type { Scope, XmlElement, XmlNode } from './tree.ts';

/**
 * Reads the XML of messages: elements, attributes, namespaces, text, CDATA; comments are dropped as canonical form drops them.
 * A document type (so: entities of one's own, external or nested) and processing instructions are refused, not skipped.
 * It is own code because the signature must be computed over the very tree that is then processed.
 */
export type XmlReading = { ok: true; root: XmlElement } | { ok: false; fault: XmlFaultCode };

export interface XmlLimits {
  readonly bytes: number;
  readonly depth: number;
  readonly elements: number;
  readonly attributes: number;
}

export const messageLimits: XmlLimits = { bytes: 8 * 1024 * 1024, depth: 64, elements: 200_000, attributes: 64 };

/** Never throws for bad input; linear in the size of the input. */
export function readXml(bytes: Uint8Array, limits: XmlLimits = messageLimits): XmlReading {
  if (bytes.byteLength > limits.bytes) return { ok: false, fault: 'tooLarge' };
  try {
    const cursor: Cursor = { text: decodeBytes(bytes), at: 0, elements: 0, limits };
    skipDeclaration(cursor);
    skipMisc(cursor);
    const root = readElement(cursor, rootScope, 1);
    skipMisc(cursor);
    if (cursor.at !== cursor.text.length) throw new XmlFault('malformed');
    return { ok: true, root };
  } catch (error) {
    if (error instanceof XmlFault) return { ok: false, fault: error.code };
    throw error;
  }
}

interface Cursor {
  readonly text: string;
  at: number;
  elements: number;
  readonly limits: XmlLimits;
}

const rootScope: Scope = new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]);
const space = /[ \t\n]*/y;
const qName = /(?:([A-Za-z_\u00C0-\uFFFD][\w.\-\u00B7-\uFFFD]*):)?([A-Za-z_\u00C0-\uFFFD][\w.\-\u00B7-\uFFFD]*)/y;
const equals = /[ \t\n]*=[ \t\n]*/y;
const declaration =
  /<\?xml[ \t\n]+version=["']1\.0["'](?:[ \t\n]+encoding=["']([A-Za-z0-9._-]+)["'])?(?:[ \t\n]+standalone=["'](?:yes|no)["'])?[ \t\n]*\?>/y;

function match(cursor: Cursor, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text);
  if (found !== null) cursor.at = pattern.lastIndex;
  return found;
}

function skipDeclaration(cursor: Cursor): void {
  const found = match(cursor, declaration);
  const encoding = found?.[1]?.toLowerCase() ?? 'utf-8';
  if (encoding !== 'utf-8' && encoding !== 'utf8') throw new XmlFault('encoding');
}

/** White space and comments around the root. */
function skipMisc(cursor: Cursor): void {
  match(cursor, space);
  while (cursor.text.startsWith('<!--', cursor.at)) {
    skipComment(cursor);
    match(cursor, space);
  }
}

function skipComment(cursor: Cursor): void {
  const end = cursor.text.indexOf('--', cursor.at + 4);
  if (end < 0 || cursor.text[end + 2] !== '>') throw new XmlFault('malformed');
  cursor.at = end + 3;
}

function readElement(cursor: Cursor, outer: Scope, depth: number): XmlElement {
  if (cursor.text[cursor.at] !== '<') throw new XmlFault('malformed');
  refuseDeclarations(cursor);
  cursor.elements += 1;
  if (depth > cursor.limits.depth || cursor.elements > cursor.limits.elements) throw new XmlFault('tooLarge');
  cursor.at += 1;
  const start = cursor.at;
  const name = match(cursor, qName);
  if (name === null) throw new XmlFault('malformed');
  const rawName = cursor.text.slice(start, cursor.at);
  const bound = bindNames({ prefix: name[1] ?? '', local: name[2] ?? '' }, readAttributes(cursor), outer);
  if (cursor.text.startsWith('/>', cursor.at)) {
    cursor.at += 2;
    return { ...bound, children: [] };
  }
  if (cursor.text[cursor.at] !== '>') throw new XmlFault('malformed');
  cursor.at += 1;
  const children = readChildren(cursor, bound.scope, depth);
  closeElement(cursor, rawName);
  return { ...bound, children };
}

function readAttributes(cursor: Cursor): RawAttribute[] {
  const attributes: RawAttribute[] = [];
  for (;;) {
    const before = cursor.at;
    match(cursor, space);
    const next = cursor.text[cursor.at];
    if (next === '>' || next === '/') return attributes;
    const name = cursor.at > before ? match(cursor, qName) : null;
    if (name === null || match(cursor, equals) === null) throw new XmlFault('malformed');
    attributes.push({ prefix: name[1] ?? '', local: name[2] ?? '', value: readAttributeValue(cursor) });
    if (attributes.length > cursor.limits.attributes) throw new XmlFault('tooLarge');
  }
}

function readAttributeValue(cursor: Cursor): string {
  const quote = cursor.text[cursor.at];
  if (quote !== '"' && quote !== "'") throw new XmlFault('malformed');
  const end = cursor.text.indexOf(quote, cursor.at + 1);
  const raw = end < 0 ? '<' : cursor.text.slice(cursor.at + 1, end);
  if (raw.includes('<')) throw new XmlFault('malformed');
  cursor.at = end + 1;
  return decodeReferences(/[\t\n]/.test(raw) ? raw.replace(/[\t\n]/g, ' ') : raw);
}

function readChildren(cursor: Cursor, scope: Scope, depth: number): XmlNode[] {
  const children: XmlNode[] = [];
  for (;;) {
    const next = cursor.text.indexOf('<', cursor.at);
    if (next < 0) throw new XmlFault('malformed');
    const raw = cursor.text.slice(cursor.at, next);
    if (raw.includes(']]>')) throw new XmlFault('malformed');
    append(children, decodeReferences(raw));
    cursor.at = next;
    if (cursor.text.startsWith('</', next)) return children;
    if (cursor.text.startsWith('<!--', next)) skipComment(cursor);
    else if (cursor.text.startsWith('<![CDATA[', next)) append(children, readCharacterData(cursor));
    else children.push(readElement(cursor, scope, depth + 1));
  }
}

/** Text parted by a comment or CDATA is one text: readers that see only its first part can be deceived. */
function append(children: XmlNode[], text: string): void {
  if (text === '') return;
  const last = children.at(-1);
  if (typeof last === 'string') children[children.length - 1] = last + text;
  else children.push(text);
}

function readCharacterData(cursor: Cursor): string {
  const end = cursor.text.indexOf(']]>', cursor.at);
  if (end < 0) throw new XmlFault('malformed');
  const text = cursor.text.slice(cursor.at + '<![CDATA['.length, end);
  cursor.at = end + 3;
  return text;
}

function closeElement(cursor: Cursor, rawName: string): void {
  const end = cursor.at + 2 + rawName.length;
  if (cursor.text.slice(cursor.at + 2, end) !== rawName) throw new XmlFault('malformed');
  cursor.at = end;
  match(cursor, space);
  if (cursor.text[cursor.at] !== '>') throw new XmlFault('malformed');
  cursor.at += 1;
}

function refuseDeclarations(cursor: Cursor): void {
  if (cursor.text.startsWith('<!DOCTYPE', cursor.at)) throw new XmlFault('doctype');
  if (cursor.text.startsWith('<?', cursor.at)) throw new XmlFault('processingInstruction');
}
