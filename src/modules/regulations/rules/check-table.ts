import type { Finding, FindingCode } from './finding.ts';
import { circleAfter, trailTo } from './trails.ts';
import type { StepTable, TableStep } from './trails.ts';

type Report = (code: FindingCode, reason: string, beyond?: readonly number[]) => void;

function closure(from: Iterable<number>, edges: (number: number) => Iterable<number>): Set<number> {
  const reached = new Set(from);
  for (const number of reached) for (const next of edges(number)) reached.add(next);
  return reached;
}

/** The outcomes of a condition must exclude each other and cover all: one way for each, and no other. */
function checkOutcomes({ ways }: TableStep, report: Report): void {
  if (ways.every(({ when }) => when === 'always')) return;
  if (ways.some(({ when }) => when === 'always')) report('stepWithTwoWays', 'a step has a condition or a next step, not both');
  for (const outcome of ['violation', 'ok'] as const) {
    const taken = ways.filter(({ when }) => when === outcome).map(({ to }) => to);
    if (taken.length > 1)
      report('overlappingOutcomes', `steps ${taken.join(' and ')} both follow when the outcome is ${outcome}`, taken.slice(0, 1));
    if (taken.length === 0) report('uncoveredOutcome', `no step follows when the outcome is ${outcome}`);
  }
  const [violation, ok] = ['violation', 'ok'].map((outcome) => ways.find(({ when }) => when === outcome)?.to);
  if (violation !== undefined && violation === ok) report('sameBranches', 'both outcomes lead to the same step', [violation]);
}

function checkStep(table: StepTable, step: TableStep, report: Report): void {
  checkOutcomes(step, report);
  if (step.ways.length === 0 && !step.ends) report('stepWithoutWay', 'the step neither ends the process nor leads on');
  if (step.decides && !step.timed) report('withoutLimit', 'a deciding step needs a time limit');
  for (const { to } of step.ways) {
    if (!table.steps.some(({ number }) => number === to))
      report('missingStep', `leads to step ${to}, which does not exist`, [to]);
  }
}

/** Whether each step can be reached and can end. */
function checkReach(table: StepTable, reportAt: (number: number) => Report): void {
  const numbers = new Set(table.steps.map(({ number }) => number));
  const targets = (number: number) =>
    table.steps
      .filter((step) => step.number === number)
      .flatMap(({ ways }) => ways.map(({ to }) => to).filter((to) => numbers.has(to)));
  const first = table.steps[0]?.number;
  const reachable = closure(first === undefined ? [] : [first], targets);
  const back = (number: number) =>
    table.steps.filter(({ ways }) => ways.some(({ to }) => to === number)).map((step) => step.number);
  const ending = closure(
    table.steps.filter(({ ends }) => ends).map(({ number }) => number),
    back,
  );
  for (const number of numbers) {
    if (!reachable.has(number)) reportAt(number)('unreachable', `no way leads from step ${first} to step ${number}`);
    if (!ending.has(number))
      reportAt(number)('endless', `no way leads from step ${number} to an end`, circleAfter(table, number));
  }
}

function checkNumbers({ steps, path, name }: StepTable): Finding[] {
  return steps.flatMap(({ number }, place): Finding[] => {
    const at = { path: `${path}.steps.${number}`, step: number, trail: `${name}: ${number} ↯` };
    const earlier = steps.slice(0, place).some((step) => step.number === number);
    if (earlier) return [{ ...at, code: 'duplicate', reason: `two steps have the number ${number}` }];
    return number === place + 1
      ? []
      : [
          {
            ...at,
            code: 'numbering',
            reason: `step ${number} stands in place ${place + 1}: steps are numbered from 1 without gaps`,
          },
        ];
  });
}

/** Proves of a table that every step can be reached and can end, every branch leads to a step, outcomes exclude each other and cover all. */
export function checkTable(table: StepTable): Finding[] {
  const findings: Finding[] = checkNumbers(table);
  const reportAt =
    (step: number): Report =>
    (code, reason, beyond) => {
      findings.push({ code, path: `${table.path}.steps.${step}`, reason, step, trail: trailTo(table, step, beyond) });
    };
  for (const step of table.steps) checkStep(table, step, reportAt(step.number));
  checkReach(table, reportAt);
  return findings;
}
