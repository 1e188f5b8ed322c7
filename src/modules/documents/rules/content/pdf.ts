import { asciiAt, viewOf } from './bytes.ts';
import type { ContentFault } from './examine.ts';

/** `startxref`, the offset of the last cross-reference and `%%EOF`, then nothing but blanks: how every PDF ends (ISO 32000-1 §7.5.5). */
const end = /startxref\s+(\d{1,12})\s+%%EOF[\s\0]*$/;
const tailLength = 2048;

/**
 * Looks at a PDF's frame only; what is in it is shown by readers in their own sandbox, and served so that no page of ours runs it.
 * The bytes are kept as they are: they may be signed.
 */
export function examinePdf(bytes: Uint8Array): Uint8Array | ContentFault {
  const tail = asciiAt(bytes, Math.max(0, bytes.length - tailLength), tailLength);
  const reference = end.exec(tail)?.[1];
  if (reference === undefined) return trailsAfterEnd(tail) ? 'polyglot' : 'damaged';
  if (Number(reference) >= bytes.length) return 'damaged';
  return endsAsZip(bytes) ? 'polyglot' : bytes;
}

function trailsAfterEnd(tail: string): boolean {
  return tail.includes('%%EOF');
}

/** A ZIP (and so a JAR, DOCX, APK) is recognised by its end: a record whose comment reaches exactly to the end of the file. */
function endsAsZip(bytes: Uint8Array): boolean {
  const view = viewOf(bytes);
  const first = Math.max(0, bytes.length - 22 - 0xffff);
  for (let at = bytes.length - 22; at >= first; at--) {
    if (view.getUint32(at) === 0x504b0506 && at + 22 + view.getUint16(at + 20, true) === bytes.length) return true;
  }
  return false;
}
