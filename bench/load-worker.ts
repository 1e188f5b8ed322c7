import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { workerData } from 'node:worker_threads';
import { endOfAnswer } from './bare-client.ts';
import type { Load, LoadPlan } from './load.ts';
import { answerParent } from './worker-answer.ts';

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
  answerParent(load);
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
