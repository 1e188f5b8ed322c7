import { formatDate, texts } from '#text';
import { signerOf } from '../code/payload.ts';
import type { Bilingual, DocumentContent, Fact } from '../code/payload.ts';
import type { Check } from './verdict.ts';

const signed = { kk: texts('kk').documents.paper.signed, ru: texts('ru').documents.paper.signed };

function once({ kk, ru }: Bilingual): string[] {
  return kk === ru ? [kk] : [kk, ru];
}

function textsOfFact(fact: Fact): string[] {
  const label = fact.label === undefined ? [] : [fact.label.kk, fact.label.ru];
  if (!('table' in fact)) return [...label, ...once(fact.value)];
  const { columns, rows } = fact.table;
  return [...label, ...columns.flatMap(once), ...rows.flatMap((row) => row.flatMap(once))];
}

/**
 * All that stands above the legal statements, in the order in which it is printed and read aloud. A test holds the printer to it, so that
 * the text of a PDF can be compared with its codes letter by letter.
 */
function printedTexts(content: DocumentContent): string[][] {
  const { body, number, issuedAt, title, facts, signatories } = content;
  const signer = signerOf(content);
  const dates = `${formatDate(issuedAt, 'kk')} / ${formatDate(issuedAt, 'ru')}`;
  return [
    [body.name.kk, body.name.ru],
    [`№ ${number}`, dates],
    [title.kk, title.ru],
    ...facts.map(textsOfFact),
    ...signatories.map((signatory) => {
      const { position, name } = signatory;
      return [position.kk, position.ru, ...(signatory === signer ? [signed.kk, signed.ru] : []), name];
    }),
  ];
}

/** Readers differ in blanks, line breaks and composed letters; nothing else may differ. */
function bare(text: string): string {
  return text.normalize('NFKC').replaceAll(/[\s\u00ad]+/gu, '');
}

/**
 * Compares the text of a PDF with what its codes say. Not only must everything that is coded be printed: the document must begin with it,
 * without a letter between, so that a word put in is found like one changed.
 *
 * @param text of the PDF, in reading order, without running feet; undefined where it has none (a scan).
 */
export function comparePrint(content: DocumentContent, text: string | undefined): Check {
  const name = 'print';
  const printed = bare(text ?? '');
  if (printed === '') return { name, finding: 'printUnread' };
  const parts = printedTexts(content);
  if (printed.startsWith(bare(parts.flat().join('')))) return { name, finding: 'printAgrees' };
  const missing = parts.filter((part) => !printed.includes(bare(part.join('')))).map((part) => part.join(' '));
  return { name, finding: 'printDiffers', about: missing };
}
