import { Worker } from 'node:worker_threads';

/** What to send, to whom, how. */
export interface LoadPlan {
  readonly port: number;
  readonly connections: number;
  /** Whole requests as bytes, taken in turn. */
  readonly requests: readonly Uint8Array[];
  readonly count?: number;
  readonly seconds?: number;
  /** Requests begin at this rate, whatever the answers do; without it each connection sends as soon as it was answered. */
  readonly ratePerSecond?: number;
}

/** What came of it. */
export interface Load {
  readonly seconds: number;
  /** Milliseconds from when a request was due to the last byte of its answer. */
  readonly latencies: readonly number[];
  readonly statuses: Readonly<Record<number, number>>;
}

/**
 * Puts load on a server, from a thread of its own.
 *
 * @throws where an answer is not `status`: a benchmark of refusals measures nothing.
 */
export async function putLoad(plan: LoadPlan, status = 200): Promise<Load> {
  const worker = new Worker(new URL('./load-worker.ts', import.meta.url), { workerData: plan });
  const load = await new Promise<Load>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  const others = Object.entries(load.statuses).filter(([one]) => Number(one) !== status);
  if (others.length > 0 || load.latencies.length === 0) throw new Error(`Answers: ${JSON.stringify(load.statuses)}`);
  return load;
}

export interface RequestParts {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** A request as it goes over the wire. */
export function requestBytes({ method, path, headers = {}, body }: RequestParts): Uint8Array {
  const lines = Object.entries({ host: 'localhost', ...headers, ...(body && { 'content-length': String(body.length) }) });
  const head = [`${method} ${path} HTTP/1.1`, ...lines.map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n');
  return body === undefined ? Buffer.from(head) : Buffer.concat([Buffer.from(head), body]);
}
