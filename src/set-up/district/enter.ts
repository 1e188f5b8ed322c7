import type { Clock } from '#kit/clock';
import { isWorkingDay, localDate } from '#regulations';
import type { WorkingCalendar } from '#regulations';
import type { Desk } from './desk.ts';
import { file } from './file.ts';
import { stories } from './stories/stories.ts';
import type { Moment, Story } from './stories/story.ts';

const day = 86_400_000;

/** The working days before today, the last first. */
function daysBefore(calendar: WorkingCalendar, now: Date, count: number): string[] {
  const days: string[] = [];
  for (let back = 1; days.length < count; back++) {
    const date = localDate(calendar, new Date(now.getTime() - back * day));
    if (isWorkingDay(calendar, date)) days.push(date);
  }
  return days;
}

/** The instants of stories: each with when it was filed and when its acts happened. */
function instants(calendar: WorkingCalendar, now: Date): (moment: Moment) => Date {
  const days = daysBefore(calendar, now, 30);
  return ([back, time]) => new Date(Date.parse(`${days[back - 1]}T${time}:00Z`) - calendar.offset);
}

/** How many applications were entered, and what kept others from being told to their end. */
export interface Entered {
  readonly applications: number;
  readonly broken: readonly string[];
}

interface Telling {
  readonly clock: Clock;
  readonly calendar: WorkingCalendar;
  readonly from: number;
  readonly begins: (number: number) => Promise<void>;
  readonly stopped: () => boolean;
}

async function tellStory(desk: Desk, { filing, filed, acts }: Story, at: (moment: Moment) => Date): Promise<void> {
  desk.clock.set(at(filed));
  const id = await file(desk, filing);
  for (const [moment, act] of acts) {
    desk.clock.set(at(moment));
    await act(desk, id);
  }
}

/**
 * Lives through the district's last weeks, one application after the other to where it stands today: the running server, which looks at
 * the time of now, sees little of what is half told.
 *
 * @param telling `from`: how many stories an earlier start has begun; `begins`: told the number of each before it begins; `stopped`: asked
 *   before each, and nothing more is entered once it says so
 */
export async function enterStories(desk: Desk, telling: Telling): Promise<Entered> {
  const { clock, calendar, from, begins, stopped } = telling;
  const at = instants(calendar, clock.now());
  const broken: string[] = [];
  let told = 0;
  const ordered = stories.toSorted((one, other) => at(one.filed).getTime() - at(other.filed).getTime());
  for (const [index, story] of ordered.entries()) {
    if (index < from) continue;
    if (stopped()) break;
    await begins(index + 1);
    try {
      await tellStory(desk, story, at);
      told++;
    } catch (error) {
      const { service, consumer } = story.filing;
      broken.push(`${service} of ${consumer}: ${error instanceof Error ? error.message : 'unknown'}`);
    }
  }
  return { applications: told, broken };
}
