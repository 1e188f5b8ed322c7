import { acts } from '../process.ts';
import type { Channel, Condition, Ending, Step } from '../process.ts';
import type { Regulation } from '../regulation.ts';

/** When a way is taken: always after the work, or by the outcome of the step's condition. */
export type When = 'always' | 'violation' | 'ok';

interface Standing {
  /** Starts with a letter, as XML's identifiers must. */
  readonly id: string;
  /** Index among the flow's lanes. */
  readonly lane: number;
}

/** What a diagram draws: a circle where it begins, a box for a step's work, a diamond for its condition, a ring for an end. */
export type FlowNode =
  | (Standing & { readonly kind: 'start' })
  | (Standing & { readonly kind: 'work'; readonly step: Step })
  | (Standing & { readonly kind: 'condition'; readonly step: Step; readonly condition: Condition })
  | (Standing & { readonly kind: 'end'; readonly step: Step; readonly ending: Ending });

export interface FlowEdge {
  readonly id: string;
  readonly from: FlowNode;
  readonly to: FlowNode;
  readonly when: When;
}

/** A channel as a graph in lanes: one for each unit that acts in it, in the order in which they come to act (annexes 1 and 2). */
export interface Flow {
  readonly lanes: Regulation['process']['units'];
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
}

function nodesOf(step: Step, lane: number): FlowNode[] {
  const work: FlowNode = { id: `step${step.number}`, kind: 'work', lane, step };
  if (step.condition) return [work, { id: `condition${step.number}`, kind: 'condition', lane, step, condition: step.condition }];
  const ending = acts[step.act].ends;
  if (step.next !== undefined || ending === undefined) return [work];
  return [work, { id: `end${step.number}`, kind: 'end', lane, step, ending }];
}

/** Where each way leads, by the ids of its ends. */
function waysOf({ number, condition, next }: Step): [from: string, to: string, when: When][] {
  if (condition) {
    return [
      [`step${number}`, `condition${number}`, 'always'],
      [`condition${number}`, `step${condition.ok}`, 'ok'],
      [`condition${number}`, `step${condition.violation}`, 'violation'],
    ];
  }
  return [[`step${number}`, next === undefined ? `end${number}` : `step${next}`, 'always']];
}

/** @throws an ordinary error for a way that leads nowhere: the checker lets no such definition through */
export function flowOf({ process }: Regulation, channel: Channel): Flow {
  const acting = [...new Set(channel.steps.map(({ unit }) => unit))];
  const lanes = acting.flatMap((unit) => process.units.find(({ id }) => id === unit) ?? []);
  const laneOf = ({ unit }: Step) => lanes.findIndex(({ id }) => id === unit);
  const [first] = channel.steps;
  const start: FlowNode[] = first ? [{ id: 'start', kind: 'start', lane: laneOf(first) }] : [];
  const nodes = [...start, ...channel.steps.flatMap((step) => nodesOf(step, laneOf(step)))];
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const nodeAt = (id: string): FlowNode => {
    const node = byId.get(id);
    if (!node) throw new Error(`Channel ${channel.kind} leads to ${id}, which is not there`);
    return node;
  };
  const begin: [string, string, When][] = first ? [['start', `step${first.number}`, 'always']] : [];
  const ways = [...begin, ...channel.steps.flatMap(waysOf)];
  const edges = ways.map(([from, to, when]) => ({ id: `${from}-${to}`, from: nodeAt(from), to: nodeAt(to), when }));
  return { lanes, nodes, edges };
}
