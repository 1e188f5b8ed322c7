import { formatDate, languageOf, texts } from '#text';
import type { Locale } from '#text';
import { signerOf } from '../rules/code/payload.ts';
import type { Bilingual, DocumentContent, Fact, Signatory } from '../rules/code/payload.ts';
import { labelRussian, printRow, printTable, nameWidthOf } from './cells.ts';
import { printAddressee } from './print-addressee.ts';
import { printCodes, heightOfCodes } from './print-codes.ts';
import { qrImage } from './qr-image.ts';
import type { QrImage } from './qr-image.ts';
import { Sheet, ink, millimetre } from './sheet.ts';
import type { Element, Style } from './sheet.ts';

export interface PrintedDocument {
  readonly content: DocumentContent;
  /** How many of the first facts stand above the title: to whom the document goes. */
  readonly addressed?: number | undefined;
  /** The legal statements, word for word (DOC-1): the first stands above the bar codes, the others, which speak of them, below. */
  readonly statements: readonly Bilingual[];
  readonly codes: readonly string[];
  /** Address of the page where anybody can check a document, printed at the foot. */
  readonly verifyAt: string;
}

const official = ['kk', 'ru'] as const satisfies readonly Locale[];
const words = { kk: texts('kk').documents.paper, ru: texts('ru').documents.paper };
const gap = 6 * millimetre;

/** Prints a document: A4, Kazakh and Russian side by side, tagged (DOC-1, DOC-3). The same input always gives the same bytes. */
export async function printDocument(printed: PrintedDocument): Promise<Uint8Array> {
  const { content, addressed = 0, statements, codes, verifyAt } = printed;
  const title = `${content.title.kk} / ${content.title.ru} № ${content.number}`;
  const sheet = new Sheet({ title, author: content.body.name.kk, at: content.issuedAt });
  printHead(sheet, content);
  printAddressee(sheet, content.facts.slice(0, addressed), () => printTitle(sheet, content));
  printFacts(sheet, content.facts.slice(addressed));
  printSignatories(sheet, content);
  printEnd(sheet, statements, codes.map(qrImage));
  sheet.feet((page, count) => ({ left: `№ ${content.number} · ${verifyAt}`, right: `${page} / ${count}` }));
  return sheet.bytes();
}

/** The codes stand at the bottom of the last page, where a scanner looks for them. */
function printEnd(sheet: Sheet, [first, ...others]: readonly Bilingual[], images: readonly QrImage[]): void {
  const shown = [...(first ? [first] : []), ...others];
  const height = shown.reduce((sum, text) => sum + heightOfStatement(sheet, text), heightOfCodes(sheet, images));
  sheet.need(height + gap / 4);
  sheet.moveTo(Math.max(sheet.y + gap / 4, sheet.bottom - height));
  if (first) printColumns(sheet, sheet.root, { text: first, style: statement });
  printCodes(sheet, images);
  for (const text of others) printColumns(sheet, sheet.root, { text, style: statement });
}

interface Columns {
  readonly text: Bilingual;
  readonly style: Style;
  readonly tag?: string;
}

/** The same in Kazakh on the left and in Russian on the right. */
function printColumns(sheet: Sheet, parent: Element, { text, style, tag = 'P' }: Columns): void {
  const width = (sheet.width - gap) / 2;
  const top = sheet.y;
  const ends = official.map((lang, column) =>
    sheet.write(parent, text[lang], { ...style, tag, lang, x: sheet.left + column * (width + gap), y: top, width }),
  );
  sheet.moveTo(Math.max(...ends));
}

function printHead(sheet: Sheet, { body, number, issuedAt }: DocumentContent): void {
  const head = sheet.element(sheet.root, 'Sect');
  printColumns(sheet, head, { text: body.name, style: { size: 10.5, bold: true, color: ink.deep, align: 'center' } });
  const y = sheet.y + 2.5 * millimetre;
  sheet.rule(y, { color: ink.deep, thickness: 1.4 });
  sheet.rule(y + 2.2, { color: ink.gold, thickness: 0.8 });
  sheet.moveTo(y + 3.5 * millimetre);
  const date: Bilingual = { kk: formatDate(issuedAt, 'kk'), ru: formatDate(issuedAt, 'ru') };
  const top = sheet.y;
  const place = { x: sheet.left, y: top, width: sheet.width };
  sheet.write(head, `№ ${number}`, { size: 10.5, bold: true, ...place });
  sheet.write(head, `${date.kk} / ${date.ru}`, { size: 9.5, color: ink.muted, align: 'right', ...place });
  head.end();
}

