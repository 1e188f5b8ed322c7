import type { Clock } from '#kit/clock';
import { isWorkingDay, localDate } from '#regulations';
import type { WorkingCalendar } from '#regulations';
import type { Act } from './acts.ts';
import type { Desk } from './desk.ts';
import { file } from './file.ts';
import { stories } from './stories.ts';
import type { Moment, Story } from './stories.ts';

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

interface Step {
  readonly at: Date;
  readonly story: Story;
  /** Absent: it is filed. */
  readonly act?: Act;
}

/** All that happened, in the order of time: later steps find the district as the earlier ones left it. */
function chronicle(calendar: WorkingCalendar, now: Date): Step[] {
  const days = daysBefore(calendar, now, 30);
  const instant = ([back, time]: Moment): Date => new Date(Date.parse(`${days[back - 1]}T${time}:00Z`) - calendar.offset);
  const steps = stories.flatMap((story): Step[] => [
    { at: instant(story.filed), story },
    ...story.acts.map(([moment, act]) => ({ at: instant(moment), story, act })),
  ]);
  return steps.toSorted((one, other) => one.at.getTime() - other.at.getTime());
}

/** How many applications were entered, and what kept others from being told to their end. */
export interface Entered {
  readonly applications: number;
  readonly broken: readonly string[];
}

/** Lives through the district's last weeks. @param stopped asked before each step: nothing more is entered once it says so */
export async function enterStories(
  desk: Desk,
  { clock, calendar, stopped }: { clock: Clock; calendar: WorkingCalendar; stopped: () => boolean },
): Promise<Entered> {
  const ids = new Map<Story, string>();
  const broken = new Map<Story, string>();
  for (const { at, story, act } of chronicle(calendar, clock.now())) {
    if (stopped()) break;
    if (broken.has(story)) continue;
    desk.clock.set(at);
    try {
      if (act === undefined) ids.set(story, await file(desk, story.filing));
      else await act(desk, ids.get(story) ?? '');
    } catch (error) {
      broken.set(story, `${story.filing.service} ${at.toISOString()}: ${error instanceof Error ? error.message : 'unknown'}`);
    }
  }
  return { applications: ids.size, broken: [...broken.values()] };
}
