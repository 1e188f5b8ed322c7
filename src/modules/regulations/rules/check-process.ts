import type { Finding, FindingCode } from './finding.ts';
import { formatLimit } from './limit.ts';
import { acts } from './process.ts';
import type { Channel, Step } from './process.ts';
import type { Regulation } from './regulation.ts';

type Report = (code: FindingCode, path: string, reason: string) => void;

/** The steps to which a step may lead. */
function targets({ condition, next }: Step): number[] {
  return [...(condition ? [condition.violation, condition.ok] : []), ...(next === undefined ? [] : [next])];
}

function ends(step: Step): boolean {
  return targets(step).length === 0 && acts[step.act].ends !== undefined;
}

/** Everything that can be reached from `from` over `edges`, itself included. */
function closure(from: Iterable<number>, edges: (number: number) => Iterable<number>): Set<number> {
  const reached = new Set(from);
  for (const number of reached) for (const next of edges(number)) reached.add(next);
  return reached;
}

function checkWays(step: Step, path: string, report: Report): void {
  if (step.condition && step.next !== undefined)
    report('stepWithTwoWays', path, 'a step has a condition or a next step, not both');
  if (targets(step).length === 0 && !ends(step)) report('stepWithoutWay', path, `a step that does ${step.act} must lead on`);
  if (targets(step).length > 0 && acts[step.act].ends !== undefined)
    report('stepWithTwoWays', path, `${step.act} ends the process, but the step leads on`);
  if (step.condition && step.condition.violation === step.condition.ok)
    report('sameBranches', path, 'both outcomes lead to the same step');
}

function checkStep(regulation: Regulation, step: Step, { path, report }: { path: string; report: Report }): void {
  checkWays(step, path, report);
  // The tables give some refusals a dash: they have the time of the result, which is the service's own deadline.
  const decides = step.condition !== undefined || (acts[step.act].ends !== undefined && step.act !== 'refuse');
  if (decides && !step.limit) report('withoutLimit', path, 'a deciding step needs a time limit');
  if (!regulation.process.units.some(({ id }) => id === step.unit)) report('unknownUnit', path, `there is no unit ${step.unit}`);
  const { brings } = acts[step.act];
  if (brings && !regulation.outputs.some(({ kind }) => kind === brings))
    report('unknownOutput', path, `${step.act} brings forth a ${brings}: there is no output of this kind`);
}

function checkGraph(channel: Channel, path: string, report: Report): void {
  const steps = new Map(channel.steps.map((step) => [step.number, step]));
  const edges = (number: number) => targets(steps.get(number) ?? emptyStep).filter((target) => steps.has(target));
  for (const step of channel.steps) {
    for (const target of targets(step).filter((number) => !steps.has(number))) {
      report('missingStep', `${path}.steps.${step.number}`, `leads to step ${target}, which does not exist`);
    }
  }
  const first = channel.steps[0]?.number;
  const reachable = closure(first === undefined ? [] : [first], edges);
  const back = (number: number) => channel.steps.filter((step) => targets(step).includes(number)).map((step) => step.number);
  const ending = closure(
    channel.steps.filter(ends).map((step) => step.number),
    back,
  );
  for (const { number } of channel.steps) {
    if (!reachable.has(number))
      report('unreachable', `${path}.steps.${number}`, `no way leads from step ${first} to step ${number}`);
    if (!ending.has(number)) report('endless', `${path}.steps.${number}`, `no way leads from step ${number} to an end`);
  }
}

const emptyStep = { condition: undefined, next: undefined } as Step;

function checkOffer({ passport }: Regulation, channel: Channel, { path, report }: { path: string; report: Report }): void {
  const offered = passport.channels.find(({ kind }) => kind === channel.kind);
  if (!offered) return report('channelNotOffered', path, `the passport does not offer the channel ${channel.kind}`);
  const result = channel.steps.find(({ act }) => act === 'deliver');
  if (!result?.limit || formatLimit(result.limit) === formatLimit(offered.deadline)) return;
  const difference = `the passport promises ${formatLimit(offered.deadline)}, step ${result.number} has ${formatLimit(result.limit)}`;
  report('deadlineDiffers', `${path}.steps.${result.number}`, difference);
}

/** Checks every channel: each step can be reached and can end, branches exist and differ, who decides has a limit. */
export function checkProcess(regulation: Regulation): Finding[] {
  const findings: Finding[] = [];
  const report: Report = (code, path, reason) => findings.push({ code, path, reason });
  for (const channel of regulation.process.channels) {
    const path = `process.channels.${channel.kind}`;
    const numbers = channel.steps.map(({ number }) => number);
    if (new Set(numbers).size < numbers.length) report('duplicate', path, 'two steps have one number');
    for (const step of channel.steps) checkStep(regulation, step, { path: `${path}.steps.${step.number}`, report });
    checkGraph(channel, path, report);
    checkOffer(regulation, channel, { path, report });
  }
  return findings;
}
