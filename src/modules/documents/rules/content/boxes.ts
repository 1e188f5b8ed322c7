import { asciiAt, viewOf } from './bytes.ts';

/** A box of the ISO base media format (ISO 14496-12 §4.2). */
export interface Box {
  readonly type: string;
  /** Where its content begins and ends. */
  readonly start: number;
  readonly end: number;
}

/** The boxes between two places. @returns undefined where they do not fit. */
export function boxesIn(bytes: Uint8Array, start: number, end: number): Box[] | undefined {
  const view = viewOf(bytes);
  const boxes: Box[] = [];
  for (let at = start; at < end; ) {
    if (at + 8 > end) return undefined;
    let length = view.getUint32(at);
    let head = 8;
    if (length === 1) {
      if (at + 16 > end) return undefined;
      length = Number(view.getBigUint64(at + 8));
      head = 16;
    } else if (length === 0) length = end - at;
    if (length < head || at + length > end || boxes.length > 10_000) return undefined;
    boxes.push({ type: asciiAt(bytes, at + 4, 4), start: at + head, end: at + length });
    at += length;
  }
  return boxes;
}
