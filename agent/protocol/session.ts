import type { RawData, WebSocket } from 'ws';
import { z } from 'zod';
import { answerBasics } from './basics.ts';
import type { Call, Hands } from './basics.ts';
import { answerCommonUtils } from './common-utils.ts';

/** Pushed on open; clients consume it before anything else. The version is the protocol's: pages compare it with NCALayer's. */
const greeting = { result: { version: '1.4' } };

const heartbeat = '--heartbeat--';

/** Requests that may wait behind the one being answered; a page has no reason for more. */
const longestQueue = 16;

const moduleNotFound = { success: false, errorCode: 'MODULE_NOT_FOUND' };
const badRequest = { success: false, errorCode: 'BAD_REQUEST' };

const request = z.object({ module: z.string(), method: z.string(), args: z.unknown().optional(), uuid: z.unknown().optional() });

function parse(frame: string): z.infer<typeof request> | undefined {
  try {
    return request.safeParse(JSON.parse(frame)).data;
  } catch {
    return undefined;
  }
}

async function answer(frame: string, call: Pick<Call, 'origin' | 'signal'>, hands: Hands): Promise<object> {
  const read = parse(frame);
  if (read === undefined) return badRequest;
  const { module, method, args, uuid } = read;
  if (module === 'kz.gov.pki.knca.basics') return await answerBasics({ ...call, method, args }, hands);
  if (module !== 'kz.gov.pki.knca.commonUtils') return moduleNotFound;
  const answered = await answerCommonUtils({ ...call, method, args }, hands);
  return uuid === undefined ? answered : { ...answered, uuid };
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8');
}

/**
 * Serves one site's socket: requests are answered one after another, a heartbeat at once. When the site hangs up, what it asked for is
 * withdrawn.
 *
 * @param onDefect told of errors of ours; the site gets a general error
 */
export function serveSocket(
  socket: WebSocket,
  { origin, hands, onDefect }: { origin: string | undefined; hands: Hands; onDefect: (error: unknown) => void },
): void {
  const hangUp = new AbortController();
  let waiting = 0;
  let last: Promise<void> = Promise.resolve();
  const reply = async (frame: string) => {
    const answered = await answer(frame, { origin, signal: hangUp.signal }, hands).catch((error: unknown) => {
      onDefect(error);
      return { code: 'GENERAL_ERROR', details: '', message: 'Internal error.', status: false };
    });
    waiting -= 1;
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(answered));
  };
  socket.on('message', (data) => {
    const frame = textOf(data);
    if (frame === heartbeat) {
      socket.send(heartbeat);
      return;
    }
    if (waiting === longestQueue) {
      socket.close(1008, 'too many requests');
      return;
    }
    waiting += 1;
    last = last.then(() => reply(frame));
  });
  socket.on('close', () => hangUp.abort());
  // `ws` closes the socket itself after a frame that breaks the protocol or is too long; without a listener the process would end.
  socket.on('error', () => hangUp.abort());
  socket.send(JSON.stringify(greeting));
}
