import type { Application } from '#applications';
import type { OfficerActor } from '#identity';
import { html } from '#kit/html';
import type { Renderable } from '#kit/html';
import type { PublicStatus, WorkingCalendar } from '#regulations';
import { formatSince, texts } from '#text';
import type { Locale } from '#text';
import { statusTag } from '#ui';
import type { DeadlineProps, Tone } from '#ui';
import { clockOf, workingTime } from '../../rules/clock.ts';

/** What pages need to say where an application stands. */
export interface Standing {
  readonly officer: OfficerActor;
  /** Short names of the body's officers, by id. */
  readonly names: ReadonlyMap<string, string>;
  readonly now: Date;
  readonly calendar: WorkingCalendar;
}

export function nameOf({ names }: Pick<Standing, 'names'>, id: string | undefined, locale: Locale): string {
  return (id === undefined ? undefined : names.get(id)) ?? texts(locale).workplaces.state.unknownOfficer;
}

/** Working time in words: `2 жұмыс күні 3 сағ`. */
export function timeInWords(milliseconds: number, calendar: WorkingCalendar, locale: Locale): string {
  const words = texts(locale).workplaces.clock;
  const { days, hours, minutes } = workingTime(milliseconds, calendar);
  const parts = [days > 0 && words.days(days), hours > 0 && words.hours(hours), minutes > 0 && words.minutes(minutes)].filter(
    (part) => part !== false,
  );
  return parts.length > 0 ? parts.join(' ') : words.moment;
}

/** The clock of an application; undefined while none runs. */
export function clockView(application: Application, { now, calendar }: Standing, locale: Locale): DeadlineProps | undefined {
  if (application.pausedAt !== undefined) return { state: 'stopped', label: texts(locale).handling.clock.stopped };
  const clock = application.status === 'withdrawn' ? undefined : clockOf(application, { now, calendar });
  if (clock === undefined) return undefined;
  const words = texts(locale).workplaces.clock;
  const time = timeInWords(clock.milliseconds, calendar, locale);
  return {
    state: clock.state,
    label: clock.state === 'missed' ? words.late(time) : words.left(time),
    dateTime: clock.dueAt.toISOString(),
    until: words.until(formatSince(clock.dueAt, now, locale)),
  };
}

const decisionTones = { provided: 'success', refused: 'danger' } as const satisfies Partial<Record<PublicStatus, Tone>>;

/** The decision in words, or with whom the application is. */
export function standingView(application: Application, standing: Standing, locale: Locale): Renderable {
  const { status, awaits, holderId } = application;
  if (status === 'provided' || status === 'refused')
    return statusTag({ tone: decisionTones[status], label: texts(locale).regulations.status[status] });
  const { handling, workplaces } = texts(locale);
  const words = workplaces.state;
  if (status === 'withdrawn') return statusTag({ tone: 'neutral', label: handling.state.withdrawn });
  if (awaits === 'consumer') return html`${handling.state.consumer}`;
  if (awaits === 'signatory') return html`${words.sign}`;
  if (holderId === undefined) return html`<span class="bt-muted">${words.free}</span>`;
  return holderId === standing.officer.id ? html`<b>${words.mine}</b>` : words.held(nameOf(standing, holderId, locale));
}
