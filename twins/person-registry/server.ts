import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAnswering } from '#gateway';
import type { SoapAnswer, SystemKey, SystemTrust } from '#gateway';
import type { Clock } from '#kit/clock';
import { endlessBytes, parseFaultMode, slowness } from '../faults.ts';
import type { FaultMode } from '../faults.ts';
import { askedIin, writeAnswer } from './answer.ts';
import type { TwinPerson } from './people.ts';

export interface PersonRegistryOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly clock: Clock;
  /** The registry's own key: it signs answers. */
  readonly key: SystemKey;
  /** Who may ask. */
  readonly trust: SystemTrust;
  readonly people: ReadonlyMap<string, TwinPerson>;
}

/** A running twin of the person registry (ЖТ ММБ). */
export interface PersonRegistryTwin {
  readonly address: string;
  setFault(mode: FaultMode): void;
  close(): Promise<void>;
}

type Answering = (bytes: Uint8Array) => Promise<SoapAnswer>;

/** Largest request that is read. */
const mostBytes = 256 * 1024;

/** Speaks the gateway's protocol as the real one does: verifies the caller's signature, signs its answers. `POST /control` (header `x-twin-control: 1`) sets a fault mode. */
export async function startPersonRegistry(options: PersonRegistryOptions): Promise<PersonRegistryTwin> {
  let fault: FaultMode = 'none';
  const { people } = options;
  const answering = createAnswering({
    ...options,
    async answer({ data }) {
      const iin = askedIin(data);
      return iin === undefined ? 'data' : writeAnswer(people.get(iin));
    },
  });
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
