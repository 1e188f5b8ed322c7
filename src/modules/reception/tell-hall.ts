import type { Tx } from '#kit/db';
import { signal } from '#kit/signals';
import type { Topic } from '#kit/signals';

/** What the open pages of a hall listen to. */
export function hallTopic(bodyId: string): Topic {
  return `reception:${bodyId}`;
}

/** Tells the display and the windows of a centre that something changed. */
export function tellHall(tx: Tx, bodyId: string): void {
  signal(tx, hallTopic(bodyId));
}
