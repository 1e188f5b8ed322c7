import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The limit of PERF-1: node's own server with a constant answer. Its parent sends the text and is told the port. */
process.once('message', (text: string) => {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-length': Buffer.byteLength(text) };
  const server = createServer((_request, response) => response.writeHead(200, headers).end(text));
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
});
