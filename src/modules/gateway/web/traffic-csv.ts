import { csvOf } from '#kit/csv';
import type { Locale } from '#text';
import type { Measured } from '../rules/traffic.ts';
import type { Traffic, Waiting } from '../watch-traffic.ts';

/** Names that programs expect to stay; `recipient` of a service is its provider. */
const columns = [
  ...(['section', 'service', 'sender', 'recipient', 'key', 'label', 'at'] as const),
  ...(['passed', 'failed', 'median_ms', 'p95_ms', 'waiting', 'oldest', 'dead'] as const),
] as const;
type Line = Partial<Record<(typeof columns)[number], string | number | undefined>>;

function measured({ passed, failed, median, p95 }: Measured): Line {
  return { passed, failed, median_ms: median, p95_ms: p95 };
}

function waited({ waiting, oldest, dead }: Omit<Waiting, 'oldest'> & { readonly oldest: Date | null | undefined }): Line {
  return { waiting, oldest: oldest?.toISOString(), dead };
}

/** Everything that the monitoring page counts, a figure a line (GW-5). */
export function trafficCsv(traffic: Traffic, locale: Locale): string {
  const titleOf = (id: string): string => traffic.titles.get(id)?.[locale] ?? id;
  const lines: Line[] = [
    ...traffic.columns.map(({ from, passed, failed }) => ({ section: 'course', at: from.toISOString(), passed, failed })),
    ...traffic.services.map((one) => ({
      section: 'service',
      service: one.id,
      recipient: one.provider,
      label: titleOf(one.id),
      ...measured(one),
      ...waited(one),
    })),
    ...traffic.systems.map(({ id, sent }) => ({ section: 'sent', sender: id, label: titleOf(id), ...measured(sent) })),
    ...traffic.systems.map(({ id, received, ...waiting }) => ({
      section: 'received',
      recipient: id,
      label: titleOf(id),
      ...measured(received),
      ...waited(waiting),
    })),
    ...traffic.faults.map(({ service, sender, recipient, fault, count, lastAt }) => ({
      section: 'fault',
      service,
      sender,
      recipient,
      key: fault,
      at: lastAt.toISOString(),
      failed: count,
    })),
    ...traffic.backlog.map(({ service, route, leg, ...waiting }) => ({
      section: 'backlog',
      service,
      recipient: route,
      key: leg,
      label: titleOf(service),
      ...waited(waiting),
    })),
  ];
  return csvOf([columns, ...lines.map((line) => columns.map((column) => line[column]))]);
}
