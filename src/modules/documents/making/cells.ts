import { languageOf } from '#text';
import type { Locale } from '#text';
import type { Bilingual, Fact, Table } from '../rules/code/payload.ts';
import { ink, millimetre } from './sheet.ts';
import type { Element, Sheet, Style } from './sheet.ts';

/** How the Russian words under a Kazakh label look. */
export const labelRussian: Style = { size: 8.5, color: ink.muted };

interface Pair {
  readonly kk: Style;
  readonly ru: Style;
}
const labelled: Pair = { kk: { size: 9 }, ru: labelRussian };
const stated: Pair = { kk: { size: 10.5, bold: true }, ru: { size: 9.5, color: ink.muted } };
const headed: Pair = { kk: { size: 8.5, bold: true }, ru: { size: 8, color: ink.muted } };
const tabled: Pair = { kk: { size: 10 }, ru: { size: 9, color: ink.muted } };

const padding = 1 * millimetre;
const gap = 6 * millimetre;
const columnGap = 3 * millimetre;

interface Line {
  readonly text: string;
  readonly style: Style;
  readonly lang: Locale;
}

/** Both languages below each other; what is the same in both stands once. */
function linesOf({ kk, ru }: Bilingual, { kk: kazakh, ru: russian }: Pair): Line[] {
  if (kk === ru) return [{ text: kk, style: kazakh, lang: languageOf(kk) ?? 'kk' }];
  return [
    { text: kk, style: kazakh, lang: 'kk' },
    { text: ru, style: russian, lang: 'ru' },
  ];
}

interface Cell {
  readonly tag: 'TH' | 'TD';
  readonly lines: readonly Line[];
  /** From the left edge of the text. */
  readonly x: number;
  readonly width: number;
}

/** One row of cells with a rule below, never broken over two pages. */
function printCells(sheet: Sheet, table: Element, cells: readonly Cell[]): void {
  const heightOf = ({ lines, width }: Cell) =>
    lines.reduce((sum, { text, style }) => sum + sheet.heightOf(text, style, width), 0);
  sheet.need(Math.max(...cells.map(heightOf)) + 2 * padding);
  const top = sheet.y + padding;
  const row = sheet.element(table, 'TR');
  const ends = cells.map(({ tag, lines, x, width }) => {
    const cell = sheet.element(row, tag);
    let below = top;
    for (const { text, style, lang } of lines)
      below = sheet.write(cell, text, { ...style, lang, x: sheet.left + x, y: below, width });
    cell.end();
    return below;
  });
  row.end();
  const bottom = Math.max(...ends) + padding;
  sheet.rule(bottom);
  sheet.moveTo(bottom);
}

/** As wide as the widest label wants, within reason: where all are short, the values have the room. */
export function nameWidthOf(sheet: Sheet, facts: readonly Fact[]): number {
  const labels = facts.flatMap((fact) => ('table' in fact || fact.label === undefined ? [] : [fact.label]));
  const wanted = labels.map(({ kk, ru }) => Math.max(sheet.widthOf(kk, labelled.kk), sheet.widthOf(ru, labelRussian)));
  return Math.min(sheet.width * 0.54, Math.max(sheet.width * 0.25, ...wanted) + columnGap);
}

interface Row {
  readonly label: Bilingual;
  readonly value: Bilingual;
  readonly nameWidth: number;
}

/** A fact: its label in both languages, its value beside it. */
export function printRow(sheet: Sheet, table: Element, row: Row): void {
  const { nameWidth: width } = row;
  const { kk, ru } = row.label;
  // A label stands in both languages even where they are alike: what is printed is compared letter by letter.
  const names = [...linesOf({ kk, ru: kk }, labelled), { text: ru, style: labelRussian, lang: 'ru' } as const];
  printCells(sheet, table, [
    { tag: 'TH', lines: names, x: 0, width },
    { tag: 'TD', lines: linesOf(row.value, stated), x: width + gap, width: sheet.width - width - gap },
  ]);
}

/** Wide columns for those with long texts, narrow ones for numbers, all together as wide as the page. */
function widthsOf(sheet: Sheet, { columns, rows }: Table): number[] {
  const widest = columns.map((head, index) => {
    const texts = [head, ...rows.flatMap((row) => row[index] ?? [])].flatMap(({ kk, ru }) => [kk, ru]);
    return Math.min(sheet.width / 2, Math.max(...texts.map((text) => sheet.widthOf(text, tabled.kk))) + columnGap);
  });
  const total = widest.reduce((sum, width) => sum + width, 0);
  return widest.map((width) => (width / total) * sheet.width);
}

/** A table under its label, over the whole width. */
export function printTable(sheet: Sheet, { label, table }: { readonly label: Bilingual; readonly table: Table }): void {
  const caption = sheet.element(sheet.root, 'Caption');
  const place = { x: sheet.left, width: sheet.width };
  sheet.need(30 * millimetre);
  const below = sheet.write(caption, label.kk, { ...labelled.kk, lang: 'kk', ...place, y: sheet.y + 2 * millimetre });
  sheet.moveTo(sheet.write(caption, label.ru, { ...labelRussian, lang: 'ru', ...place, y: below }) + padding);
  caption.end();
  sheet.rule(sheet.y);
  const widths = widthsOf(sheet, table);
  const cellsOf = (tag: 'TH' | 'TD', row: readonly Bilingual[]): Cell[] =>
    row.map((text, index) => ({
      tag,
      lines: linesOf(text, tag === 'TH' ? headed : tabled),
      x: widths.slice(0, index).reduce((sum, width) => sum + width, 0),
      width: (widths[index] ?? 0) - columnGap,
    }));
  const element = sheet.element(sheet.root, 'Table');
  printCells(sheet, element, cellsOf('TH', table.columns));
  for (const row of table.rows) printCells(sheet, element, cellsOf('TD', row));
  element.end();
}
