import { texts } from '#text';
import type { QrImage } from './qr-image.ts';
import { ink, millimetre } from './sheet.ts';
import type { Sheet } from './sheet.ts';

/** Smaller modules are lost by copiers and by simple cameras (`design/edoc.md`). */
const smallestModule = 0.4 * millimetre;
/** A code is never smaller than this, so that one with little in it can be aimed at. */
const smallestSide = 45 * millimetre;
const perRow = 3;
const captionHeight = 4 * millimetre;
const space = 2 * millimetre;
/** The word is the same in both languages. */
const words = texts('kk').documents.paper;

function sideOf(sheet: Sheet, codes: readonly QrImage[]): number {
  const modules = Math.max(...codes.map(({ modules }) => modules));
  const most = (sheet.width - (perRow - 1) * space) / perRow;
  return Math.min(most, Math.max(smallestSide, modules * smallestModule * 1.05));
}

/** The height that {@link printCodes} will take. */
export function heightOfCodes(sheet: Sheet, codes: readonly QrImage[]): number {
  return Math.ceil(codes.length / perRow) * (sideOf(sheet, codes) + captionHeight) + 2 * space;
}

/** Prints the bar codes, three in a row, each with its number below. */
export function printCodes(sheet: Sheet, codes: readonly QrImage[]): void {
  const side = sideOf(sheet, codes);
  const top = sheet.y + space;
  for (const [index, { png }] of codes.entries()) {
    const inRow = Math.min(perRow, codes.length);
    const room = (sheet.width - inRow * side) / (inRow + 1);
    const x = sheet.left + room + (index % perRow) * (side + room);
    const y = top + Math.floor(index / perRow) * (side + captionHeight);
    const caption = words.code(index + 1, codes.length);
    sheet.picture(sheet.root, png, { x, y, width: side, alt: caption });
    sheet.write(sheet.root, caption, { size: 7.5, color: ink.muted, align: 'center', x, y: y + side, width: side });
  }
  sheet.moveTo(top + Math.ceil(codes.length / perRow) * (side + captionHeight) + space);
}
