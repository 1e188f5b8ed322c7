import { randomUUID } from 'node:crypto';
import type { Locale } from '#text';
import type { Key, KeyFault, KeyRing } from '../keys.ts';
import type { AgentFault, Answer, Made, Person, Wish } from '../wish.ts';

/** A key of the opened file, and why it does not fit the wish if it does not. */
export interface OfferedKey {
  readonly key: Key;
  readonly unfit: KeyFault | undefined;
}

/** How far the person has come with a request. */
export type Stage =
  | { readonly name: 'choosing' }
  /** A file is open; `fault` says why an attempt to sign with it failed. */
  | { readonly name: 'confirming'; readonly keys: readonly OfferedKey[]; readonly fault?: AgentFault }
  | { readonly name: 'making'; readonly keys: readonly OfferedKey[] };

/** A request that waits for the person. */
export interface Task {
  readonly id: string;
  readonly wish: Wish;
  readonly stage: Stage;
}

/** What became of the last request, shown until the next one comes. */
export interface Ending {
  readonly outcome: 'done' | 'cancelled' | 'withdrawn';
  readonly wish: Wish;
}

interface OpenTask {
  readonly id: string;
  readonly wish: Wish;
  stage: Stage;
  settle(answer: Answer<unknown>): void;
}

/** More than this many sites at once is not a person's doing. */
const longestQueue = 32;

/**
 * Where requests wait until the person has decided, in the window, one after another. Opened keys live here, in memory, for as long as their
 * request does; passwords are used and dropped.
 */
export class Desk implements Person {
  readonly #ring: KeyRing;
  readonly #onDefect: (error: unknown) => void;
  readonly #tasks: OpenTask[] = [];
  readonly #windows = new Set<() => void>();
  #whenUnseen: () => void = () => undefined;
  #ending: Ending | undefined;
  #endings = 0;
  #locale: Locale | undefined;

  /** @param onDefect told of errors of ours while something was made */
  constructor(ring: KeyRing, onDefect: (error: unknown) => void) {
    this.#ring = ring;
    this.#onDefect = onDefect;
  }

  async ask<T>(wish: Wish<T>, signal: AbortSignal): Promise<Answer<T>> {
    if (signal.aborted) return { outcome: 'cancelled' };
    if (this.#tasks.length >= longestQueue) return { outcome: 'failed', fault: 'tooManyRequests' };
    const { promise, resolve } = Promise.withResolvers<Answer<unknown>>();
    const task: OpenTask = { id: randomUUID(), wish, stage: { name: 'choosing' }, settle: resolve };
    const withdraw = () => this.#close(task, { outcome: 'cancelled' }, 'withdrawn');
    signal.addEventListener('abort', withdraw, { once: true });
    this.#tasks.push(task);
    if (this.#windows.size === 0) this.#whenUnseen();
    this.#changed();
    const answer = await promise;
    signal.removeEventListener('abort', withdraw);
    // The value was made by this very wish's `make`.
    return answer as Answer<T>;
  }

  speak(locale: Locale | undefined): void {
    this.#locale = locale;
  }

  /** The language that the site asks for, or asked for last. */
  get locale(): Locale | undefined {
    return this.#tasks[0]?.wish.locale ?? this.#locale;
  }

  /** The request that the window shows; the others follow when it is decided. */
  get current(): Task | undefined {
    return this.#tasks[0];
  }

  get ending(): Ending | undefined {
    return this.#ending;
  }

  /** How many requests wait behind the current one. */
  get waiting(): number {
    return Math.max(0, this.#tasks.length - 1);
  }

  /** Names what the window should show; changes whenever that does. While something is made, the page that asked for it waits. */
  get state(): string {
    const task = this.#tasks[0];
    if (task === undefined) return `idle ${this.#endings}`;
    return `${task.id} ${task.stage.name === 'making' ? 'confirming' : task.stage.name} ${this.waiting}`;
  }

  /** A window is open and wants to know of changes. @returns a function that says that it is closed. */
  watch(window: () => void): () => void {
    this.#windows.add(window);
    return () => this.#windows.delete(window);
  }

  /** @param whenUnseen called for a request that comes while no window is open */
  onUnseen(whenUnseen: () => void): void {
    this.#whenUnseen = whenUnseen;
  }

  /** Opens a key file for the request. @returns why it did not open. */
  open(id: string, file: Uint8Array, password: string): AgentFault | undefined {
    const task = this.#taskOf(id);
    if (task === undefined) return undefined;
    const opened = this.#ring.open(file, password);
    if (!opened.ok) return opened.fault;
    const keys = opened.keys.map((key) => ({ key, unfit: this.#ring.unfit(key, task.wish.filter) }));
    this.#move(task, { name: 'confirming', keys });
    return undefined;
  }

  /** Back to the choice of a file: the opened keys are forgotten. */
  chooseAgain(id: string): void {
    const task = this.#taskOf(id);
    if (task !== undefined) this.#move(task, { name: 'choosing' });
  }

  /** The person agrees: makes what the site asked for with the chosen key. */
  async confirm(id: string, index: number): Promise<void> {
    const task = this.#taskOf(id);
    if (task?.stage.name !== 'confirming') return;
    const { keys } = task.stage;
    const chosen = keys[index];
    if (chosen === undefined || chosen.unfit !== undefined) return;
    this.#move(task, { name: 'making', keys });
    const made: Made<unknown> = await task.wish.make(chosen.key).catch((error: unknown) => {
      this.#onDefect(error);
      return { ok: false, fault: 'signingFailed' };
    });
    if (made.ok) this.#close(task, { outcome: 'done', value: made.value }, 'done');
    // The site still waits: the person may try again or cancel.
    else this.#move(task, { name: 'confirming', keys, fault: made.fault });
  }

  cancel(id: string): void {
    const task = this.#taskOf(id);
    if (task !== undefined) this.#close(task, { outcome: 'cancelled' }, 'cancelled');
  }

  #taskOf(id: string): OpenTask | undefined {
    return this.#tasks.find((task) => task.id === id && task.stage.name !== 'making');
  }

  #move(task: OpenTask, stage: Stage): void {
    task.stage = stage;
    this.#changed();
  }

  #close(task: OpenTask, answer: Answer<unknown>, outcome: Ending['outcome']): void {
    const at = this.#tasks.indexOf(task);
    if (at === -1) return;
    this.#tasks.splice(at, 1);
    this.#ending = { outcome, wish: task.wish };
    this.#locale = task.wish.locale ?? this.#locale;
    this.#endings += 1;
    task.settle(answer);
    this.#changed();
  }

  #changed(): void {
    for (const window of this.#windows) window();
  }
}
