import { element, onlyChild, qualified, textElement, childText } from '../xml/tree.ts';
import type { XmlElement } from '../xml/tree.ts';
import {
  readData,
  readDate,
  readIdentifier,
  readInfo,
  readProperties,
  writeData,
  writeProperties,
  writeSender,
} from './messages.ts';
import type { MessageData, MessageInfo } from './messages.ts';
import { namespaces } from './names.ts';

export const messageTypes = ['REQUEST', 'RESPONSE', 'NOTIFICATION'] as const;
export type MessageType = (typeof messageTypes)[number];

/** AsyncChannel v10: operation sendMessage. An answer is a message of its own (RESPONSE) that names the request by correlationId. */
export interface AsyncMessage extends MessageInfo {
  readonly type: MessageType;
  readonly data: MessageData;
}

/** Signed answer to sendMessage: the message is stored and will not be lost. `bodyHash` says which one, to the byte. */
export interface AsyncReceipt {
  readonly messageId: string;
  readonly correlationId?: string | undefined;
  readonly responseDate: Date;
  /** SHA-256 of the accepted message's canonical Body, base64; absent in receipts of foreign systems. */
  readonly bodyHash?: string | undefined;
}

/** Our property in the receipt: the protocol has no place for a hash, and its readers pass over what they do not know. */
const hashProperty = 'bodyHash';

export function writeAsyncMessage(message: AsyncMessage): XmlElement {
  const info = element(
    'messageInfo',
    textElement('messageId', message.messageId),
    textElement('correlationId', message.correlationId),
    textElement('serviceId', message.service),
    textElement('messageType', message.type),
    textElement('messageDate', message.messageDate.toISOString()),
    writeSender(message.sender),
    ...writeProperties(message.properties),
  );
  return operation('sendMessage', element('request', info, element('messageData', writeData(message.data))));
}

export function readAsyncMessage(target: XmlElement): AsyncMessage | undefined {
  const request = readOperation(target, 'sendMessage', 'request');
  const infoElement = onlyChild(request, 'messageInfo');
  if (infoElement === undefined) return undefined;
  const info = readInfo(infoElement);
  const type = messageTypes.find((one) => one === childText(infoElement, 'messageType'));
  const data = readData(onlyChild(request, 'messageData'));
  return info === undefined || type === undefined || data === undefined ? undefined : { ...info, type, data };
}

export function writeAsyncReceipt(receipt: AsyncReceipt): XmlElement {
  const response = element(
    'response',
    textElement('messageId', receipt.messageId),
    textElement('correlationId', receipt.correlationId),
    textElement('responseDate', receipt.responseDate.toISOString()),
    ...writeProperties(receipt.bodyHash === undefined ? undefined : new Map([[hashProperty, receipt.bodyHash]])),
  );
  return operation('sendMessageResponse', response);
}

export function readAsyncReceipt(target: XmlElement): AsyncReceipt | undefined {
  const response = readOperation(target, 'sendMessageResponse', 'response');
  const messageId = readIdentifier(response, 'messageId');
  const responseDate = readDate(response, 'responseDate');
  if (messageId === undefined || responseDate === undefined) return undefined;
  const correlationId = readIdentifier(response, 'correlationId');
  return { messageId, correlationId, responseDate, bodyHash: readProperties(response).get(hashProperty) };
}

function operation(local: string, content: XmlElement): XmlElement {
  return qualified({ prefix: 'typ', local, namespace: namespaces.async }, content);
}

function readOperation(target: XmlElement, local: string, inner: string): XmlElement | undefined {
  return target.local === local && target.namespace === namespaces.async ? onlyChild(target, inner) : undefined;
}
