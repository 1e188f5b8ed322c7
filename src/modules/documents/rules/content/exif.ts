import { asciiAt, viewOf } from './bytes.ts';

const orientationTag = 0x0112;

/**
 * How a picture is to be turned (EXIF 2.3, tag 0x0112).
 *
 * @param app1 what stands in a JPEG's APP1 segment
 * @returns 1 … 8, or undefined where it is not EXIF or does not say.
 */
export function orientationOf(app1: Uint8Array): number | undefined {
  if (asciiAt(app1, 0, 6) !== 'Exif\0\0' || app1.length < 16) return undefined;
  const tiff = app1.subarray(6);
  const order = asciiAt(tiff, 0, 2);
  return order === 'II' || order === 'MM' ? entryOf(tiff, order === 'II') : undefined;
}

/** Looks through the first directory of a TIFF. */
function entryOf(tiff: Uint8Array, little: boolean): number | undefined {
  const view = viewOf(tiff);
  const directory = view.getUint32(4, little);
  if (directory + 2 > tiff.length) return undefined;
  const end = Math.min(tiff.length, directory + 2 + view.getUint16(directory, little) * 12);
  for (let at = directory + 2; at + 12 <= end; at += 12) {
    if (view.getUint16(at, little) !== orientationTag) continue;
    const value = view.getUint16(at + 8, little);
    return value >= 1 && value <= 8 ? value : undefined;
  }
  return undefined;
}
