import { asciiAt, concat, saneSize, viewOf } from './bytes.ts';
import type { ContentFault } from './examine.ts';
import { orientationOf } from './exif.ts';

/** Markers of JPEG (ITU T.81 table B.1), without their leading FF. */
const marker = {
  startOfImage: 0xd8,
  endOfImage: 0xd9,
  startOfScan: 0xda,
  app0: 0xe0,
  app1: 0xe1,
  app2: 0xe2,
  app14: 0xee,
  app15: 0xef,
  comment: 0xfe,
};

/** SOF0 … SOF15 but DHT (C4), JPG (C8) and DAC (CC): the segment that holds the size. */
function isFrame(code: number): boolean {
  return code >= 0xc0 && code <= 0xcf && code !== 0xc4 && code !== 0xc8 && code !== 0xcc;
}

/** JFIF, the colour profile and Adobe's colour transform make the picture look right; all other APPn and comments may tell a place or a person. */
function isDropped(code: number, segment: Uint8Array): boolean {
  if (code === marker.comment) return true;
  if (code === marker.app2) return asciiAt(segment, 4, 12) !== 'ICC_PROFILE\0';
  return code >= marker.app1 && code <= marker.app15 && code !== marker.app14;
}

/** EXIF that says nothing but how the picture is to be turned: TIFF header and one entry, orientation (0x0112). */
function exifOf(orientation: number): Uint8Array {
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
  const exif = [0x45, 0x78, 0x69, 0x66, 0, 0];
  return Uint8Array.from([0xff, marker.app1, 0, 2 + exif.length + tiff.length, ...exif, ...tiff]);
}

interface Reading {
  readonly parts: Uint8Array[];
  orientation: number | undefined;
  frame: { readonly width: number; readonly height: number } | undefined;
  scans: number;
}

/** Rebuilds a JPEG of what its picture needs, so that neither a position nor anything behind its end remains. */
export function cleanJpeg(bytes: Uint8Array): Uint8Array | ContentFault {
  const reading: Reading = { parts: [], orientation: undefined, frame: undefined, scans: 0 };
  let at: number | undefined = 2;
  while (at !== undefined && at + 2 <= bytes.length) {
    if (bytes[at] !== 0xff) return 'damaged';
    const code: number = bytes[at + 1] ?? 0;
    if (code === marker.endOfImage) return finished(reading);
    at = code === 0xff ? at + 1 : readSegment(bytes, at, reading);
  }
  return 'damaged';
}

/** Segments with a length; the others (standalone and reserved ones) have no place between the start and the end of a picture. */
function hasLength(code: number): boolean {
  return code >= 0xc0 && (code < 0xd0 || code > 0xd8);
}

/** Takes one segment. @returns where the next one begins, undefined where this one is broken. */
function readSegment(bytes: Uint8Array, at: number, reading: Reading): number | undefined {
  const code = bytes[at + 1] ?? 0;
  if (!hasLength(code) || at + 4 > bytes.length) return undefined;
  const length = viewOf(bytes).getUint16(at + 2);
  const next = at + 2 + length;
  if (length < 2 || next > bytes.length) return undefined;
  if (code === marker.startOfScan) return readScan(bytes, at, { next, reading });
  keepSegment(bytes.subarray(at, next), code, reading);
  return next;
}

function keepSegment(segment: Uint8Array, code: number, reading: Reading): void {
  if (code === marker.app1) reading.orientation ??= orientationOf(segment.subarray(4));
  if (isFrame(code) && segment.length >= 9) reading.frame = frameOf(segment);
  if (!isDropped(code, segment)) reading.parts.push(segment);
}

function frameOf(segment: Uint8Array): { readonly width: number; readonly height: number } {
  const view = viewOf(segment);
  return { height: view.getUint16(5), width: view.getUint16(7) };
}

/** Compressed data reach up to the next FF that is neither stuffed (FF00) nor a restart (FFD0 … FFD7). */
function readScan(
  bytes: Uint8Array,
  at: number,
  { next, reading }: { readonly next: number; readonly reading: Reading },
): number | undefined {
  reading.scans++;
  for (let end = bytes.indexOf(0xff, next); end >= 0 && end + 1 < bytes.length; end = bytes.indexOf(0xff, end + 1)) {
    const code = bytes[end + 1] ?? 0;
    if (code === 0 || code === 0xff || (code >= 0xd0 && code <= 0xd7)) continue;
    reading.parts.push(bytes.subarray(at, end));
    return end;
  }
  return undefined;
}

function finished({ parts, orientation, frame, scans }: Reading): Uint8Array | ContentFault {
  if (frame === undefined || scans === 0) return 'damaged';
  if (!saneSize(frame.width, frame.height)) return 'tooManyPixels';
  const turned = orientation !== undefined && orientation !== 1 ? [exifOf(orientation)] : [];
  return concat([Uint8Array.of(0xff, marker.startOfImage), ...turned, ...parts, Uint8Array.of(0xff, marker.endOfImage)]);
}
