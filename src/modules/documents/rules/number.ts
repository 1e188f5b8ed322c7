/**
 * Numbers for people (documents, applications): `7K4H-M9PT-2X6C`. Only signs that look and are named alike on a Kazakh, a Russian and an
 * English keyboard, no two of them similar; 17 of them, a prime, so that the last one tells every single wrong sign and every two
 * neighbours exchanged. Eleven random signs are 45 bits: numbers cannot be guessed in a useful time and tell nothing about their owner.
 */
export type DocumentNumber = string & { readonly __brand: 'DocumentNumber' };

const alphabet = '23456789ACEHKMPTX';
const length = 12;

/** What people write instead: the same shapes of the Cyrillic keyboard, and the signs that were left out because they look like one of ours. */
const similar: Readonly<Record<string, string>> = {
  А: 'A',
  С: 'C',
  Е: 'E',
  Ё: 'E',
  Н: 'H',
  К: 'K',
  Қ: 'K',
  М: 'M',
  Р: 'P',
  Т: 'T',
  Х: 'X',
  Ҳ: 'X',
  В: '8',
  B: '8',
  З: '3',
  Б: '6',
  G: '6',
  S: '5',
  Z: '2',
};

const valueOf = new Map(alphabet.split('').map((sign, value) => [sign, value]));

/** The last sign: makes Σ (place × value) divisible by 17. Places are 1 … 12, all different and none 0 modulo 17. */
function checkSign(signs: string): string {
  let sum = 0;
  for (const [index, sign] of signs.split('').entries()) sum += (index + 1) * (valueOf.get(sign) ?? 0);
  // 12·c ≡ −sum (mod 17), and 12·10 ≡ 1.
  return alphabet.charAt((((17 - (sum % 17)) % 17) * 10) % 17);
}

function grouped(signs: string): DocumentNumber {
  return `${signs.slice(0, 4)}-${signs.slice(4, 8)}-${signs.slice(8)}` as DocumentNumber;
}

/** Enough for the eleven signs even when some bytes are thrown away. */
const bytesAtOnce = 24;

/**
 * A new number.
 *
 * @param random gives that many random bytes; `crypto.getRandomValues` where nothing is given.
 */
export function newDocumentNumber(random: (count: number) => Uint8Array = randomBytes): DocumentNumber {
  let signs = '';
  while (signs.length < length - 1) {
    for (const byte of random(bytesAtOnce)) {
      // 255 = 15 × 17: the byte 255 would make the first sign more frequent than the others.
      if (byte < 255 && signs.length < length - 1) signs += alphabet.charAt(byte % 17);
    }
  }
  return grouped(signs + checkSign(signs));
}

function randomBytes(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count));
}

/**
 * Reads a number as people write it: lower case, Cyrillic letters of the same shape, blanks, dashes and dots anywhere.
 *
 * @returns undefined where it cannot be a number of ours, because a sign is wrong or the check sign does not fit.
 */
export function parseDocumentNumber(text: string): DocumentNumber | undefined {
  if (text.length > 64) return undefined;
  const signs = text
    .toUpperCase()
    .replaceAll(/[\s.\-–—_№#]/gu, '')
    .replaceAll(/./gu, (sign) => similar[sign] ?? sign);
  if (signs.length !== length || !signs.split('').every((sign) => valueOf.has(sign))) return undefined;
  return checkSign(signs.slice(0, -1)) === signs.at(-1) ? grouped(signs) : undefined;
}

/** The number without its dashes, as it stands in bar codes. */
export function plainNumber(number: DocumentNumber): string {
  return number.replaceAll('-', '');
}
