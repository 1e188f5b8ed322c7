import type { Flow, FlowEdge, FlowNode } from './flow.ts';
import type { Box, Point, Rows } from './layout.ts';
import type { Place } from './ranks.ts';

interface Ground {
  readonly boxes: ReadonlyMap<FlowNode, Box>;
  readonly places: ReadonlyMap<FlowNode, Place>;
  readonly rows: Rows;
  readonly columnWidth: number;
}

/** Distance of ways that run beside each other. */
const track = 9;

interface Ends {
  readonly from: Box;
  readonly to: Box;
  readonly fromPlace: Place;
  readonly toPlace: Place;
}

type IsTaken = (rank: number, column: number) => boolean;

/** What stands at a cell, so that no way is drawn through it. */
function occupancy({ places }: Ground): IsTaken {
  const cells = new Set(Array.from(places.values(), ({ rank, column }) => `${rank}/${column}`));
  return (rank, column) => cells.has(`${rank}/${column}`);
}

function between(a: number, b: number): number[] {
  const [low, high] = a < b ? [a, b] : [b, a];
  return Array.from({ length: Math.max(0, high - low - 1) }, (_, index) => low + 1 + index);
}

/** Straight along a column, where nothing stands in between. */
function straight({ from, to, fromPlace, toPlace }: Ends, isTaken: IsTaken): Point[] | undefined {
  if (fromPlace.column !== toPlace.column || toPlace.rank <= fromPlace.rank) return undefined;
  if (between(fromPlace.rank, toPlace.rank).some((rank) => isTaken(rank, toPlace.column))) return undefined;
  return [
    { across: from.across, along: from.along + from.length / 2 },
    { across: to.across, along: to.along - to.length / 2 },
  ];
}

/** Out of a diamond's side and along the column of the target. */
function sideways({ from, to, fromPlace, toPlace }: Ends, isTaken: IsTaken): Point[] | undefined {
  if (fromPlace.column === toPlace.column || toPlace.rank <= fromPlace.rank) return undefined;
  const across = [...between(fromPlace.column, toPlace.column), toPlace.column];
  const along = between(fromPlace.rank, toPlace.rank);
  const blocked = across.some((column) => isTaken(fromPlace.rank, column)) || along.some((rank) => isTaken(rank, toPlace.column));
  if (blocked) return undefined;
  const direction = Math.sign(to.across - from.across);
  return [
    { across: from.across + (direction * from.width) / 2, along: from.along },
    { across: to.across, along: from.along },
    { across: to.across, along: to.along - to.length / 2 },
  ];
}

/** How a way leaves its node: from its end; the violation of a condition from the diamond's side, so that it is told from the other. */
function leaving(edge: FlowEdge, { from, to }: Ends, leave: number): Point[] {
  if (edge.when !== 'violation') {
    return [
      { across: from.across, along: from.along + from.length / 2 },
      { across: from.across, along: leave },
    ];
  }
  const direction = to.across < from.across ? -1 : 1;
  const side = from.across + (direction * from.width) / 2;
  return [
    { across: side, along: from.along },
    { across: side + direction * 2 * track, along: from.along },
    { across: side + direction * 2 * track, along: leave },
  ];
}

/** Over the gap behind the source; and, where the target's column is not free, between the columns to the gap before the target. */
function overGaps(
  edge: FlowEdge,
  ends: Ends,
  ground: Ground & { readonly isTaken: IsTaken; readonly nextTrack: (rank: number) => number },
) {
  const { to, fromPlace, toPlace } = ends;
  const { rows, isTaken, nextTrack, columnWidth } = ground;
  const end = { across: to.across, along: to.along - to.length / 2 };
  const leave = rows.gapAfter(fromPlace.rank) + nextTrack(fromPlace.rank);
  const out = leaving(edge, ends, leave);
  const ahead = toPlace.rank > fromPlace.rank;
  const isFree = ahead && !between(fromPlace.rank, toPlace.rank).some((rank) => isTaken(rank, toPlace.column));
  if (isFree) return [...out, { across: end.across, along: leave }, end];
  const arrive = rows.gapAfter(toPlace.rank - 1) + nextTrack(toPlace.rank - 1);
  const beside = to.across + columnWidth / 2 - track;
  return [
    ...out,
    { across: beside, along: leave },
    { across: beside, along: arrive },
    { across: end.across, along: arrive },
    end,
  ];
}

/** Draws every way as straight pieces that cross no node. */
export function routeEdges({ edges }: Flow, ground: Ground): ReadonlyMap<FlowEdge, readonly Point[]> {
  const isTaken = occupancy(ground);
  const tracks = new Map<number, number>();
  const nextTrack = (rank: number) => {
    const count = (tracks.get(rank) ?? 0) + 1;
    tracks.set(rank, count);
    return count * track;
  };
  const routed = edges.map((edge): [FlowEdge, readonly Point[]] => {
    const [from, to] = [ground.boxes.get(edge.from), ground.boxes.get(edge.to)];
    const [fromPlace, toPlace] = [ground.places.get(edge.from), ground.places.get(edge.to)];
    if (!from || !to || !fromPlace || !toPlace) throw new Error(`${edge.id} has an end that is not placed`);
    const ends: Ends = { from, to, fromPlace, toPlace };
    const aside = edge.when === 'violation' ? sideways(ends, isTaken) : undefined;
    return [edge, straight(ends, isTaken) ?? aside ?? overGaps(edge, ends, { ...ground, isTaken, nextTrack })];
  });
  return new Map(routed);
}
