import { z } from 'zod';

/** `s` seconds, `m` minutes, `wd` working days, `cd` calendar days. */
type LimitUnit = 's' | 'm' | 'wd' | 'cd';

/** The time that a regulation gives a step: the seeds give some as a span (`30s-60s`), of which the end binds. */
export interface Limit {
  readonly atLeast?: number;
  readonly atMost: number;
  readonly unit: LimitUnit;
}

const shape = /^(?:(\d+)(s|m|wd|cd)-)?(\d+)(s|m|wd|cd)$/;

function isLimitUnit(text: string | undefined): text is LimitUnit {
  return text === 's' || text === 'm' || text === 'wd' || text === 'cd';
}

/** @param text `90s`, `30s-60s`, `10m`, `3wd`, `30cd` */
export function parseLimit(text: string): Limit | undefined {
  const [, from, fromUnit, to, unit] = shape.exec(text) ?? [];
  if (to === undefined || !isLimitUnit(unit) || Number(to) === 0) return undefined;
  if (from === undefined) return { atMost: Number(to), unit };
  return fromUnit === unit && Number(from) < Number(to) ? { atLeast: Number(from), atMost: Number(to), unit } : undefined;
}

/** As `parseLimit` reads it. */
export function formatLimit({ atLeast, atMost, unit }: Limit): string {
  return atLeast === undefined ? `${atMost}${unit}` : `${atLeast}${unit}-${atMost}${unit}`;
}

export const limit = z.string().transform((text, context) => {
  const parsed = parseLimit(text);
  if (parsed) return parsed;
  context.addIssue({ code: 'custom', message: 'a limit is written as 90s, 30s-60s, 10m, 3wd or 30cd' });
  return z.NEVER;
});
