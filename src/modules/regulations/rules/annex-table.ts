import { formatLimit } from './limit.ts';
import type { Regulation } from './regulation.ts';

/** A step as a line of the annex's table. Limits as `90s`, `30s-60s`, `10m`, `3wd`, `30cd`; empty where the table has a dash. */
export interface AnnexRow {
  readonly service: string;
  readonly channel: string;
  readonly step: number;
  readonly unit: string;
  readonly limit: string;
  /** Where the outcomes of the step's condition lead; undefined for a step without one. */
  readonly violation: number | undefined;
  readonly ok: number | undefined;
}

/** The tables of a regulation's annex, written from the data that the engine executes (PRO-5). */
export function annexRows({ passport, process }: Regulation): AnnexRow[] {
  return process.channels.flatMap(({ kind, steps }) =>
    steps.map(({ number, unit, limit, condition }) => ({
      service: passport.id.toUpperCase(),
      channel: kind,
      step: number,
      unit,
      limit: limit === undefined ? '' : formatLimit(limit),
      violation: condition?.violation,
      ok: condition?.ok,
    })),
  );
}

/** `RG-1,portal,1,consumer,30s-60s,2,3`: identifiers and numbers, in which nothing has to be quoted. */
export function annexLine({ service, channel, step, unit, limit, violation, ok }: AnnexRow): string {
  return [service, channel, step, unit, limit, violation ?? '', ok ?? ''].join(',');
}
