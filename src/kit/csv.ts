/** Beginnings that spreadsheet programs take for formulas (OWASP, CSV injection). */
const formula = /^[=+\-@\t\r]/;

function written(cell: string | number): string {
  if (typeof cell === 'number') return String(cell);
  const safe = formula.test(cell) ? `'${cell}` : cell;
  return /[";,\n\r\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A table as spreadsheet programs open it: RFC 4180, in UTF-8 with its mark, split by semicolons as they do here. */
export function csvOf(rows: readonly (readonly (string | number)[])[]): string {
  return `\uFEFF${rows.map((cells) => `${cells.map(written).join(';')}\r\n`).join('')}`;
}
