import { checkPeople } from './check-people.ts';
import { checkDeadlines } from './check-deadlines.ts';
import { checkTable } from './check-table.ts';
import type { Finding, FindingCode } from './finding.ts';
import { acts } from './process.ts';
import type { Act, Channel, Step } from './process.ts';
import type { Regulation } from './regulation.ts';
import { trailTo } from './trails.ts';
import type { StepTable, TableStep, When } from './trails.ts';

/** Takes a fault of one step of a channel. */
export type ReportStep = (step: number, code: FindingCode, reason: string) => void;

/** A channel with what is found wrong in it. */
export interface ChannelCheck {
  readonly regulation: Regulation;
  readonly channel: Channel;
  readonly report: ReportStep;
}

function waysOf({ condition, next }: Step): TableStep['ways'] {
  const way = (when: When, to: number) => ({ when, to });
  return [
    ...(condition ? [way('violation', condition.violation), way('ok', condition.ok)] : []),
    ...(next === undefined ? [] : [way('always', next)]),
  ];
}

/** The bones of a channel, as the annex's table has them. */
export function tableOf({ kind, steps }: Channel): StepTable {
  return {
    name: kind,
    path: `process.channels.${kind}`,
    steps: steps.map((step) => ({
      number: step.number,
      ways: waysOf(step),
      ends: waysOf(step).length === 0 && acts[step.act].ends !== undefined,
      timed: step.limit !== undefined,
      // The tables give some refusals a dash: they have the time of the result, which is the service's own deadline.
      decides: step.condition !== undefined || (acts[step.act].ends !== undefined && step.act !== 'refuse'),
    })),
  };
}

function checkStep({ regulation, report }: ChannelCheck, step: Step): void {
  const { brings, ends } = acts[step.act];
  if (ends !== undefined && waysOf(step).length > 0)
    report(step.number, 'stepWithTwoWays', `${step.act} ends the process, but the step leads on`);
  if (!regulation.process.units.some(({ id }) => id === step.unit))
    report(step.number, 'unknownUnit', `there is no unit ${step.unit}`);
  if (brings && !regulation.outputs.some(({ kind }) => kind === brings))
    report(step.number, 'unknownOutput', `${step.act} brings forth a ${brings}: there is no output of this kind`);
}

const needed: readonly Act[] = ['register', 'refuse', 'deliver'];

/** Faults of a channel as a whole: what every process must have, and what stands twice. */
function checkWhole({ passport }: Regulation, { kind, steps }: Channel): Finding[] {
  const path = `process.channels.${kind}`;
  const findings: Finding[] = [];
  for (const act of needed.filter((one) => !steps.some((step) => step.act === one)))
    findings.push({ code: 'actMissing', path, reason: `no step does ${act}: an application could never come to it` });
  const numbers = steps.flatMap(({ condition }) => condition?.number ?? []);
  for (const number of numbers.filter((one, place) => numbers.indexOf(one) < place))
    findings.push({ code: 'duplicate', path, reason: `two conditions have the number ${number}` });
  if (!passport.channels.some((offered) => offered.kind === kind))
    findings.push({ code: 'channelNotOffered', path, reason: `the passport does not offer the channel ${kind}` });
  return findings;
}

function checkChannel(regulation: Regulation, channel: Channel): Finding[] {
  const table = tableOf(channel);
  const findings: Finding[] = [...checkTable(table), ...checkWhole(regulation, channel)];
  const report: ReportStep = (step, code, reason) =>
    findings.push({ code, path: `${table.path}.steps.${step}`, reason, step, trail: trailTo(table, step) });
  const check: ChannelCheck = { regulation, channel, report };
  for (const step of channel.steps) checkStep(check, step);
  checkPeople(check);
  checkDeadlines(check);
  return findings;
}

function checkUnits({ process: { units, channels } }: Regulation): Finding[] {
  const used = new Set(channels.flatMap(({ steps }) => steps.map(({ unit }) => unit)));
  const ids = units.map(({ id }) => id);
  return ids.flatMap((id, place): Finding[] => {
    const path = `process.units.${id}`;
    if (ids.indexOf(id) < place) return [{ code: 'duplicate', path, reason: `${id} stands twice` }];
    return used.has(id) ? [] : [{ code: 'unusedUnit', path, reason: 'no step names this unit' }];
  });
}

/** Checks every channel: each step can be reached and can end, branches exist and differ, who acts is there, who decides has a limit. */
export function checkProcess(regulation: Regulation): Finding[] {
  const { channels } = regulation.process;
  const kinds = channels.map(({ kind }) => kind);
  const twice = kinds.filter((kind, place) => kinds.indexOf(kind) < place);
  const unmade = regulation.passport.channels.filter(({ kind }) => !kinds.includes(kind));
  return [
    ...checkUnits(regulation),
    ...twice.map(
      (kind): Finding => ({ code: 'duplicate', path: `process.channels.${kind}`, reason: `the channel ${kind} stands twice` }),
    ),
    ...unmade.map(
      ({ kind }): Finding => ({
        code: 'channelWithoutProcess',
        path: `process.channels.${kind}`,
        reason: `the passport offers the channel ${kind}, which has no process`,
      }),
    ),
    ...channels.flatMap((channel) => checkChannel(regulation, channel)),
  ];
}
