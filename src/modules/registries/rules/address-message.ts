import { childText, childrenOf, element } from '#gateway';
import type { MessageData, XmlElement } from '#gateway';
import type { FoundAddress } from './found-address.ts';
import { readCoded, readList, writeRequest } from './message.ts';
import type { RequestHeader } from './message.ts';

/** The request of the address register: a code of 16 digits, or words. The shape is ours, in the person registry's style. */
export function writeAddressRequest(header: RequestHeader, text: string): MessageData {
  return writeRequest(header, /^\d{16}$/.test(text) ? element('arCode', text) : element('text', text));
}

/** @returns undefined for what is not an answer of the register; an entry that cannot be read makes the whole answer none. */
export function readAddressAnswer(data: MessageData | undefined): readonly FoundAddress[] | undefined {
  const list = readList(data, 'addresses');
  if (list === undefined) return undefined;
  const read = childrenOf(list, 'address').map(readFound);
  return read.every((one) => one !== undefined) ? read : undefined;
}

function readFound(from: XmlElement): FoundAddress | undefined {
  const code = childText(from, 'arCode');
  const district = readCoded(from, 'district');
  const settlement = readCoded(from, 'settlement');
  if (code === undefined || district === undefined || settlement === undefined) return undefined;
  return { code, district, region: readCoded(from, 'region'), settlement, street: readCoded(from, 'street') };
}
