import type { PublicStatus } from '#regulations';
import { texts } from '#text';
import type { Locale } from '#text';
import type { Tone } from '#ui';

/** Colour repeats what the word says. */
const statusTones = {
  draft: 'neutral',
  sent: 'info',
  accepted: 'info',
  considered: 'info',
  needsYou: 'warning',
  provided: 'success',
  refused: 'danger',
  withdrawn: 'neutral',
} as const satisfies Record<PublicStatus, Tone>;

export function statusOf(status: PublicStatus, locale: Locale): { tone: Tone; label: string } {
  return { tone: statusTones[status], label: texts(locale).regulations.status[status] };
}
