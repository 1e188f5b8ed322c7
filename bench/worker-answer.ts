import { parentPort } from 'node:worker_threads';

/** Gives the thread that started this one what came of its work. */
export function answerParent(what: unknown): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(what);
}
