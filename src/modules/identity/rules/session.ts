import type { SiteName } from './actor.ts';

/** How long a session lives, in minutes (AUTH-4): without a request, and at most. Officers see other people's data, so theirs are shorter. */
export const sessionMinutes = {
  portal: { idle: 30, most: 12 * 60 },
  workplace: { idle: 20, most: 10 * 60 },
} as const satisfies Record<SiteName, { idle: number; most: number }>;

/** The prefix makes browsers hold it to this host, to every path and to a secure channel. One name a site: cookies do not know ports. */
export const sessionCookie = {
  portal: '__Host-birtereze-portal',
  workplace: '__Host-birtereze-workplace',
} as const satisfies Record<SiteName, string>;

export interface SessionTimes {
  readonly seenAt: Date;
  readonly expiresAt: Date;
}

export function isAlive(times: SessionTimes, site: SiteName, now: Date): boolean {
  return now < times.expiresAt && now.getTime() - times.seenAt.getTime() < sessionMinutes[site].idle * 60_000;
}

/** `seen_at` is written at most once a minute: a page costs no write. */
export function needsTouch(times: SessionTimes, now: Date): boolean {
  return now.getTime() - times.seenAt.getTime() > 60_000;
}

const systems: readonly [RegExp, string][] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
];
const browsers: readonly [RegExp, string][] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/YaBrowser/, 'Yandex'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];

/** `Chrome, Windows`: enough for a person to know a device again, no more. */
export function deviceName(userAgent: string): string {
  const find = (list: readonly [RegExp, string][]): string | undefined => list.find(([form]) => form.test(userAgent))?.[1];
  return [find(browsers), find(systems)].filter((part) => part !== undefined).join(', ') || '—';
}
