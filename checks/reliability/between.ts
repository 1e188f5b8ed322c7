import { createServer as createHttpServer, request as httpRequest } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';

/** How whoever stands between us and a foreign system spoils the traffic. */
export type Spoiling = 'none' | 'down' | 'cutOff' | 'garbage' | 'endless';

/** Stands between a server and what it asks, and spoils what it is told to. */
export interface Between {
  /** @param paths beginnings of the addresses that are spoiled; without them all are */
  spoil(how: Spoiling, paths?: readonly string[]): void;
  close(): Promise<void>;
}

function closing(server: Server): Promise<void> {
  return new Promise((done) => server.close(() => done()));
}

function answerBadly(response: ServerResponse, how: Exclude<Spoiling, 'none'>): void {
  switch (how) {
    case 'down':
      return void response.destroy();
    case 'cutOff':
      response.writeHead(200, { 'content-length': 4_000 });
      return void response.write('0', () => response.destroy());
    case 'garbage':
      return void response.end('\u0000<<%PDF-1.7>> Internal Server Error');
    case 'endless': {
      const piece = Buffer.alloc(1 << 20);
      const more = (): void => {
        while (!response.destroyed) if (!response.write(piece)) return void response.once('drain', more);
      };
      return more();
    }
    default:
      return how satisfies never;
  }
}

function passOn(request: IncomingMessage, response: ServerResponse, to: number): void {
  const { method, headers, url: path } = request;
  const onward = httpRequest({ host: '127.0.0.1', port: to, method, headers, path }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.once('error', () => response.destroy());
  request.pipe(onward);
}

/** Before an HTTP server. */
export async function betweenHttp(port: number, to: number): Promise<Between> {
  let spoiling: { how: Spoiling; paths: readonly string[] } = { how: 'none', paths: [] };
  const server = createHttpServer((request, response) => {
    response.on('error', () => {});
    const { how, paths } = spoiling;
    const meant = paths.length === 0 || paths.some((path) => request.url?.startsWith(path));
    if (how === 'none' || !meant) passOn(request, response, to);
    else answerBadly(response, how);
  });
  await new Promise<void>((done, reject) => server.once('error', reject).listen(port, done));
  return {
    spoil(how, paths = []) {
      spoiling = { how, paths };
    },
    close() {
      server.closeAllConnections();
      return closing(server);
    },
  };
}

/** Before a mail server, where nothing but hanging up can be told. */
export async function betweenTcp(port: number, to: number): Promise<Between> {
  let how: Spoiling = 'none';
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    socket.on('error', () => {});
    if (how !== 'none') {
      socket.destroy();
      return;
    }
    open.add(socket);
    const onward = connect(to, '127.0.0.1');
    onward.on('error', () => socket.destroy());
    socket.on('close', () => {
      open.delete(socket);
      onward.destroy();
    });
    socket.pipe(onward).pipe(socket);
  });
  await new Promise<void>((done, reject) => server.once('error', reject).listen(port, '127.0.0.1', done));
  return {
    spoil(next) {
      how = next;
      // Who sends letters keeps connections: one that stays open would not meet the fault.
      if (next !== 'none') for (const socket of open) socket.destroy();
    },
    close: () => closing(server),
  };
}
