import type { Iin, PersonName } from '#subjects';
import type { Coded, DateText } from './person.ts';

/** A notarised power of attorney (сенімхат) as the unified notary information system (БНАЖ, SYS-9) gives it. */
export interface PowerOfAttorney {
  /** Number in the notary's register. */
  readonly number: string;
  readonly issuedOn: DateText;
  /** Last day on which it holds. */
  readonly validUntil: DateText;
  readonly revokedOn?: DateText | undefined;
  readonly notary?: Coded | undefined;
  readonly principal: { readonly iin: Iin; readonly name: PersonName };
  readonly representative: { readonly iin: Iin; readonly name: PersonName };
  /** What it empowers to; codes of our message, see docs/operations/registries.md. */
  readonly powers: readonly Coded[];
}

/** What a power of attorney is worth today for ordering a service; only `valid` lets the representative act. */
export type Standing = 'valid' | 'expired' | 'revoked' | 'otherKind';

/** General representation, and representation before state bodies: those for a car, a dwelling or a pension do not reach so far. */
const sufficient: ReadonlySet<string> = new Set(['01', '02']);

/** @param today the day in the state. A revoked one is called revoked though it has expired since: its principal said so. */
export function standingOf({ revokedOn, validUntil, powers }: PowerOfAttorney, today: DateText): Standing {
  if (revokedOn !== undefined) return 'revoked';
  if (today > validUntil) return 'expired';
  return powers.some(({ code }) => sufficient.has(code)) ? 'valid' : 'otherKind';
}
