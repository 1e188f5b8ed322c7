import { boxesIn } from './boxes.ts';
import type { ContentFault } from './examine.ts';
import { readItems } from './heic-items.ts';

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
  const cleaned = new Uint8Array(bytes);
  for (const item of items.filter(({ type }) => describing.has(type))) {
    for (const { start, end } of item.extents) {
      if (start > end || end > bytes.length) return 'damaged';
      cleaned.fill(0, start, end);
    }
  }
  return cleaned;
}
