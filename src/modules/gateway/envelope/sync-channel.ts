import { childText, element, onlyChild, qualified, textElement } from '../xml/tree.ts';
import type { XmlElement } from '../xml/tree.ts';
import { readData, readDate, readIdentifier, readInfo, writeData, writeProperties, writeSender } from './messages.ts';
import type { MessageData, MessageInfo } from './messages.ts';
import { namespaces } from './names.ts';

/** SyncChannel v10: operation SendMessage. Inner elements are unqualified. */
export interface SyncRequest extends MessageInfo {
  readonly data: MessageData;
}

export interface SyncResponse {
  readonly messageId: string;
  /** messageId of the request. */
  readonly correlationId: string;
  readonly responseDate: Date;
  readonly status: { readonly code: string; readonly message: string };
  readonly data: MessageData | undefined;
}

export function writeSyncRequest(request: SyncRequest): XmlElement {
  const info = element(
    'requestInfo',
    textElement('messageId', request.messageId),
    textElement('correlationId', request.correlationId),
    textElement('serviceId', request.service),
    textElement('messageDate', request.messageDate.toISOString()),
    writeSender(request.sender),
    ...writeProperties(request.properties),
  );
  return operation('SendMessage', element('request', info, element('requestData', writeData(request.data))));
}

export function readSyncRequest(target: XmlElement): SyncRequest | undefined {
  const request = readOperation(target, 'SendMessage', 'request');
  const infoElement = onlyChild(request, 'requestInfo');
  const info = readInfo(infoElement);
  const data = readData(onlyChild(request, 'requestData'));
  return info === undefined || data === undefined ? undefined : { ...info, data };
}

export function writeSyncResponse(response: SyncResponse): XmlElement {
  const info = element(
    'responseInfo',
    textElement('messageId', response.messageId),
    textElement('correlationId', response.correlationId),
    textElement('responseDate', response.responseDate.toISOString()),
    element('status', textElement('code', response.status.code), textElement('message', response.status.message)),
  );
  const data = response.data && element('responseData', writeData(response.data));
  return operation('SendMessageResponse', element('response', info, data));
}

export function readSyncResponse(target: XmlElement): SyncResponse | undefined {
  const response = readOperation(target, 'SendMessageResponse', 'response');
  const info = onlyChild(response, 'responseInfo');
  if (info === undefined) return undefined;
  const messageId = readIdentifier(info, 'messageId');
  const correlationId = readIdentifier(info, 'correlationId');
  const responseDate = readDate(info, 'responseDate');
  const status = readStatus(info);
  if (messageId === undefined || correlationId === undefined || responseDate === undefined || status === undefined)
    return undefined;
  return { messageId, correlationId, responseDate, status, data: readData(onlyChild(response, 'responseData')) };
}

function readStatus(info: XmlElement): SyncResponse['status'] | undefined {
  const status = onlyChild(info, 'status');
  const code = childText(status, 'code');
  return status && code ? { code, message: childText(status, 'message') ?? '' } : undefined;
}

function operation(local: string, content: XmlElement): XmlElement {
  return qualified({ prefix: 'typ', local, namespace: namespaces.sync }, content);
}

function readOperation(target: XmlElement, local: string, inner: string): XmlElement | undefined {
  return target.local === local && target.namespace === namespaces.sync ? onlyChild(target, inner) : undefined;
}
