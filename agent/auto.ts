import { readFileSync } from 'node:fs';
import type { KeyRing } from './keys.ts';
import type { Person } from './wish.ts';

/**
 * Answers every request at once with one key file, without asking anybody. For tests and demonstrations only: whoever can open the agent's port
 * gets signatures with this key.
 */
export function automaticPerson(ring: KeyRing, { file, password }: { file: string; password: string }): Person {
  return {
    speak: () => undefined,
    ask: async (wish) => {
      const opened = ring.open(readFileSync(file), password);
      if (!opened.ok) return { outcome: 'failed', fault: opened.fault };
      const offered = opened.keys.map((key) => ({ key, unfit: ring.unfit(key, wish.filter) }));
      const chosen = offered.find(({ unfit }) => unfit === undefined);
      if (chosen === undefined) return { outcome: 'failed', fault: offered[0]?.unfit ?? 'noSuitableKey' };
      const made = await wish.make(chosen.key);
      return made.ok ? { outcome: 'done', value: made.value } : { outcome: 'failed', fault: made.fault };
    },
  };
}
