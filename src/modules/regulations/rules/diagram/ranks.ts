import type { Flow, FlowEdge, FlowNode } from './flow.ts';

/** Where a node stands before anything is measured: how far from the beginning, and in which column of all lanes' columns. */
export interface Place {
  readonly rank: number;
  readonly column: number;
}

/** The ways that close a circle, found by walking from the beginning: they count for no rank. */
function backEdges({ nodes, edges }: Flow): Set<FlowEdge> {
  const back = new Set<FlowEdge>();
  const seen = new Set<FlowNode>();
  const open = new Set<FlowNode>();
  const walk = (node: FlowNode): void => {
    seen.add(node);
    open.add(node);
    for (const edge of edges.filter(({ from }) => from === node)) {
      if (open.has(edge.to)) back.add(edge);
      else if (!seen.has(edge.to)) walk(edge.to);
    }
    open.delete(node);
  };
  for (const node of nodes) if (!seen.has(node)) walk(node);
  return back;
}

/** The longest way from the beginning to each node: whatever leads to it stands before it. */
function ranksOf({ nodes, edges }: Flow, back: ReadonlySet<FlowEdge>): Map<FlowNode, number> {
  const ranks = new Map<FlowNode, number>();
  const rankOf = (node: FlowNode): number => {
    const known = ranks.get(node);
    if (known !== undefined) return known;
    const before = edges.filter((edge) => edge.to === node && !back.has(edge));
    const rank = Math.max(-1, ...before.map(({ from }) => rankOf(from))) + 1;
    ranks.set(node, rank);
    return rank;
  };
  for (const node of nodes) rankOf(node);
  return ranks;
}

/** The main way keeps its column; what else stands in the same lane at the same rank takes the next free one. */
function columnsInLanes({ nodes, edges }: Flow, ranks: ReadonlyMap<FlowNode, number>): Map<FlowNode, number> {
  const columns = new Map<FlowNode, number>();
  const taken = new Set<string>();
  const cell = (node: FlowNode, column: number) => `${node.lane}/${ranks.get(node)}/${column}`;
  const isViolation = (node: FlowNode) => edges.some(({ to, when }) => to === node && when === 'violation');
  const order = nodes.toSorted(
    (a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0) || Number(isViolation(a)) - Number(isViolation(b)),
  );
  for (const node of order) {
    const before = edges.find(({ to, from, when }) => to === node && from.lane === node.lane && when !== 'violation');
    let column = (before && columns.get(before.from)) ?? 0;
    while (taken.has(cell(node, column))) column += 1;
    taken.add(cell(node, column));
    columns.set(node, column);
  }
  return columns;
}

/** Ranks and columns of a flow, and how many columns each lane has. */
export function placesOf(flow: Flow): { places: ReadonlyMap<FlowNode, Place>; laneColumns: readonly number[] } {
  const ranks = ranksOf(flow, backEdges(flow));
  const columns = columnsInLanes(flow, ranks);
  const laneColumns = flow.lanes.map((_, lane) =>
    Math.max(1, ...flow.nodes.filter((node) => node.lane === lane).map((node) => (columns.get(node) ?? 0) + 1)),
  );
  const first = laneColumns.map((_, lane) => laneColumns.slice(0, lane).reduce((sum, count) => sum + count, 0));
  const places = flow.nodes.map((node): [FlowNode, Place] => [
    node,
    { rank: ranks.get(node) ?? 0, column: (first[node.lane] ?? 0) + (columns.get(node) ?? 0) },
  ]);
  return { places: new Map(places), laneColumns };
}
