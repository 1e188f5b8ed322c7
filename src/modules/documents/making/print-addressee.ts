import type { Fact } from '../rules/code/payload.ts';
import { ink, millimetre } from './sheet.ts';
import type { Sheet, Style } from './sheet.ts';

const named: Style = { size: 8, color: ink.muted };
const stated: Style = { size: 10.5, bold: true };
const statedRussian: Style = { size: 9.5, color: ink.muted };

/** To whom a letter goes: at the right above the title, as in the seed's forms, each fact under its name. */
export function printAddressee(sheet: Sheet, facts: readonly Fact[]): void {
  if (facts.length === 0) return;
  const part = sheet.element(sheet.root, 'Sect');
  const width = sheet.width * 0.5;
  const place = { x: sheet.left + sheet.width - width, width };
  let below = sheet.y + 7 * millimetre;
  for (const fact of facts) {
    if ('table' in fact) continue;
    const { label, value } = fact;
    if (label !== undefined) {
      below = sheet.write(part, label.kk, { ...named, lang: 'kk', ...place, y: below });
      below = sheet.write(part, label.ru, { ...named, lang: 'ru', ...place, y: below });
    }
    below = sheet.write(part, value.kk, { ...stated, lang: 'kk', ...place, y: below });
    if (value.ru !== value.kk) below = sheet.write(part, value.ru, { ...statedRussian, lang: 'ru', ...place, y: below });
    below += 1.5 * millimetre;
  }
  part.end();
  sheet.moveTo(below);
}
