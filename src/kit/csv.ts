/** Beginnings that spreadsheet programs take for formulas and would run when the file is opened (CWE-1236). */
const formula = /^[=+\-@\t\r]/;

/** The first sign of a file: by it programs know UTF-8, and so the Kazakh letters. */
export const csvBeginning = '\uFEFF';

function written(cell: string | number | undefined): string {
  if (typeof cell === 'number') return String(cell);
  const text = cell ?? '';
  const safe = formula.test(text) ? `'${text}` : text;
  return /[";,\n\r\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line of a table, with its end: RFC 4180, split by semicolons as spreadsheet programs do here. */
export function csvLine(cells: readonly (string | number | undefined)[]): string {
  return `${cells.map(written).join(';')}\r\n`;
}

/** A whole table. */
export function csvOf(rows: readonly (readonly (string | number | undefined)[])[]): string {
  return csvBeginning + rows.map(csvLine).join('');
}
