import { languageOf } from '#text';
import type { Bilingual, Fact } from '../rules/code/payload.ts';
import { ink, millimetre } from './sheet.ts';
import type { Place, Sheet, Style } from './sheet.ts';

const named: Style = { size: 8, color: ink.muted };
const stated: Style = { size: 10.5, bold: true };
const statedRussian: Style = { size: 9.5, color: ink.muted };
const above = 4 * millimetre;
const between = 1 * millimetre;
const beside = 2 * millimetre;

interface Line {
  readonly text: string;
  readonly style: Style;
  readonly lang: keyof Bilingual;
  /** From the left edge of the part, and down from its top. */
  readonly x: number;
  readonly y: number;
}

interface Part {
  readonly lines: readonly Line[];
  readonly place: Omit<Place, 'y'>;
  readonly height: number;
}

/** Where each line goes: at the right half of the page, each fact under its name, both languages of a short name on one line. */
function partOf(sheet: Sheet, facts: readonly Fact[]): Part {
  const width = sheet.width * 0.5;
  const lines: Line[] = [];
  let y = above;
  const add = (text: string, style: Style, lang: keyof Bilingual): void => {
    lines.push({ text, style, lang, x: 0, y });
    y += sheet.heightOf(text, style, width);
  };
  for (const fact of facts) {
    if ('table' in fact) continue;
    const { label, value } = fact;
    if (label !== undefined) {
      const x = sheet.widthOf(label.kk, named) + beside;
      const fits = x + sheet.widthOf(label.ru, named) < width;
      if (fits) lines.push({ text: label.kk, style: named, lang: 'kk', x: 0, y });
      else add(label.kk, named, 'kk');
      lines.push({ text: label.ru, style: named, lang: 'ru', x: fits ? x : 0, y });
      y += sheet.heightOf(label.ru, named, width);
    }
    add(value.kk, stated, value.ru === value.kk ? (languageOf(value.kk) ?? 'kk') : 'kk');
    if (value.ru !== value.kk) add(value.ru, statedRussian, 'ru');
    y += between;
  }
  return { lines, place: { x: sheet.left + sheet.width - width, width }, height: y };
}

/**
 * To whom a letter goes, at the right above the title, as in the seed's forms. It is written after the title all the same: what is printed
 * must be read in the order in which it is coded.
 */
export function printAddressee(sheet: Sheet, facts: readonly Fact[], printTitle: () => void): void {
  if (facts.length === 0) return printTitle();
  const top = sheet.y;
  const { lines, place, height } = partOf(sheet, facts);
  sheet.moveTo(top + height);
  printTitle();
  const below = sheet.y;
  const part = sheet.element(sheet.root, 'Sect');
  for (const { text, style, lang, x, y } of lines)
    sheet.write(part, text, { ...style, lang, x: place.x + x, y: top + y, width: place.width - x });
  part.end();
  sheet.moveTo(below);
}
