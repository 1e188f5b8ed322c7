import { asciiAt, concat, saneSize, viewOf } from './bytes.ts';
import type { ContentFault } from './examine.ts';

const kept = new Set(['VP8 ', 'VP8L', 'VP8X', 'ICCP', 'ALPH', 'ANIM', 'ANMF']);
/** Bits of the VP8X header that announce EXIF and XMP (RFC 9649 §2.7). */
const metadataFlags = 0x08 | 0x04;

/** Rebuilds a WebP of its pictures and their colours; EXIF and XMP, which hold the position, are left out. */
export function cleanWebp(bytes: Uint8Array): Uint8Array | ContentFault {
  const view = viewOf(bytes);
  if (bytes.length < 20) return 'damaged';
  const end = 8 + view.getUint32(4, true);
  if (end > bytes.length) return 'damaged';
  const parts: Uint8Array[] = [];
  for (let at = 12; at + 8 <= end; ) {
    const length = view.getUint32(at + 4, true);
    const next = at + 8 + length + (length % 2);
    if (at + 8 + length > end) return 'damaged';
    if (kept.has(asciiAt(bytes, at, 4))) parts.push(bytes.slice(at, Math.min(next, end)));
    at = next;
  }
  return rebuilt(parts);
}

function rebuilt(parts: readonly Uint8Array[]): Uint8Array | ContentFault {
  const [first] = parts;
  if (first === undefined) return 'damaged';
  const size = sizeOf(first);
  if (size === undefined) return 'damaged';
  if (!saneSize(size.width, size.height)) return 'tooManyPixels';
  if (asciiAt(first, 0, 4) === 'VP8X') first[8] = (first[8] ?? 0) & ~metadataFlags;
  const body = concat(parts);
  const head = new TextEncoder().encode('RIFF\0\0\0\0WEBP');
  viewOf(head).setUint32(4, body.length + 4, true);
  return concat([head, body]);
}

/** Width and height as the first chunk says them (RFC 9649 §2.5–2.7). */
function sizeOf(chunk: Uint8Array): { readonly width: number; readonly height: number } | undefined {
  const view = viewOf(chunk);
  const name = asciiAt(chunk, 0, 4);
  if (chunk.length < (name === 'VP8L' ? 13 : 18)) return undefined;
  if (name === 'VP8X') return { width: 1 + (view.getUint32(12, true) & 0xffffff), height: 1 + (view.getUint32(14, true) >>> 8) };
  if (name === 'VP8L') {
    const bits = view.getUint32(9, true);
    return chunk[8] === 0x2f ? { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) } : undefined;
  }
  const isKeyFrame = name === 'VP8 ' && asciiAt(chunk, 11, 3) === '\x9d\x01\x2a';
  return isKeyFrame ? { width: view.getUint16(14, true) & 0x3fff, height: view.getUint16(16, true) & 0x3fff } : undefined;
}
