import type { Iin } from '#subjects';
import type { Person } from './rules/person.ts';

/** Why somebody's data are asked for; it is written down beside the asking. */
export interface AccessGround {
  /** Account that asks; absent where the system asks for the person at the keyboard. */
  readonly who?: string | undefined;
  /** One word that stays: `registration`, `application`, … */
  readonly purpose: string;
  /** Id of what it is for. */
  readonly reference?: string | undefined;
}

export type PersonAnswer =
  | { readonly kind: 'found'; readonly person: Person }
  | { readonly kind: 'absent' }
  /** No usable answer; `since` when the registry has not been answering. */
  | { readonly kind: 'unavailable'; readonly since: Date };

/** The registry of natural persons. */
export interface PersonRegistry {
  /** Never rejects for what the registry does: a registry that is down is an answer too (GW-4). */
  findPerson(iin: Iin, ground: AccessGround): Promise<PersonAnswer>;
}
