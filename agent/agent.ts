import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { automaticPerson } from './auto.ts';
import { keyRing } from './keys.ts';
import type { Hands } from './protocol/basics.ts';
import { serveSocket } from './protocol/session.ts';
import { defaultLongestMessage } from './settings.ts';
import type { AgentSettings } from './settings.ts';
import { signatureMaker } from './signature.ts';
import { caFile, tlsFiles } from './tls.ts';
import type { TlsFiles } from './tls.ts';
import { Desk } from './window/desk.ts';
import { WindowGuard } from './window/guard.ts';
import { openMemory } from './window/memory.ts';
import { serveWindow } from './window/window.ts';
import type { WindowParts } from './window/exchange.ts';

/** A running agent. */
export interface Agent {
  /** Where sites connect: `wss://127.0.0.1:13579/`. */
  readonly address: string;
  /** Where the person opens the window. */
  readonly window: string;
  /** PEM of the CA that the browser has to trust, and its file; undefined without TLS. */
  readonly trust: { readonly ca: string; readonly file: string } | undefined;
  close(): Promise<void>;
}

function listen(server: Server, { port, host }: { port: number; host: string }): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.once('error', reject);
  server.listen(port, host, () => {
    const bound = server.address();
    resolve(typeof bound === 'object' && bound !== null ? bound.port : port);
  });
  return promise;
}

interface Doorway {
  readonly settings: AgentSettings;
  readonly guard: WindowGuard;
  readonly hands: Hands;
  readonly onDefect: (error: unknown) => void;
}

/** Sites connect by WebSocket on any path, as NCALayer lets them. */
function acceptSockets(server: Server, { settings, guard, hands, onDefect }: Doorway): WebSocketServer {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: settings.longestMessage ?? defaultLongestMessage });
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => stream.destroy());
    const { origin } = request.headers;
    const welcome = settings.origins === undefined || (origin !== undefined && settings.origins.includes(origin));
    if (!guard.isOurHost(request) || !welcome) {
      stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => serveSocket(socket, { origin, hands, onDefect }));
  });
  return sockets;
}

function serverOf(tls: TlsFiles | undefined): Server {
  return tls === undefined ? createHttpServer() : createHttpsServer({ key: tls.key, cert: tls.certificate + tls.ca });
}

function acceptWindow(server: Server, parts: WindowParts, onDefect: (error: unknown) => void): void {
  server.on('request', (request, response) => {
    if (!parts.guard.isOurHost(request)) {
      response.writeHead(421).end();
      return;
    }
    const url = new URL(request.url ?? '/', 'http://agent.invalid');
    serveWindow({ parts, request, response, url }).catch((error: unknown) => {
      onDefect(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
}

/**
 * Starts the signing agent: NCALayer's protocol for sites and a window for the person, on one port of this computer (EDS-3).
 *
 * @throws the operating system's error where the port is taken
 */
export async function startAgent(settings: AgentSettings): Promise<Agent> {
  const { clock, dataDir, keysDir, host = '127.0.0.1', onDefect = () => undefined } = settings;
  const tls = settings.tls ? await tlsFiles(dataDir, clock.now()) : undefined;
  const trust = tls && { ca: tls.ca, file: join(dataDir, caFile) };
  const ring = keyRing({ clock, roots: settings.roots });
  const desk = new Desk(ring, onDefect);
  const person = settings.auto ? automaticPerson(ring, settings.auto) : desk;
  const guard = new WindowGuard({ secure: settings.tls });
  const server = serverOf(tls);
  const hands = { person, maker: signatureMaker({ clock, tsa: settings.tsa }) };
  const sockets = acceptSockets(server, { settings, guard, hands, onDefect });
  const { assets, locale = 'kk', version = '' } = settings;
  acceptWindow(server, { desk, guard, memory: openMemory(dataDir, keysDir), assets, locale, trust, version }, onDefect);
  const port = await listen(server, { port: settings.port, host });
  const window = `${settings.tls ? 'https' : 'http'}://${host}:${port}/`;
  desk.onUnseen(() => settings.openWindow?.(window));
  return {
    address: window.replace('http', 'ws'),
    window,
    trust,
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
