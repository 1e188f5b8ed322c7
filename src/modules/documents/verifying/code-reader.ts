import { Worker } from 'node:worker_threads';
import { Failure } from '#kit/failure';
import type { Reading, ReadingAnswer, ReadingRequest } from './reading-worker.ts';

export type { Reading } from './reading-worker.ts';

/** Reads the bar codes, and of a PDF its text, out of bytes from strangers. */
export interface CodeReader {
  /**
   * @returns undefined where the bytes could not be read as what they are said to be, or took too long.
   * @throws Failure `unavailable` where too many wait already.
   */
  read(type: 'pdf' | 'image', bytes: Uint8Array): Promise<Reading | undefined>;
  close(): Promise<void>;
}

export interface CodeReaderOptions {
  /** Milliseconds for one file; a page of A4 takes half a second. */
  readonly timeLimit?: number;
  readonly queueLimit?: number;
}

interface Waiting {
  readonly request: ReadingRequest;
  readonly answer: (reading: Reading | undefined) => void;
}

/** One thread beside the server's, begun when first needed and begun anew when a file had to be given up. */
class ReadingThread implements CodeReader {
  readonly #timeLimit: number;
  readonly #queueLimit: number;
  readonly #queue: Waiting[] = [];
  #worker: Worker | undefined;
  #current: Waiting | undefined;
  #timer: NodeJS.Timeout | undefined;
  #count = 0;

  constructor({ timeLimit = 15_000, queueLimit = 16 }: CodeReaderOptions) {
    this.#timeLimit = timeLimit;
    this.#queueLimit = queueLimit;
  }

  read(type: 'pdf' | 'image', bytes: Uint8Array): Promise<Reading | undefined> {
    if (this.#queue.length >= this.#queueLimit) return Promise.reject(new Failure('unavailable', { retryAfter: 10 }));
    return new Promise((answer) => {
      this.#queue.push({ request: { id: this.#count++, type, bytes }, answer });
      this.#next();
    });
  }

  async close(): Promise<void> {
    for (const { answer } of this.#queue.splice(0)) answer(undefined);
    await this.#giveUp();
  }

  #next(): void {
    if (this.#current !== undefined) return;
    this.#current = this.#queue.shift();
    if (this.#current === undefined) return;
    this.#worker ??= this.#begin();
    this.#timer = setTimeout(() => void this.#giveUp(), this.#timeLimit);
    this.#worker.postMessage(this.#current.request, []);
  }

  #begin(): Worker {
    // Enough for a page of A4 at 220 dots an inch; a picture that wants more is no photograph of a paper.
    const worker = new Worker(new URL('./reading-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
    worker.unref();
    worker.on('message', ({ id, reading }: ReadingAnswer) => {
      if (this.#current?.request.id === id) this.#finish(reading);
    });
    worker.on('error', () => {
      if (this.#worker === worker) void this.#giveUp();
    });
    return worker;
  }

  #finish(reading: Reading | undefined): void {
    clearTimeout(this.#timer);
    const answered = this.#current;
    this.#current = undefined;
    answered?.answer(reading);
    this.#next();
  }

  async #giveUp(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#finish(undefined);
    await worker?.terminate();
  }
}

export function createCodeReader(options: CodeReaderOptions = {}): CodeReader {
  return new ReadingThread(options);
}
