import type { Iin } from '#subjects';
import type { FoundAddress } from './rules/found-address.ts';
import type { AttorneyQuery } from './rules/notary-message.ts';
import type { Person } from './rules/person.ts';
import type { PowerOfAttorney, Standing } from './rules/power-of-attorney.ts';

/**
 * How the person agreed that their data are given out to an officer: their own verified signature under the request; a power of attorney; or
 * that they stand at the counter with an identity card, whose number stands here where the operator noted it.
 */
export type Consent =
  | { readonly kind: 'signature'; readonly number?: undefined }
  | { readonly kind: 'powerOfAttorney'; readonly number: string }
  | { readonly kind: 'presence'; readonly number?: string | undefined };

/** An officer or operator as the person will read of them: name and body as they are now (CAB-9). */
export interface OfficerReader {
  readonly name: string;
  readonly bin: string;
}

/** Why somebody's data are asked for; it is written down beside the asking. */
export interface AccessGround {
  /** Account or officer that asks; absent where the system asks for the person at the keyboard. */
  readonly who?: string | undefined;
  /** Where an officer or operator asks. */
  readonly officer?: OfficerReader | undefined;
  /** One word that stays: `registration`, `application`, … */
  readonly purpose: string;
  /** Id of what it is for. */
  readonly reference?: string | undefined;
  /** Number of the application, where it has one. */
  readonly number?: string | undefined;
  readonly consent?: Consent | undefined;
}

/** A foreign registry gives an officer nothing without the person's consent; who asks for themselves needs none. */
export type RegistryGround = AccessGround &
  ({ readonly officer?: undefined } | { readonly who: string; readonly officer: OfficerReader; readonly consent: Consent });

/** No usable answer; `since` when the registry has not been answering. */
export interface Unavailable {
  readonly kind: 'unavailable';
  readonly since: Date;
}

export type PersonAnswer = { readonly kind: 'found'; readonly person: Person } | { readonly kind: 'absent' } | Unavailable;

/** The registry of natural persons. */
export interface PersonRegistry {
  /**
   * Never rejects for what the registry does: a registry that is down is an answer too (GW-4).
   *
   * @throws Failure `tooManyRequests` for an officer who looks up too many people (SEC-11)
   */
  findPerson(iin: Iin, ground: RegistryGround): Promise<PersonAnswer>;
}

export type AttorneyAnswer =
  | { readonly kind: 'found'; readonly standing: Standing; readonly power: PowerOfAttorney }
  | { readonly kind: 'absent' }
  | Unavailable;

/** The unified notary information system (БНАЖ, SYS-9). */
export interface NotaryRegistry {
  /**
   * Says what a power of attorney is worth today; `absent` where there is none of this number between the two. Never rejects for what the
   * registry does.
   *
   * @throws Failure `tooManyRequests` for an officer who looks up too many people (SEC-11)
   */
  findPowerOfAttorney(asked: AttorneyQuery, ground: RegistryGround): Promise<AttorneyAnswer>;
}

export type AddressAnswer = { readonly kind: 'found'; readonly addresses: readonly FoundAddress[] } | Unavailable;

/** The address register: settlements and streets of the state. Nobody's data, so nothing is written down. */
export interface AddressRegister {
  /** By the beginnings of words in either language, or by a whole code of 16 digits; ten at most. */
  findAddresses(text: string): Promise<AddressAnswer>;
}
