import type { ChannelCheck } from './check-process.ts';
import { formatLimit } from './limit.ts';
import type { Limit } from './limit.ts';
import type { Channel, Performer, Step } from './process.ts';

/** Working minutes of a limit, to compare limits of different units: a day of 8 hours, 5 of 7 days worked. */
const minutes = { s: 1 / 60, m: 1, wd: 480, cd: (480 * 5) / 7 } as const;

function length({ atMost, unit }: Limit): number {
  return atMost * minutes[unit];
}

const people: readonly Performer[] = ['officer', 'operator', 'signatory'];

/** The steps from a step to a result that take people the longest; nothing is passed twice. */
function longestWay(channel: Channel, number: number, passed: readonly Step[] = []): { minutes: number; way: readonly Step[] } {
  const step = channel.steps.find((one) => one.number === number);
  if (!step || passed.includes(step)) return { minutes: 0, way: [] };
  const own = step.limit && people.includes(step.performer) ? length(step.limit) : 0;
  const next = step.condition ? [step.condition.ok, step.condition.violation] : step.next === undefined ? [] : [step.next];
  const rest = next.map((to) => longestWay(channel, to, [...passed, step])).toSorted((a, b) => b.minutes - a.minutes)[0];
  return { minutes: own + (rest?.minutes ?? 0), way: [step, ...(rest?.way ?? [])] };
}

/** The service's deadline is the result's limit, and is enough for what people do between registration and decision. */
export function checkDeadlines({ regulation, channel, report }: ChannelCheck): void {
  for (const { number, performer, limit } of channel.steps) {
    if (performer === 'system' && limit && (limit.unit === 'wd' || limit.unit === 'cd'))
      report(number, 'programInDays', `a program does not take days (${formatLimit(limit)})`);
  }
  const deadline = regulation.passport.channels.find(({ kind }) => kind === channel.kind)?.deadline;
  if (!deadline) return;
  const result = channel.steps.find(({ act }) => act === 'deliver');
  if (result?.limit && formatLimit(result.limit) !== formatLimit(deadline))
    report(
      result.number,
      'deadlineDiffers',
      `the passport promises ${formatLimit(deadline)}, step ${result.number} has ${formatLimit(result.limit)}`,
    );
  const register = channel.steps.find(({ act }) => act === 'register');
  const after = register?.condition ? [register.condition.ok, register.condition.violation] : [register?.next ?? 0];
  for (const first of after) {
    const longest = longestWay(channel, first);
    const last = longest.way.at(-1);
    if (!last || longest.minutes <= length(deadline) || longest.way.length < 2) continue;
    const sum = longest.way.flatMap(({ number, limit }) => (limit ? `${formatLimit(limit)} of step ${number}` : [])).join(' + ');
    report(last.number, 'deadlineTooShort', `the passport promises ${formatLimit(deadline)}, the steps of people need ${sum}`);
  }
}
