import { nextOf } from './check-deadlines.ts';
import type { ChannelCheck } from './check-process.ts';
import type { ChannelKind } from './passport.ts';
import type { Channel, Performer } from './process.ts';

/** Who is there before an application is registered, by channel: afterwards it lies with the provider. */
const before = {
  portal: ['consumer', 'system'],
  provider: ['officer', 'system'],
  centre: ['operator', 'system'],
} as const satisfies Record<ChannelKind, readonly Performer[]>;

/** The operator hands the result over in the centre. */
const after = {
  portal: ['officer', 'signatory', 'system'],
  provider: ['officer', 'signatory', 'system'],
  centre: ['officer', 'signatory', 'system', 'operator'],
} as const satisfies Record<ChannelKind, readonly Performer[]>;

/** Numbers of the steps at which an application can be that is not registered; the registering step is the last of them. */
function stepsBefore(channel: Channel): Set<number> {
  const stepAt = (number: number) => channel.steps.find((step) => step.number === number);
  const isRegistering = (number: number) => stepAt(number)?.act === 'register';
  const reached = new Set(channel.steps.slice(0, 1).map(({ number }) => number));
  for (const number of reached) if (!isRegistering(number)) for (const next of nextOf(stepAt(number))) reached.add(next);
  return reached;
}

/** Whoever acts or judges must be there; nothing is decided that was not registered. */
export function checkPeople({ channel, report }: ChannelCheck): void {
  const early = stepsBefore(channel);
  const isThere = (performer: Performer, registered: boolean) =>
    (registered ? after : before)[channel.kind].some((one) => one === performer);
  for (const { number, performer, act, condition } of channel.steps) {
    const unregistered = early.has(number);
    if (unregistered && (act === 'refuse' || act === 'deliver'))
      report(number, 'unregistered', `${act} can come before the application is registered`);
    if (!isThere(performer, !unregistered))
      report(number, 'roleAbsent', `nobody in the channel ${channel.kind} holds the role ${performer} at this step`);
    if (condition && !isThere(condition.judge, !unregistered || act === 'register'))
      report(
        number,
        'roleAbsent',
        `condition ${condition.number} is judged by ${condition.judge}, who is not there at this step`,
      );
  }
}
