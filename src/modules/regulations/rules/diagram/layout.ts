import type { Flow, FlowEdge, FlowNode } from './flow.ts';
import { placesOf } from './ranks.ts';
import { routeEdges } from './routing.ts';

/** A point: across the lanes, and along the process. Who draws decides which of them is `x`. */
export interface Point {
  readonly across: number;
  readonly along: number;
}

/** The middle of a node and how large it is. */
export interface Box extends Point {
  readonly width: number;
  readonly length: number;
}

export interface Layout {
  readonly boxes: ReadonlyMap<FlowNode, Box>;
  /** The span of each lane across. */
  readonly lanes: readonly { readonly from: number; readonly to: number }[];
  readonly ways: ReadonlyMap<FlowEdge, readonly Point[]>;
  readonly width: number;
  readonly length: number;
}

export interface Measures {
  /** Across and along the process. */
  readonly sizeOf: (node: FlowNode) => { readonly width: number; readonly length: number };
  /** A column across the lanes, with room at both sides for ways that pass. */
  readonly columnWidth: number;
  /** Between two ranks. */
  readonly gap: number;
}

/** Rows along the process: where each rank begins, and where the free gap behind it begins. */
export interface Rows {
  readonly beginOf: (rank: number) => number;
  readonly gapAfter: (rank: number) => number;
  readonly length: number;
}

function rowsOf(flow: Flow, rankOf: (node: FlowNode) => number, { sizeOf, gap }: Measures): Rows {
  const count = Math.max(-1, ...flow.nodes.map(rankOf)) + 1;
  const lengths = Array.from({ length: count }, (_, rank) =>
    Math.max(0, ...flow.nodes.filter((node) => rankOf(node) === rank).map((node) => sizeOf(node).length)),
  );
  const beginOf = (rank: number) => lengths.slice(0, rank).reduce((sum, length) => sum + length + gap, gap / 2);
  return {
    beginOf,
    gapAfter: (rank) => beginOf(rank + 1) - gap,
    length: beginOf(count),
  };
}

/** A layered layout in lanes: a rank for each step of the way, a column for each node that stands beside others in its lane. */
export function layoutOf(flow: Flow, measures: Measures): Layout {
  const { places, laneColumns } = placesOf(flow);
  const placeOf = (node: FlowNode) => places.get(node) ?? { rank: 0, column: 0 };
  const rows = rowsOf(flow, (node) => placeOf(node).rank, measures);
  const { columnWidth, sizeOf } = measures;
  const boxes = new Map(
    flow.nodes.map((node): [FlowNode, Box] => {
      const { rank, column } = placeOf(node);
      const size = sizeOf(node);
      return [node, { ...size, across: (column + 0.5) * columnWidth, along: rows.beginOf(rank) + size.length / 2 }];
    }),
  );
  const ends = laneColumns.map((_, lane) => laneColumns.slice(0, lane + 1).reduce((sum, count) => sum + count, 0) * columnWidth);
  return {
    boxes,
    lanes: ends.map((to, lane) => ({ from: ends[lane - 1] ?? 0, to })),
    ways: routeEdges(flow, { boxes, places, rows, columnWidth }),
    width: ends.at(-1) ?? 0,
    length: rows.length,
  };
}
