import { childText, element, elementsOf, onlyChild, qualified, textElement } from '../xml/tree.ts';
import type { XmlElement } from '../xml/tree.ts';
import { namespaces } from './names.ts';
import { readDate } from './messages.ts';

/** SOAP 1.1 Fault with the gateway's detail. */
export interface SoapFault {
  readonly code: string;
  readonly message: string;
  readonly date: Date;
}

export type Channel = 'sync' | 'async';

const detailNames = {
  sync: 'SendMessageFault1_SendMessageFault',
  async: 'sendMessageFault1_sendMessageFault',
} as const satisfies Record<Channel, string>;

export function writeFault(fault: SoapFault, channel: Channel): XmlElement {
  const detail = qualified(
    { prefix: 'typ', local: detailNames[channel], namespace: namespaces[channel] },
    textElement('errorCode', fault.code),
    textElement('errorMessage', fault.message),
    textElement('errorDate', fault.date.toISOString()),
  );
  return qualified(
    { prefix: 'soap', local: 'Fault', namespace: namespaces.soap },
    element('faultcode', 'soap:Server'),
    element('faultstring', fault.message),
    element('detail', detail),
  );
}

/** Reads the detail whatever its name: senders of faults differ in it. */
export function readFault(target: XmlElement): SoapFault | undefined {
  if (target.local !== 'Fault' || target.namespace !== namespaces.soap) return undefined;
  const detail = onlyChild(target, 'detail');
  const inner = detail && elementsOf(detail)[0];
  const code = childText(inner, 'errorCode');
  if (inner === undefined || code === undefined) return undefined;
  return { code, message: childText(inner, 'errorMessage') ?? '', date: readDate(inner, 'errorDate') ?? new Date(0) };
}
