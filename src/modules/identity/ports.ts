import type { Clock } from '#kit/clock';
import type { Db } from '#kit/db';
import type { SignatureVerifier } from '#pki';
import type { Iin, PersonName } from '#subjects';
import type { SiteName } from './rules/actor.ts';

/** What registration needs of the person registry. */
export type PersonAnswer =
  | { readonly kind: 'found'; readonly name: PersonName; readonly birthDate: string; readonly documentNumbers: readonly string[] }
  | { readonly kind: 'absent' }
  /** No usable answer; `since` when the registry has not been answering. */
  | { readonly kind: 'unavailable'; readonly since: Date };

export interface PersonLookup {
  find(iin: Iin, ground: string): Promise<PersonAnswer>;
}

/** What identity's use cases work with; made in main. */
export interface IdentityServices {
  readonly db: Db;
  readonly clock: Clock;
  readonly verifier: SignatureVerifier;
  readonly persons: PersonLookup;
  /** Public addresses of the sites: they stand in letters and in challenges. */
  readonly urls: Readonly<Record<SiteName, string>>;
}

/** From where somebody acts: shown to them in "recent actions". */
export interface Browser {
  readonly device: string;
  readonly address: string;
  /** Hash of a cookie that stays with the browser for years; knows a device again. */
  readonly deviceHash: string;
}
