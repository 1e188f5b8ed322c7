import { canonicalise } from '../xml/canonical.ts';
import { readXml } from '../xml/reader.ts';
import { childrenOf, childText, element, elementsOf, onlyChild, textElement, textOf, withAttribute } from '../xml/tree.ts';
import type { XmlElement } from '../xml/tree.ts';
import { namespaces } from './names.ts';

/** What both channels say of a message. Ids keep the form in which the sender wrote them (some write GUIDs in braces). */
export interface MessageInfo {
  readonly messageId: string;
  readonly correlationId?: string | undefined;
  /** Routing key: who is asked for what. */
  readonly service: string;
  readonly messageDate: Date;
  readonly sender: string;
  readonly properties?: ReadonlyMap<string, string> | undefined;
}

/** Ids and names that may be stored and compared; whatever else comes is not a message. */
const identifier = /^[\w{}().:@+-]{1,100}$/;

export function readIdentifier(parent: XmlElement | undefined, local: string): string | undefined {
  const text = childText(parent, local);
  return text !== undefined && identifier.test(text) ? text : undefined;
}

/** ISO 8601; without a zone it is the state's time (UTC+5), as older systems write it. */
export function readDate(parent: XmlElement | undefined, local: string): Date | undefined {
  const text = childText(parent, local) ?? '';
  const found = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(Z|[+-]\d\d:\d\d)?$/.exec(text);
  if (found === null) return undefined;
  const date = new Date(found[1] === undefined ? `${text}+05:00` : text);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** Reads `requestInfo` or `messageInfo`; undefined where something that must be there is not. */
export function readInfo(info: XmlElement | undefined): MessageInfo | undefined {
  const messageId = readIdentifier(info, 'messageId');
  const service = readIdentifier(info, 'serviceId');
  const messageDate = readDate(info, 'messageDate');
  const senderElement = onlyChild(info, 'sender');
  const sender = readIdentifier(senderElement, 'senderId');
  if (messageId === undefined || service === undefined || messageDate === undefined || sender === undefined) return undefined;
  const correlationId = readIdentifier(info, 'correlationId');
  return { messageId, correlationId, service, messageDate, sender, properties: readProperties(info) };
}

export function writeProperties(properties: ReadonlyMap<string, string> | undefined): XmlElement[] {
  return [...(properties ?? [])].map(([key, value]) => element('properties', element('key', key), element('value', value)));
}

export function readProperties(info: XmlElement | undefined): ReadonlyMap<string, string> {
  const pairs = childrenOf(info, 'properties').map(
    (pair) => [childText(pair, 'key') ?? '', childText(pair, 'value') ?? ''] as const,
  );
  return new Map(pairs.filter(([key]) => key !== ''));
}

export function writeSender(sender: string): XmlElement {
  return element('sender', textElement('senderId', sender));
}

/** What a message carries: a tree of XML, or a text (JSON between our own systems). */
export type MessageData = { readonly tree: readonly XmlElement[] } | { readonly text: string };

/** `data` as it is written: a text says by `xsi:type` that it is one. */
export function writeData(data: MessageData): XmlElement {
  if ('tree' in data) return element('data', ...data.tree);
  return withAttribute(element('data', data.text), {
    prefix: 'xsi',
    local: 'type',
    namespace: namespaces.instance,
    value: 'xs:string',
  });
}

/** `data` as it was read; a text that is escaped XML (senders do both) is read as the tree it stands for. */
export function readData(parent: XmlElement | undefined): MessageData | undefined {
  const data = onlyChild(parent, 'data');
  if (data === undefined) return undefined;
  const tree = elementsOf(data);
  if (tree.length > 0) return { tree };
  const text = textOf(data);
  if (!text.trimStart().startsWith('<')) return { text };
  const reading = readXml(Buffer.from(text.trim()));
  return reading.ok ? { tree: [reading.root] } : { text };
}

/** The text under which data are stored between steps: `data` in canonical form. */
export function serialiseData(data: MessageData): string {
  return canonicalise(writeData(data));
}

/** @throws where `text` does not come from `serialiseData`. */
export function parseData(text: string): MessageData {
  const reading = readXml(Buffer.from(text));
  const data = reading.ok ? readData(element('stored', reading.root)) : undefined;
  if (data === undefined) throw new Error('Stored message data cannot be read');
  return data;
}
