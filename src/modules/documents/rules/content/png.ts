import { asciiAt, concat, saneSize, viewOf } from './bytes.ts';
import { crc32 } from './crc32.ts';
import type { ContentFault } from './examine.ts';

const signatureLength = 8;
/** What a picture needs to be shown right; everything else (eXIf, tEXt, iTXt, zTXt, tIME, private ones) is left out. */
const kept = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'sBIT', 'pHYs', 'bKGD']);

/** Rebuilds a PNG of the chunks that are needed; what stood behind its end is gone with the rest. */
export function cleanPng(bytes: Uint8Array): Uint8Array | ContentFault {
  const view = viewOf(bytes);
  const parts: Uint8Array[] = [bytes.subarray(0, signatureLength)];
  const names: string[] = [];
  for (let at = signatureLength; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const name = asciiAt(bytes, at + 4, 4);
    const next = at + 12 + length;
    if (next > bytes.length || crc32(bytes.subarray(at + 4, next - 4)) !== view.getUint32(next - 4)) return 'damaged';
    if (kept.has(name)) {
      names.push(name);
      parts.push(bytes.subarray(at, next));
    }
    if (name === 'IEND') return verdictOf(parts, names);
    at = next;
  }
  return 'damaged';
}

function verdictOf(parts: readonly Uint8Array[], names: readonly string[]): Uint8Array | ContentFault {
  const header = parts[1];
  if (names[0] !== 'IHDR' || !names.includes('IDAT') || header?.length !== 25) return 'damaged';
  const view = viewOf(header);
  return saneSize(view.getUint32(8), view.getUint32(12)) ? concat(parts) : 'tooManyPixels';
}
