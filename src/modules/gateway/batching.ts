/**
 * Gathers what comes while the last batch is being stored, and stores it together: under load one commit carries many messages, without load
 * nothing waits.
 */
export interface Batcher<T, R> {
  /** Resolves once the item is stored; rejects with what its batch failed with. */
  add(item: T): Promise<R>;
}

interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/** @param store takes items in the order of their arrival and answers in the same order. */
export function createBatcher<T, R>(store: (items: readonly T[]) => Promise<readonly R[]>, most = 100): Batcher<T, R> {
  let waiting: Waiting<T, R>[] = [];
  let running = false;

  async function run(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, most);
      waiting = waiting.slice(most);
      await storeBatch(batch, store);
    }
    running = false;
  }

  return {
    add: (item) =>
      new Promise<R>((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        if (!running) void run();
      }),
  };
}

async function storeBatch<T, R>(
  batch: readonly Waiting<T, R>[],
  store: (items: readonly T[]) => Promise<readonly R[]>,
): Promise<void> {
  try {
    const results = await store(batch.map(({ item }) => item));
    for (const [index, { resolve, reject }] of batch.entries()) {
      const result = results[index];
      if (result === undefined) reject(new Error('A batch answered for fewer items than it took'));
      else resolve(result);
    }
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
}
