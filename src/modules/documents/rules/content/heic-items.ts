import { asciiAt, viewOf } from './bytes.ts';
import { boxesIn } from './boxes.ts';
import type { Box } from './boxes.ts';

export interface HeicItem {
  readonly type: string;
  readonly extents: readonly { readonly start: number; readonly end: number }[];
}

/** Reads big endian numbers one after another; throws RangeError beyond the end, which {@link readItems} turns into undefined. */
class Cursor {
  readonly #view: DataView;
  readonly #end: number;
  at: number;

  constructor(bytes: Uint8Array, { start, end }: { readonly start: number; readonly end: number }) {
    this.#view = viewOf(bytes);
    this.at = start;
    this.#end = end;
  }

  /** @param size 0, 1, 2, 4 or 8 bytes; a number of no bytes is 0. */
  number(size: number): number {
    if (this.at + size > this.#end) throw new RangeError('beyond the end of the box');
    const at = this.at;
    this.at += size;
    if (size === 8) return Number(this.#view.getBigUint64(at));
    if (size === 4) return this.#view.getUint32(at);
    if (size === 2) return this.#view.getUint16(at);
    return size === 1 ? this.#view.getUint8(at) : 0;
  }
}

/** `iinf` (ISO 14496-12 §8.11.6): the sort of each item by its id. */
function readTypes(bytes: Uint8Array, box: Box): Map<number, string> {
  const cursor = new Cursor(bytes, box);
  const version = cursor.number(1);
  cursor.at += 3;
  cursor.number(version === 0 ? 2 : 4);
  const types = new Map<number, string>();
  for (const entry of boxesIn(bytes, cursor.at, box.end) ?? []) {
    const inside = new Cursor(bytes, entry);
    const form = inside.number(1);
    if (form < 2) throw new RangeError('items of an old form, which HEIC does not use');
    inside.at += 3;
    const id = inside.number(form === 2 ? 2 : 4);
    inside.number(2);
    types.set(id, asciiAt(bytes, inside.at, 4));
  }
  return types;
}

interface Sizes {
  readonly version: number;
  readonly offset: number;
  readonly length: number;
  readonly base: number;
  readonly index: number;
}

function readSizes(cursor: Cursor): Sizes {
  const version = cursor.number(1);
  cursor.at += 3;
  const first = cursor.number(1);
  const second = cursor.number(1);
  const sizes = { version, offset: first >> 4, length: first & 15, base: second >> 4, index: version === 0 ? 0 : second & 15 };
  const allowed = [0, 4, 8];
  if (![sizes.offset, sizes.length, sizes.base, sizes.index].every((size) => allowed.includes(size)))
    throw new RangeError('odd sizes');
  return sizes;
}

interface Location {
  readonly id: number;
  /** 0 in the file, 1 in the `idat` box, 2 in another item. */
  readonly method: number;
  readonly extents: { readonly start: number; readonly end: number }[];
}

/** A picture has some dozens; extents of no bytes would otherwise be counted for hours. */
const mostExtents = 64;

function readLocation(cursor: Cursor, sizes: Sizes): Location {
  const id = cursor.number(sizes.version < 2 ? 2 : 4);
  const method = sizes.version === 0 ? 0 : cursor.number(2) & 15;
  cursor.number(2);
  const base = cursor.number(sizes.base);
  const extents = [];
  const count = cursor.number(2);
  if (count > mostExtents) throw new RangeError('more extents than a picture has');
  for (let left = count; left > 0; left--) {
    cursor.number(sizes.index);
    const start = base + cursor.number(sizes.offset);
    extents.push({ start, end: start + cursor.number(sizes.length) });
  }
  return { id, method, extents };
}

/** `iloc` (ISO 14496-12 §8.11.3): where each item's bytes are. */
function readLocations(bytes: Uint8Array, box: Box): Location[] {
  const cursor = new Cursor(bytes, box);
  const sizes = readSizes(cursor);
  const locations: Location[] = [];
  for (let left = cursor.number(sizes.version < 2 ? 2 : 4); left > 0; left--) locations.push(readLocation(cursor, sizes));
  return locations;
}

/** The items of a `meta` box. @returns undefined where it is not built as its standard says. */
export function readItems(bytes: Uint8Array, meta: Box): HeicItem[] | undefined {
  // `meta` is a full box: version and flags stand before its children.
  const inside = boxesIn(bytes, meta.start + 4, meta.end);
  const box = (type: string) => inside?.find((found) => found.type === type);
  const [names, places, data] = [box('iinf'), box('iloc'), box('idat')];
  if (names === undefined || places === undefined) return undefined;
  try {
    const types = readTypes(bytes, names);
    return readLocations(bytes, places).map(({ id, method, extents }) => {
      if (method > 1) throw new RangeError('an item inside an item');
      const shift = method === 1 ? (data?.start ?? Number.POSITIVE_INFINITY) : 0;
      return {
        type: types.get(id) ?? '',
        extents: extents.map(({ start, end }) => ({ start: start + shift, end: end + shift })),
      };
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
