import type { Clock } from '#kit/clock';
import type { Db } from '#kit/db';
import type { Documents, Files, Seal } from '#documents';
import type { OfficerActor } from '#identity';
import type { Log } from '#kit/log';
import type { LookupWatch } from '#registries';
import type { SignatureVerifier, Timestamper, TrustStore } from '#pki';
import type { Known, Regulation, WorkingCalendar } from '#regulations';
import type { Iin } from '#subjects';
import type { Locale } from '#text';
import type { ConfirmedPower } from './rules/counter.ts';

/** The regulations that run here. */
export interface RegulationSource {
  /** The version by which an application begun now runs; undefined where the service cannot be ordered here. */
  current(service: string, at: Date): Regulation | undefined;
  /** All that can be ordered now, by id. */
  offered(at: Date): readonly Regulation[];
  /**
   * A running application stays on its version.
   *
   * @throws where the version is not here: a folder was taken away
   */
  version(service: string, version: number): Regulation;
}

/** What the registries know of a person, or that they did not answer. */
export type KnownAnswer =
  | { readonly kind: 'known'; readonly facts: Known }
  /** No usable answer; `since` when the registry has not been answering. */
  | { readonly kind: 'unavailable'; readonly since: Date };

export interface KnownFacts {
  ask(person: { iin: Iin; accountId: string; locale: Locale; email: string }): Promise<KnownAnswer>;
}

/** Who asks at a counter, and for which draft: it is written down beside the asking (CAB-9). */
export interface CounterGround {
  readonly officer: OfficerActor;
  readonly draftId: string;
  /** What the person at the counter showed: their own identity card, or the power of attorney under which they came instead. */
  readonly identityCard?: string;
  readonly powerOfAttorney?: string;
}

export type PersonAtCounter =
  | { readonly kind: 'found'; readonly facts: Known; readonly identityCards: readonly string[] }
  | { readonly kind: 'absent' }
  /** No usable answer; `since` when the registry has not been answering. */
  | { readonly kind: 'unavailable'; readonly since: Date };

export type PowerAtCounter =
  | { readonly kind: 'valid'; readonly confirmed: ConfirmedPower }
  /** `absent`: none of this number, or not between these two people. */
  | { readonly kind: 'absent' | 'expired' | 'revoked' | 'otherKind' }
  | { readonly kind: 'unavailable'; readonly since: Date };

/** The registries that are asked at counters (step 3): of individuals, and the notary system for powers of attorney. */
export interface CounterRegistries {
  findPerson(iin: Iin, locale: Locale, ground: CounterGround): Promise<PersonAtCounter>;
  findPower(asked: { number: string; principal: Iin; representative: Iin }, ground: CounterGround): Promise<PowerAtCounter>;
}

/** What the use cases of applications work with; made in main. */
export interface ApplicationServices {
  readonly db: Db;
  readonly clock: Clock;
  readonly verifier: SignatureVerifier;
  /** The roots below which signatures that arrive with their evidence are verified again. */
  readonly trust: TrustStore;
  /** The authority that stamps signatures whose makers could not. */
  readonly stamper: Timestamper;
  readonly log: Log;
  readonly regulations: RegulationSource;
  readonly calendar: WorkingCalendar;
  readonly known: KnownFacts;
  /** Before an officer sees a person's data. */
  readonly lookups: LookupWatch;
  readonly counterRegistries: CounterRegistries;
  /** Services that answer to some words: the catalogue's search. */
  readonly findServices: (words: string) => readonly string[];
  readonly files: Files;
  /** Hours after which what a counter began and never sent is deleted. */
  readonly unsentHours: number;
  readonly documents: Documents;
  /** The seal of a body's information system, for the bar codes. */
  readonly sealOf: (bin: string) => Promise<Seal>;
  /** Public address of the portal, for letters. */
  readonly portalUrl: string;
  /** Address of the workplace, for letters to officers. */
  readonly workplaceUrl: string;
}