function printTitle(sheet: Sheet, { title }: DocumentContent): void {
  const place = { x: sheet.left + gap, width: sheet.width - 2 * gap, align: 'center' } as const;
  const below = sheet.write(sheet.root, title.kk, {
    tag: 'H1',
    lang: 'kk',
    size: 15,
    bold: true,
    y: sheet.y + 4 * millimetre,
    ...place,
  });
  const end = sheet.write(sheet.root, title.ru, { tag: 'H2', lang: 'ru', size: 12, color: ink.muted, y: below + 2, ...place });
  sheet.moveTo(end + 3 * millimetre);
}

const paragraph: Style = { size: 10.5, align: 'left' };
const paragraphGap = 2 * millimetre;

/** Facts with labels are rows of a table, those without are paragraphs of a letter; neighbours of one sort stand together. */
function printFacts(sheet: Sheet, facts: readonly Fact[]): void {
  let table: Element | undefined;
  const nameWidth = nameWidthOf(sheet, facts);
  for (const fact of facts) {
    if (fact.label !== undefined && !('table' in fact)) {
      if (table === undefined) sheet.rule(sheet.y);
      table ??= sheet.element(sheet.root, 'Table');
      printRow(sheet, table, { label: fact.label, value: fact.value, nameWidth });
      continue;
    }
    endTable(sheet, table);
    table = undefined;
    if ('table' in fact) {
      printTable(sheet, fact);
      sheet.moveTo(sheet.y + paragraphGap);
    } else printParagraph(sheet, fact.value);
  }
  table?.end();
}

/** What follows stands apart: the last rule must not look like a line under it. */
function endTable(sheet: Sheet, table: Element | undefined): void {
  if (table === undefined) return;
  table.end();
  sheet.moveTo(sheet.y + paragraphGap);
}

/** A number stays with its sign. */
function bound(text: string): string {
  return text.replaceAll('№ ', '№\u00a0');
}

function printParagraph(sheet: Sheet, text: Bilingual): void {
  const place = { x: sheet.left, width: sheet.width };
  const languages = text.kk === text.ru ? [languageOf(text.kk) ?? 'kk'] : official;
  for (const [index, lang] of languages.entries()) {
    const style: Style = index === 0 ? paragraph : { ...paragraph, size: 9.5, color: ink.muted };
    sheet.need(3 * style.size);
    sheet.moveTo(sheet.write(sheet.root, bound(text[lang]), { ...style, lang, ...place, y: sheet.y }) + paragraphGap);
  }
}

function printSignatories(sheet: Sheet, content: DocumentContent): void {
  const signer = signerOf(content);
  for (const [index, signatory] of content.signatories.entries()) {
    sheet.need(14 * millimetre);
    sheet.moveTo(sheet.y + (index === 0 ? 4 : 2.5) * millimetre);
    printSignatory(sheet, signatory, signatory === signer);
  }
}

/** Only who decides signs the document; the others are named. */
function printSignatory(sheet: Sheet, { position, name }: Signatory, signed: boolean): void {
  const section = sheet.element(sheet.root, 'Sect');
  const top = sheet.y;
  const side = sheet.width * 0.28;
  const left = { x: sheet.left, width: side };
  const below = sheet.write(section, position.kk, { size: 10.5, lang: 'kk', y: top, ...left });
  const ends = [sheet.write(section, position.ru, { ...labelRussian, lang: 'ru', y: below, ...left })];
  if (signed) {
    const middle = { x: sheet.left + side, width: sheet.width - 2 * side, align: 'center', size: 8, color: ink.muted } as const;
    const half = sheet.write(section, words.kk.signed, { ...middle, lang: 'kk', y: top + 2 });
    ends.push(sheet.write(section, words.ru.signed, { ...middle, lang: 'ru', y: half }));
  }
  const right = { x: sheet.left + sheet.width - side, width: side, align: 'right' } as const;
  ends.push(sheet.write(section, name, { size: 10.5, bold: true, y: top, ...right }));
  section.end();
  sheet.moveTo(Math.max(...ends));
}

const statement: Style = { size: 7 };

function heightOfStatement(sheet: Sheet, text: Bilingual): number {
  const width = (sheet.width - gap) / 2;
  return Math.max(sheet.heightOf(text.kk, statement, width), sheet.heightOf(text.ru, statement, width));
}
