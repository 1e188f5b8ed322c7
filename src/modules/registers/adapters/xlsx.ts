import { readSheet } from 'read-excel-file/universal';
import writeWorkbook from 'write-excel-file/node';

/** What a workbook may become when it is unpacked, bytes: eight times what two thousand lines take, and a second of reading. */
const mostUnpacked = 8 * 1024 * 1024;
const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;

/**
 * Sum of the sizes that the archive's directory (APPNOTE 4.3.12) gives; the unpacker gives each file no more room than that.
 *
 * @returns undefined where the directory cannot be read
 */
function unpackedSize(bytes: Uint8Array): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && end > bytes.length - 65_557 && view.getUint32(end, true) !== endOfDirectory) end--;
  if (end < 0 || view.getUint32(end, true) !== endOfDirectory) return undefined;
  const entries = view.getUint16(end + 10, true);
  let [at, size] = [view.getUint32(end + 16, true), 0];
  for (let entry = 0; entry < entries; entry++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== directoryEntry) return undefined;
    size += view.getUint32(at + 24, true);
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return size;
}

function textOf(cell: unknown): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return typeof cell === 'string' || typeof cell === 'number' ? String(cell) : '';
}

/** Whether the bytes can be a workbook: an archive. */
export function looksLikeWorkbook(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

/** The first sheet of a workbook, as text; days as `2026-11-22`. @returns undefined for what is no workbook; `tooLarge` is not even unpacked */
export async function readWorkbook(bytes: Uint8Array): Promise<string[][] | 'tooLarge' | undefined> {
  const size = unpackedSize(bytes);
  if (size === undefined) return undefined;
  if (size > mostUnpacked) return 'tooLarge';
  try {
    const rows = await readSheet(new Blob([Uint8Array.from(bytes)]));
    return rows.map((row) => row.map(textOf));
  } catch {
    return undefined;
  }
}

/** A workbook with one sheet; every cell is text, so that no formula and no lost nought of a number comes into being. */
export function workbookOf(sheet: string, rows: readonly (readonly string[])[]): Promise<Buffer> {
  const cells = rows.map((row, index) =>
    row.map((value) => ({ value, type: String, ...(index === 0 ? { fontWeight: 'bold' as const } : {}) })),
  );
  // Names of sheets have 31 signs at most and none of these.
  return writeWorkbook(cells, { sheet: sheet.replaceAll(/[\\/?*[\]:]/g, ' ').slice(0, 31) }).toBuffer();
}
