/**
 * Widths of letters in parts of the font's size: those of the widest sans-serif that systems have, because a picture cannot bring its font
 * along. Whoever has a narrower one sees more air.
 */
function widthOf(letter: string): number {
  if (/[ .,:;'’|!іїІЇil()«»„“-]/u.test(letter)) return 0.42;
  if (/[ЖШЩЮФМЫжшщюфмыWMmw@%—]/u.test(letter)) return 0.95;
  return /\p{Lu}/u.test(letter) ? 0.76 : 0.65;
}

function measure(text: string, size: number): number {
  return Array.from(text).reduce((sum, letter) => sum + widthOf(letter), 0) * size;
}

/** A word that is wider than the line, cut. */
function cut(word: string, width: number, size: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const letter of Array.from(word)) {
    if (piece !== '' && measure(`${piece}${letter}-`, size) > width) {
      pieces.push(`${piece}-`);
      piece = '';
    }
    piece += letter;
  }
  return [...pieces, piece];
}

/** A text broken into lines between words; in a word only where it is longer than a line. Widths and size in the same unit. */
export function linesOf(text: string, width: number, size: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).flatMap((one) => (measure(one, size) > width ? cut(one, width, size) : [one]))) {
    const last = lines.at(-1);
    const joined = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && measure(joined, size) <= width) lines[lines.length - 1] = joined;
    else lines.push(word);
  }
  return lines;
}
