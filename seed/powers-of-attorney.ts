import type { CastKey } from './cast.ts';

/** A power of attorney of the demonstration; days are counted from the twin's start, so that a valid one stays valid. */
export interface CastPower {
  readonly number: string;
  readonly principal: CastKey;
  readonly representative: CastKey;
  /** For how many days it has been there. */
  readonly age: number;
  /** For how many days it is given. */
  readonly term: number;
  /** Days since it was revoked. */
  readonly revoked?: number;
  /** Codes of what it empowers to. */
  readonly powers: readonly string[];
}

const threeYears = 3 * 365;
const between = { principal: 'aigerim', representative: 'nurlan' } as const;

/** One of each kind that an operator of the centre meets: Айгерім sends Нұрлан. */
export const powersOfAttorney = {
  valid: { number: '2026-1842', ...between, age: 120, term: threeYears, powers: ['02'] },
  /** For everything, from somebody else. */
  general: { number: '2026-0077', principal: 'svetlana', representative: 'marat', age: 30, term: threeYears, powers: ['01'] },
  expired: { number: '2022-0911', ...between, age: threeYears + 40, term: threeYears, powers: ['02'] },
  revoked: { number: '2025-0356', ...between, age: 300, term: threeYears, revoked: 20, powers: ['02'] },
  /** For a car only. */
  otherKind: { number: '2026-0520', ...between, age: 60, term: threeYears, powers: ['04'] },
} as const satisfies Record<string, CastPower>;

/** A number that no notary gave. */
export const absentPower = { number: '2026-9999', ...between } as const;
