import type { Tx } from '#kit/db';
import { sendAsync } from '#gateway';
import type { NoticeOccasion } from '#regulations';
import { inEach } from '#text';
import type { Translated } from '#text';
import { statusMessage, systems } from './messages.ts';

/** An officer's words are in the language in which they were written. */
export function asWritten(text: string): Translated {
  return inEach(() => text);
}

export interface Told {
  readonly applicationId: string;
  readonly occasion: Exclude<NoticeOccasion, 'sent' | 'accepted' | 'withdrawn'> | 'complaintAnswered';
  readonly occurrence?: string;
  readonly reason?: Translated | undefined;
  /** When it happened. */
  readonly at: Date;
}

/** Has the portal tell the person: a signed message of the workplace, in order with the others of the application (FRM-10). */
export async function tellPortal(tx: Tx, told: Told): Promise<void> {
  await sendAsync(tx, statusMessage, {
    payload: { ...told, at: told.at.toISOString() },
    from: systems.workplace,
    order: told.applicationId,
    type: 'NOTIFICATION',
  });
}
