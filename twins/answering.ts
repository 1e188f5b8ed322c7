import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { childText, createAnswering, element } from '#gateway';
import type { MessageData, SoapAnswer, SystemKey, SystemTrust, XmlElement } from '#gateway';
import type { Clock } from '#kit/clock';
import { endlessBytes, parseFaultMode, slowness } from './faults.ts';
import type { FaultMode } from './faults.ts';

/** What every twin of a registry is started with. */
export interface TwinOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly clock: Clock;
  /** The registry's own key: it signs answers. */
  readonly key: SystemKey;
  /** Who may ask. */
  readonly trust: SystemTrust;
}

/** A running twin of a registry. */
export interface RegistryTwin {
  readonly address: string;
  setFault(mode: FaultMode): void;
  close(): Promise<void>;
}

type Answering = (bytes: Uint8Array) => Promise<SoapAnswer>;

/** Largest request that is read. */
const mostBytes = 256 * 1024;

/**
 * Speaks the gateway's protocol as a real registry does: verifies the caller's signature, signs its answers. `POST /control` (header
 * `x-twin-control: 1`) sets a fault mode.
 *
 * @param find the registry's answer to a request of its shape; undefined where the request is not of it
 */
export async function startRegistryTwin(
  options: TwinOptions,
  find: (request: XmlElement) => XmlElement | undefined,
): Promise<RegistryTwin> {
  let fault: FaultMode = 'none';
  const answering = createAnswering({ ...options, answer: async ({ data }) => answerTo(data, find) });
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    if (isControl(request)) {
      fault = parseFaultMode(body.toString().trim()) ?? fault;
      response.end(`${fault}\n`);
    } else if (request.method === 'POST' && request.url === '/bip-sync') await respond(response, { body, fault, answering });
    else response.writeHead(404).end();
  }

  const server = createServer((request, response) => {
    response.on('error', () => {});
    serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(options.port, options.host, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://${options.host}:${port}`,
    setFault(mode) {
      fault = mode;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Every registry of this style wants to know whose system asks. */
function answerTo(data: MessageData, find: (request: XmlElement) => XmlElement | undefined): MessageData | 'data' {
  if (!('tree' in data)) return 'data';
  const request = element('data', ...data.tree);
  const answer = childText(request, 'senderCode') === undefined ? undefined : find(request);
  return answer === undefined ? 'data' : { tree: [answer] };
}

/** An item of a registry's dictionary. */
export function coded(local: string, code: string, names: { readonly kz: string; readonly ru: string }): XmlElement {
  return element(local, element('code', code), element('nameRu', names.ru), element('nameKz', names.kz));
}

/** The header keeps pages of other sites from switching the twin: a browser does not send it across origins unasked. */
function isControl({ method, url, headers }: IncomingMessage): boolean {
  return method === 'POST' && url === '/control' && headers['x-twin-control'] !== undefined;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) throw new RangeError('too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function respond(
  response: ServerResponse,
  { body, fault, answering }: { body: Buffer; fault: FaultMode; answering: Answering },
): Promise<void> {
  const answer = async (): Promise<void> => {
    const { status, xml } = await answering(body);
    response.writeHead(status, { 'content-type': 'text/xml; charset=utf-8' }).end(xml);
  };
  switch (fault) {
    case 'none':
      return answer();
    case 'down':
      return void response.destroy();
    case 'slow':
      return void setTimeout(() => void answer(), slowness).unref();
    case 'cutOff':
      response.writeHead(200, { 'content-type': 'text/xml', 'content-length': 4_000 });
      return void response.write('<soap:Envelope', () => response.destroy());
    case 'garbage':
      return void response.end('\u0000<<%PDF-1.7>> Internal Server Error');
    case 'endless':
      return sendEndlessly(response);
    default:
      return fault satisfies never;
  }
}

function sendEndlessly(response: ServerResponse): void {
  const piece = Buffer.alloc(1024 * 1024, ' ');
  let left = endlessBytes;
  const more = (): void => {
    while (left > 0 && !response.destroyed) {
      left -= piece.length;
      if (!response.write(piece)) return void response.once('drain', more);
    }
    response.end();
  };
  response.writeHead(200, { 'content-type': 'text/xml' });
  more();
}
