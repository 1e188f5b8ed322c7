import type { Channel } from '../envelope/soap-fault.ts';

const minute = 60_000;

/**
 * How far a message's time may lie from ours. Within it the journal knows every messageId, so a message can be repeated only while its
 * repetition is recognised. Asynchronous messages may have waited for a stopped node.
 */
const windows = {
  sync: { past: 5 * minute, future: 5 * minute },
  async: { past: 14 * 24 * 60 * minute, future: 5 * minute },
} as const satisfies Record<Channel, { past: number; future: number }>;

export function isTimely(channel: Channel, messageDate: Date, now: Date): boolean {
  const age = now.getTime() - messageDate.getTime();
  return age <= windows[channel].past && age >= -windows[channel].future;
}

/** Undelivered letters are given up after this; earlier than the window's end, so that the last try is still in time. */
export const letterLifetime = windows.async.past - 24 * 60 * minute;
