import type { Iin, PersonName } from '#subjects';
import type { Locale } from '#text';

/** How a session was begun: what it may do depends on it, and it is told to other portals (`acr`). */
export type Method = 'password' | 'eds';

export type Level = 'temporary' | 'full';

/**
 * Roles of those who work at the workplace: a specialist and a head of a provider, an operator of a public service centre, a service owner, and
 * the administrator of the platform, who watches the gateway and decides nothing. What a role may do in a service stands in the service's
 * regulation.
 */
export const roles = ['specialist', 'head', 'operator', 'owner', 'administrator'] as const;
export type Role = (typeof roles)[number];

/** Somebody signed in at the portal. */
export interface PersonActor {
  readonly kind: 'person';
  readonly id: string;
  readonly sessionId: string;
  readonly iin: Iin;
  readonly name: PersonName;
  readonly level: Level;
  readonly method: Method;
  readonly email: string;
  readonly locale: Locale;
}

/** Somebody signed in at the workplace. */
export interface OfficerActor {
  readonly kind: 'officer';
  readonly id: string;
  readonly sessionId: string;
  readonly iin: Iin;
  readonly name: PersonName;
  readonly bodyId: string;
  readonly bin: string;
  readonly roles: readonly Role[];
  readonly method: Method;
  readonly locale: Locale;
}

export type Actor = PersonActor | OfficerActor;

/** Who may call a route. Each route names one; main knows the guard of each (SEC-1). */
export const accesses = ['everyone', 'person', 'officer', 'machine', 'system', 'development'] as const;
export type Access = (typeof accesses)[number];

export type SiteName = 'portal' | 'workplace';
