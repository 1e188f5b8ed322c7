import { asciiAt } from './bytes.ts';
import { cleanHeic } from './heic.ts';
import { cleanJpeg } from './jpeg.ts';
import { examinePdf } from './pdf.ts';
import { cleanPng } from './png.ts';
import { cleanWebp } from './webp.ts';

/** What may be kept (CAB-3); told by the bytes, never by the name. */
export const fileTypes = {
  pdf: { media: 'application/pdf', extension: 'pdf', label: 'PDF', clean: examinePdf },
  jpeg: { media: 'image/jpeg', extension: 'jpg', label: 'JPEG', clean: cleanJpeg },
  png: { media: 'image/png', extension: 'png', label: 'PNG', clean: cleanPng },
  webp: { media: 'image/webp', extension: 'webp', label: 'WebP', clean: cleanWebp },
  heic: { media: 'image/heic', extension: 'heic', label: 'HEIC', clean: cleanHeic },
} as const satisfies Record<string, FileTypeRule>;

export type FileType = keyof typeof fileTypes;

interface FileTypeRule {
  readonly media: string;
  readonly extension: string;
  /** As people call it, the same in every language. */
  readonly label: string;
  /** @returns the bytes to keep, without what tells where a picture was taken, or why they are refused. */
  readonly clean: (bytes: Uint8Array) => Uint8Array | ContentFault;
}

/** Why a file is not kept. `polyglot`: it is also a file of another sort; `tooManyPixels`: it would burst a reader's memory. */
export type ContentFault = 'damaged' | 'polyglot' | 'tooManyPixels';
export type FileFault = ContentFault | 'empty' | 'tooLarge' | 'unknownType' | 'infected';

export type ExaminedFile =
  | { readonly ok: true; readonly type: FileType; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly fault: FileFault };

/** The sort of a file by its first bytes; a sort's header must stand at the very beginning (SEC-9). */
function typeOf(bytes: Uint8Array): FileType | undefined {
  const start = asciiAt(bytes, 0, 12);
  if (/^%PDF-[12]\.\d/.test(start)) return 'pdf';
  if (start.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (start.startsWith('RIFF') && start.endsWith('WEBP')) return 'webp';
  if (/^(?:heic|heix|hevc|heim|heis|mif1|msf1)$/.test(start.slice(8)) && start.slice(4, 8) === 'ftyp') return 'heic';
  return undefined;
}

/** Examines an uploaded file: its sort, its structure, that it is nothing else besides, and takes the position out of pictures. */
export function examineFile(bytes: Uint8Array, sizeLimit: number): ExaminedFile {
  if (bytes.length === 0) return { ok: false, fault: 'empty' };
  if (bytes.length > sizeLimit) return { ok: false, fault: 'tooLarge' };
  const type = typeOf(bytes);
  if (type === undefined) return { ok: false, fault: 'unknownType' };
  const cleaned = fileTypes[type].clean(bytes);
  return typeof cleaned === 'string' ? { ok: false, fault: cleaned } : { ok: true, type, bytes: cleaned };
}
