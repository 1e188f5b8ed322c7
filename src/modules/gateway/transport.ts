import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

/** What became of a request, seen from the network alone. */
export type Transported =
  | { readonly ok: true; readonly status: number; readonly body: Buffer }
  | { readonly ok: false; readonly reason: TransportFault };
export type TransportFault = 'connection' | 'timeLimit' | 'cutOff' | 'tooLarge';

export interface Posting {
  readonly url: string;
  readonly xml: string | Buffer;
  /** Milliseconds from the start to the last byte of the answer. */
  readonly timeLimit: number;
  /** Bytes of the answer, at most. */
  readonly mostBytes?: number;
}

const answerBytes = 4 * 1024 * 1024;

/** Connections are kept, but given up before a server's usual five seconds, so that none is used while it is being closed. */
const keepAlive = { keepAlive: true, maxSockets: 64, timeout: 4_000 };
const agents = { 'http:': new HttpAgent(keepAlive), 'https:': new HttpsAgent(keepAlive) };

/** Posts SOAP and reads the answer; never rejects. Redirects are not followed: an address is where the directory says. */
export function postXml({ url, xml, timeLimit, mostBytes = answerBytes }: Posting): Promise<Transported> {
  return new Promise((resolve) => {
    const target = new URL(url);
    const secure = target.protocol === 'https:';
    const body = typeof xml === 'string' ? Buffer.from(xml) : xml;
    const outgoing = (secure ? httpsRequest : httpRequest)(target, {
      method: 'POST',
      agent: secure ? agents['https:'] : agents['http:'],
      headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: '""', 'content-length': body.length },
    });
    let settled = false;
    const settle = (outcome: Transported): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      resolve(outcome);
      if (!outcome.ok) outgoing.destroy();
    };
    const timer = setTimeout(() => settle({ ok: false, reason: 'timeLimit' }), timeLimit);
    outgoing.on('error', () => settle({ ok: false, reason: 'connection' }));
    outgoing.on('response', (response) => readAnswer(response, mostBytes, settle));
    outgoing.end(body);
  });
}

function readAnswer(response: IncomingMessage, mostBytes: number, settle: (outcome: Transported) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > mostBytes) settle({ ok: false, reason: 'tooLarge' });
    else chunks.push(chunk);
  });
  response.on('error', () => settle({ ok: false, reason: 'cutOff' }));
  response.on('close', () => settle({ ok: false, reason: 'cutOff' }));
  response.on('end', () => settle({ ok: true, status: response.statusCode ?? 0, body: Buffer.concat(chunks) }));
}
