import { childText, element, onlyChild } from '#gateway';
import type { MessageData, XmlElement } from '#gateway';
import { parseIin, readableName } from '#subjects';
import type { Iin, PersonName } from '#subjects';
import type { Coded, DateText } from './person.ts';

/** What every request to a registry begins with. */
export interface RequestHeader {
  readonly messageId: string;
  readonly messageDate: Date;
  /** Our system's code at the registry. */
  readonly senderCode: string;
}

/** A request in the shape of the person registry's: the header, then what is asked for. */
export function writeRequest(header: RequestHeader, ...asked: readonly (XmlElement | undefined)[]): MessageData {
  return {
    tree: [
      element('messageId', header.messageId),
      element('messageDate', header.messageDate.toISOString()),
      element('senderCode', header.senderCode),
      ...asked.filter((part) => part !== undefined),
    ],
  };
}

/** The list of an answer, directly in the data or one level below; undefined for what is not an answer of the registry. */
export function readList(data: MessageData | undefined, local: string): XmlElement | undefined {
  if (data === undefined || !('tree' in data)) return undefined;
  const root = element('data', ...data.tree);
  return onlyChild(root, local) ?? onlyChild(onlyChild(root, 'data'), local);
}

/** A dictionary item; some senders write the code alone. */
export function readCoded(from: XmlElement, local: string): Coded | undefined {
  const code = codeOf(from, local);
  return code === undefined ? undefined : { code, ...namesOf(onlyChild(from, local)) };
}

/** An item of a list of dictionary items. */
export function readItem(item: XmlElement): Coded | undefined {
  const code = childText(item, 'code');
  return code === undefined ? undefined : { code, ...namesOf(item) };
}

function namesOf(item: XmlElement | undefined): Pick<Coded, 'nameKz' | 'nameRu'> {
  return { nameKz: childText(item, 'nameKz') ?? '', nameRu: childText(item, 'nameRu') ?? '' };
}

export function codeOf(from: XmlElement, local: string): string | undefined {
  return childText(onlyChild(from, local), 'code') ?? childText(from, local);
}

/** `1989-03-12`, with or without a zone or time behind it. */
export function readDate(from: XmlElement, local: string): DateText | undefined {
  const text = /^(\d{4}-\d\d-\d\d)(?:$|[T+Z-])/.exec(childText(from, local) ?? '')?.[1];
  return text === undefined || Number.isNaN(Date.parse(`${text}T00:00:00Z`)) ? undefined : text;
}

/** IIN and name of a person. Some people have one name only. */
export function readNamed(from: XmlElement | undefined): { readonly iin: Iin; readonly name: PersonName } | undefined {
  const iin = parseIin(childText(from, 'iin') ?? '');
  const surname = childText(from, 'surname') ?? '';
  const name = childText(from, 'name') ?? '';
  if (iin === undefined || surname + name === '') return undefined;
  const patronymic = childText(from, 'patronymic');
  return {
    iin,
    name: { surname: readableName(surname), name: readableName(name), patronymic: patronymic && readableName(patronymic) },
  };
}
