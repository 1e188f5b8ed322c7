import { csvBeginning } from '#kit/csv';

/** What was guarded by an apostrophe when it was written. */
const guarded = /^'[=+\-@\t\r]/;

/** What stands between columns: whichever the first line has most of. */
function separatorOf(text: string): string {
  const line = text.slice(0, Math.max(0, text.search(/[\r\n]/)) || text.length);
  const counted = [';', ',', '\t'].map((sign) => ({ sign, count: line.split(sign).length }));
  return counted.reduce((most, one) => (one.count > most.count ? one : most)).sign;
}

function readable(cell: string): string {
  return guarded.test(cell) ? cell.slice(1) : cell;
}

/** A quoted cell that begins at `from`. @returns its text and where it ends */
function quotedCell(text: string, from: number): { cell: string; end: number } {
  let cell = '';
  for (let at = from + 1; ; ) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return { cell: cell + text.slice(at), end: text.length };
    cell += text.slice(at, quote);
    if (text[quote + 1] !== '"') return { cell, end: quote + 1 };
    cell += '"';
    at = quote + 2;
  }
}

function plainCell(text: string, from: number, separator: string): { cell: string; end: number } {
  let end = from;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++;
  return { cell: text.slice(from, end), end };
}

/** Reads a table as programs write it: with or without the mark, with any of the usual separators and ends of lines. */
export function readCsv(file: string): string[][] {
  const text = file.startsWith(csvBeginning) ? file.slice(1) : file;
  const separator = separatorOf(text);
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; at < text.length; ) {
    const { cell, end } = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at, separator);
    row.push(readable(cell));
    if (text[end] === separator) {
      at = end + 1;
      if (at === text.length) row.push('');
      continue;
    }
    rows.push(row);
    row = [];
    at = text.startsWith('\r\n', end) ? end + 2 : end + 1;
  }
  if (row.length > 0) rows.push(row);
  return rows;
}
