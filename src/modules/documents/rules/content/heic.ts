import { asciiAt, viewOf } from './bytes.ts';
import type { ContentFault } from './examine.ts';
import { readItems } from './heic-items.ts';

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

/** Sorts of items that describe a picture and may hold its position: EXIF, and XMP as a `mime` item. */
const describing = new Set(['Exif', 'mime', 'uri ']);

/**
 * Fills the EXIF and XMP items of a HEIC with zeros. Nothing moves, so every offset of the file stays right; how the picture is turned
 * stands in a property of its own (`irot`) and remains.
 */
export function cleanHeic(bytes: Uint8Array): Uint8Array | ContentFault {
  const boxes = boxesIn(bytes, 0, bytes.length);
  const meta = boxes?.find(({ type }) => type === 'meta');
  if (boxes === undefined || meta === undefined) return 'damaged';
  const items = readItems(bytes, meta);
  if (items === undefined || items.length === 0) return 'damaged';
  const cleaned = bytes.slice();
  for (const item of items.filter(({ type }) => describing.has(type))) {
    for (const { start, end } of item.extents) {
      if (start > end || end > bytes.length) return 'damaged';
      cleaned.fill(0, start, end);
    }
  }
  return cleaned;
}
