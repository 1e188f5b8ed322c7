/** Reads big and little endian numbers out of foreign bytes; what lies outside reads as undefined, so that nothing throws. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function asciiAt(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** More would take hundreds of megabytes when a reader opens it: such a picture is no photograph of a paper. */
const mostPixels = 120_000_000;
const longestSide = 30_000;

export function saneSize(width: number, height: number): boolean {
  return width > 0 && height > 0 && width <= longestSide && height <= longestSide && width * height <= mostPixels;
}
