import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { failureOf } from '#kit/failure';
import type { Authority } from './authority.ts';
import { publications } from './web/publications.ts';

/** A bare HTTP server on a free port of this machine; its address has to be known before the authority is made. */
export interface TestServer {
  readonly address: string;
  publish(authority: Authority): void;
  /** Ends every connection and answers no more; harmless when repeated. */
  stop(): Promise<void>;
}

export async function testServer(): Promise<TestServer> {
  const server = await listen();
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    publish: (authority) => void server.on('request', answering(authority)),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(): Promise<Server> {
  const server = createServer();
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

/** The authority's endpoints without the site around them. */
function answering(authority: Authority) {
  const endpoints = publications(authority);
  const find = (method: string, url: string) =>
    endpoints.find(
      (one) => one.method === method && (one.url.endsWith('*') ? url.startsWith(one.url.slice(0, -1)) : one.url === url),
    );
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = Buffer.concat(await request.toArray());
    const { method = '', url = '' } = request;
    const endpoint = find(method, url);
    if (endpoint === undefined) return void response.writeHead(404).end();
    try {
      const { type, headers, body: content } = await endpoint.respond({ body, rest: url.slice(endpoint.url.length - 1) });
      response.writeHead(200, { ...headers, 'content-type': type }).end(content);
    } catch (error) {
      response.writeHead(failureOf(error).status).end();
    }
  };
  return (request: IncomingMessage, response: ServerResponse): void => void answer(request, response);
}
