import type { Tx } from '#kit/db';
import { channelOf, limitMilliseconds, localDate } from '#regulations';
import type { Act, ChannelKind, Regulation } from '#regulations';
import type { Measure, Tally } from './rules/tally.ts';
import type { ApplicationServices } from './services.ts';
import { insertTallies } from './store.ts';
import type { Application } from './store.ts';

/** Something to be counted; once, where `count` is not said. */
export interface Counted {
  readonly measure: Measure;
  readonly key?: string;
  /** Whether it was within its limit. */
  readonly within?: boolean;
  readonly milliseconds?: number;
}

/** Counts what happened to an application for the panels, in the transaction in which it happened (WRK-6). */
export async function countFor(
  services: Pick<ApplicationServices, 'calendar'>,
  tx: Tx,
  counted: {
    application: Pick<Application, 'service' | 'channel'> & { readonly bodyId?: string };
    at: Date;
    what: readonly Counted[];
  },
): Promise<void> {
  const { application, at, what } = counted;
  const { bodyId, service, channel } = application;
  const day = localDate(services.calendar, at);
  const tallies = what.map(
    ({ measure, key = '', within = false, milliseconds = 0 }): Tally => ({
      day,
      bodyId: measure === 'step' ? undefined : bodyId,
      service,
      channel,
      measure,
      key,
      count: 1,
      within: within ? 1 : 0,
      milliseconds: Math.round(milliseconds),
    }),
  );
  await insertTallies(tx, tallies);
}

/** A step that the programs did themselves, beside the limit that the regulation gives it in this channel (PRO-9). */
export function measuredStep(regulation: Regulation, step: { channel: ChannelKind; act: Act; milliseconds: number }): Counted {
  const { channel, act, milliseconds } = step;
  const limit = channelOf(regulation, channel).steps.find((one) => one.act === act)?.limit;
  const most = limit && limitMilliseconds(limit);
  return { measure: 'step', key: act, milliseconds, within: most === undefined || milliseconds <= most };
}
