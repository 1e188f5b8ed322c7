import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import Pdf from 'pdfkit';
import QRCode from 'qrcode';
import { textOf } from './evidence.ts';

const run = promisify(execFile);

/** Strings of glyphs in a page's content, as hexadecimal numbers of two bytes each. */
const glyphString = /<((?:[\da-f]{4}){2,})>/gi;

/** The same string with two neighbouring glyphs exchanged; the same where all are equal. */
function misspelt(glyphs: string): string {
  const letters = glyphs.match(/.{4}/g) ?? [];
  const at = letters.findIndex((letter, index) => index > 0 && letter !== letters[index - 1]);
  if (at < 1) return glyphs;
  const [left = '', right = ''] = [letters[at - 1], letters[at]];
  return [...letters.slice(0, at - 1), right, left, ...letters.slice(at + 1)].join('');
}

/**
 * A copy of the PDF in which letters of this word are exchanged, as somebody with a PDF editor would do it: the codes stay as they are.
 *
 * @throws where the word is not in the PDF
 */
export async function withChangedLetters(pdf: string, word: string): Promise<string> {
  const [open, forged] = [`${pdf}-open.pdf`, `${pdf}-forged.pdf`];
  await run('qpdf', ['--qdf', '--object-streams=disable', pdf, open]);
  const text = await readFile(open, 'latin1');
  const before = (await textOf(pdf)).split(word).length;
  for (const found of text.matchAll(glyphString)) {
    const changed = `<${misspelt(found[1] ?? '')}>`;
    if (changed === found[0]) continue;
    await writeFile(forged, text.slice(0, found.index) + changed + text.slice(found.index + found[0].length), 'latin1');
    if ((await textOf(forged)).split(word).length < before) return forged;
  }
  throw new Error(`«${word}» could not be changed in the PDF`);
}

const font = createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf');

/** A sheet of one's own with the codes copied from a genuine document. */
export async function withCopiedCodes(path: string, codes: readonly string[], lines: readonly string[]): Promise<string> {
  const sheet = new Pdf({ size: 'A4', font });
  const chunks: Buffer[] = [];
  sheet.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((done) => sheet.on('end', done));
  for (const line of lines) sheet.fontSize(12).text(line);
  for (const [index, code] of codes.entries()) {
    const picture = await QRCode.toBuffer([{ data: code, mode: 'alphanumeric' }], { errorCorrectionLevel: 'M', scale: 6 });
    sheet.image(picture, 60 + (index % 2) * 240, 320 + Math.floor(index / 2) * 240, { width: 220 });
  }
  sheet.end();
  await ended;
  await writeFile(path, Buffer.concat(chunks));
  return path;
}
