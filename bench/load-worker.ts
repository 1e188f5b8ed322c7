import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import type { Load, LoadPlan } from './load.ts';

/**
 * A small HTTP/1.1 client on bare sockets: node's own costs as much as the servers that are measured. Keeps its connections, sends the next
 * request when the last was answered, or at its appointed time where a rate is given; late starts count as waiting.
 */
const plan = workerData as LoadPlan;
const latencies: number[] = [];
const statuses = new Map<number, number>();
let sent = 0;
let open = 0;
const begun = performance.now();
const end = plan.seconds === undefined ? Infinity : begun + plan.seconds * 1000;
const most = plan.count ?? Infinity;

function appointed(index: number): number {
  return plan.ratePerSecond === undefined ? performance.now() : begun + (index * 1000) / plan.ratePerSecond;
}

/** @returns where the first whole answer of `bytes` ends; 0 where it has not come yet. */
function endOfAnswer(bytes: Buffer): number {
  const head = bytes.indexOf('\r\n\r\n');
  if (head < 0) return 0;
  const length = /\r\ncontent-length: *(\d+)/i.exec(bytes.toString('latin1', 0, head + 2))?.[1];
  if (length === undefined) throw new Error(`An answer without a length:\n${bytes.toString('latin1', 0, head)}`);
  const whole = head + 4 + Number(length);
  return bytes.length >= whole ? whole : 0;
}

function next(socket: Socket, state: { since: number; bytes: Buffer }): void {
  const request = plan.requests[sent % plan.requests.length];
  if (sent >= most || performance.now() >= end || request === undefined) return void socket.end();
  const at = appointed(sent++);
  const send = (): void => {
    state.since = at;
    socket.write(request);
  };
  const wait = at - performance.now();
  if (wait > 1) setTimeout(send, wait);
  else send();
}

function hear(socket: Socket, state: { since: number; bytes: Buffer }, chunk: Buffer): void {
  state.bytes = state.bytes.length === 0 ? chunk : Buffer.concat([state.bytes, chunk]);
  const whole = endOfAnswer(state.bytes);
  if (whole === 0) return;
  latencies.push(performance.now() - state.since);
  const status = Number(state.bytes.toString('latin1', 9, 12));
  statuses.set(status, (statuses.get(status) ?? 0) + 1);
  state.bytes = state.bytes.subarray(whole);
  next(socket, state);
}

function finish(): void {
  if (--open > 0) return;
  const load: Load = { seconds: (performance.now() - begun) / 1000, latencies, statuses: Object.fromEntries(statuses) };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(load);
}

for (let index = 0; index < plan.connections; index++) {
  open++;
  const socket = connect(plan.port, '127.0.0.1');
  const state = { since: 0, bytes: Buffer.alloc(0) };
  socket.setNoDelay(true);
  socket.once('connect', () => next(socket, state));
  socket.on('data', (chunk) => hear(socket, state, chunk));
  socket.once('error', (error) => {
    throw error;
  });
  socket.once('close', finish);
}
