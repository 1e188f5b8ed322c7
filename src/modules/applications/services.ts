import type { Clock } from '#kit/clock';
import type { Db } from '#kit/db';
import type { Documents, Files, Seal } from '#documents';
import type { Log } from '#kit/log';
import type { LookupWatch } from '#registries';
import type { SignatureVerifier, Timestamper } from '#pki';
import type { Known, Regulation, WorkingCalendar } from '#regulations';
import type { Iin } from '#subjects';
import type { Locale } from '#text';

/** The regulations that run here. */
export interface RegulationSource {
  /** The version by which an application begun now runs; undefined where the service cannot be ordered here. */
  current(service: string, at: Date): Regulation | undefined;
  /**
   * A running application stays on its version.
   *
   * @throws where the version is not here: a folder was taken away
   */
  version(service: string, version: number): Regulation;
}

/** What the registries know of a person, or that they did not answer. */
export type KnownAnswer = { readonly kind: 'known'; readonly facts: Known } | { readonly kind: 'unavailable' };

export interface KnownFacts {
  ask(person: { iin: Iin; accountId: string; locale: Locale; email: string }): Promise<KnownAnswer>;
}

/** What the use cases of applications work with; made in main. */
export interface ApplicationServices {
  readonly db: Db;
  readonly clock: Clock;
  readonly verifier: SignatureVerifier;
  /** The authority that stamps signatures whose makers could not. */
  readonly stamper: Timestamper;
  readonly log: Log;
  readonly regulations: RegulationSource;
  readonly calendar: WorkingCalendar;
  readonly known: KnownFacts;
  /** Before an officer sees a person's data. */
  readonly lookups: LookupWatch;
  /** Services that answer to some words: the catalogue's search. */
  readonly findServices: (words: string) => readonly string[];
  readonly files: Files;
  readonly documents: Documents;
  /** The seal of a body's information system, for the bar codes. */
  readonly sealOf: (bin: string) => Promise<Seal>;
  /** Public address of the portal, for letters. */
  readonly portalUrl: string;
  /** Address of the workplace, for letters to officers. */
  readonly workplaceUrl: string;
}
