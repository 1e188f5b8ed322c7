import type { Server, ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Signals, Topic } from './signals.ts';

/** Comments keep proxies from closing a quiet stream. */
const heartbeat = 25_000;
/** A page left open is asked to come again, so that its right to look is checked again. */
const longest = 15 * 60_000;

const open = new WeakMap<Server, Set<ServerResponse>>();

/** Ends the open streams of a server that stops; the pages come again, to another process. */
export function endStreams(server: Server): void {
  for (const stream of open.get(server) ?? []) stream.end();
}

/** @returns what takes the stream off the list. */
function keep(server: Server, stream: ServerResponse): () => void {
  const streams = open.get(server) ?? new Set();
  open.set(server, streams.add(stream));
  return () => void streams.delete(stream);
}

/**
 * Server-sent events that say only that something changed; the page then fetches itself again with all of its rights checked. Nothing of
 * anybody's data travels here.
 */
export function streamChanges(
  signals: Signals,
  topic: Topic,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): FastifyReply {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
  });
  raw.write('retry: 3000\n\n');
  // Also heard after the listener lost its connection: something may have been missed, so the page looks.
  const stop = signals.on(topic, () => raw.write('data: changed\n\n'));
  const beat = setInterval(() => raw.write(':\n\n'), heartbeat);
  const end = setTimeout(() => raw.end(), longest);
  const forget = keep(request.server.server, raw);
  request.raw.once('close', () => {
    stop();
    clearInterval(beat);
    clearTimeout(end);
    forget();
  });
  return reply;
}
