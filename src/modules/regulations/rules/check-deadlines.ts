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

function lengthOf({ limit, performer }: Step): number {
  return limit && people.includes(performer) ? length(limit) : 0;
}

/** Where a step may lead. */
export function nextOf(step: Pick<Step, 'condition' | 'next'> | undefined): number[] {
  const { condition, next } = step ?? {};
  return [...(condition ? [condition.violation, condition.ok] : []), ...(next === undefined ? [] : [next])];
}

interface Way {
  readonly minutes: number;
  readonly steps: readonly Step[];
}

/** The way from a step to an end that takes people the longest; nothing is passed twice. */
function longestWay(channel: Channel, number: number, passed: readonly Step[] = []): Way {
  const step = channel.steps.find((one) => one.number === number);
  if (!step || passed.includes(step)) return { minutes: 0, steps: [] };
  const ways = nextOf(step).map((to) => longestWay(channel, to, [...passed, step]));
  const rest = ways.reduce((longest, way) => (way.minutes > longest.minutes ? way : longest), { minutes: 0, steps: [] } as Way);
  return { minutes: lengthOf(step) + rest.minutes, steps: [step, ...rest.steps] };
}

function checkSum({ channel, report }: ChannelCheck, deadline: Limit): void {
  const register = channel.steps.find(({ act }) => act === 'register');
  for (const first of nextOf(register)) {
    const { minutes: needed, steps } = longestWay(channel, first);
    const timed = steps.filter((step) => lengthOf(step) > 0);
    // The decision's own limit is compared with the deadline as it is written.
    if (needed <= length(deadline) || timed.length < 2) continue;
    const sum = timed.map(({ number, limit }) => `${limit ? formatLimit(limit) : ''} of step ${number}`).join(' + ');
    const last = timed.at(-1)?.number ?? first;
    report(last, 'deadlineTooShort', `the passport promises ${formatLimit(deadline)}, the steps of people need ${sum}`);
  }
}

function checkResult({ channel, report }: ChannelCheck, deadline: Limit): void {
  for (const { act, number, limit } of channel.steps) {
    if (act !== 'deliver' || !limit || formatLimit(limit) === formatLimit(deadline)) continue;
    report(number, 'deadlineDiffers', `the passport promises ${formatLimit(deadline)}, step ${number} has ${formatLimit(limit)}`);
  }
}

/** The service's deadline is the result's limit, and is enough for what people do between registration and decision. */
export function checkDeadlines(check: ChannelCheck): void {
  const { regulation, channel, report } = check;
  for (const { number, performer, limit } of channel.steps) {
    if (performer === 'system' && limit?.unit.endsWith('d'))
      report(number, 'programInDays', `a program does not take days (${formatLimit(limit)})`);
  }
  const deadline = regulation.passport.channels.find(({ kind }) => kind === channel.kind)?.deadline;
  if (!deadline) return;
  checkResult(check, deadline);
  checkSum(check, deadline);
}
