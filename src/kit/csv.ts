/** What spreadsheet programs would run as a formula when the file is opened (CWE-1236). */
const formula = /^[=+\-@\t\r]/;

function written(cell: string | number | undefined): string {
  if (typeof cell === 'number') return String(cell);
  const text = cell ?? '';
  const safe = formula.test(text) ? `'${text}` : text;
  return /[";,\n\r\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A table as spreadsheet programs open it: RFC 4180, in UTF-8 with its mark, split by semicolons as they do here. */
export function csvOf(rows: readonly (readonly (string | number | undefined)[])[]): string {
  return `\uFEFF${rows.map((cells) => `${cells.map(written).join(';')}\r\n`).join('')}`;
}
