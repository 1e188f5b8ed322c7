import type { Iin, PersonName } from '#subjects';

/** An item of a registry's dictionary. The code is text: its leading zeros belong to it. */
export interface Coded {
  readonly code: string;
  readonly nameKz: string;
  readonly nameRu: string;
}

/** Date without time, `1989-03-12`. */
export type DateText = string;

export interface IdentityDocument {
  readonly kind: 'passport' | 'identityCard' | 'other';
  readonly number: string;
  readonly beginDate?: DateText | undefined;
  readonly endDate?: DateText | undefined;
  readonly issuer?: Coded | undefined;
  readonly valid: boolean;
}

export interface Address {
  readonly country?: Coded | undefined;
  /** Oblast or city of republican importance. */
  readonly district?: Coded | undefined;
  /** District of an oblast. */
  readonly region?: Coded | undefined;
  readonly city?: string | undefined;
  readonly street?: string | undefined;
  readonly building?: string | undefined;
  readonly corpus?: string | undefined;
  readonly flat?: string | undefined;
  readonly beginDate?: DateText | undefined;
  /** Code of the address register, 16 digits. */
  readonly arCode?: string | undefined;
}

/** A natural person as the person registry (ЖТ ММБ) gives them. */
export interface Person {
  readonly iin: Iin;
  readonly name: PersonName;
  readonly birthDate: DateText;
  readonly deathDate?: DateText | undefined;
  readonly gender: 'male' | 'female';
  readonly nationality?: Coded | undefined;
  readonly citizenship?: Coded | undefined;
  /** lifeStatus 0. */
  readonly alive: boolean;
  /** Court decisions: capable of acting, declared missing. */
  readonly capable: boolean;
  readonly missing: boolean;
  /** Taken out of the register. */
  readonly removed: boolean;
  readonly birthPlace?: Address | undefined;
  readonly address?: Address | undefined;
  readonly documents: readonly IdentityDocument[];
}
