/** An individual identification number (ЖСН): 12 digits whose check digit is right. Made only by `parseIin`. */
export type Iin = string & { readonly __brand: 'Iin' };

/** A business identification number (БСН): 12 digits whose check digit is right. Made only by `parseBin`. */
export type Bin = string & { readonly __brand: 'Bin' };

/** YYMMDD, then century and sex (1–6; 0 where neither is recorded), a serial of four digits, the check digit. */
const iinShape = /^\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])[0-6]\d{5}$/;

/** YYMM of registration, 4–6 for the kind of entity, its subdivision, a serial of five digits, the check digit. */
const binShape = /^\d{2}(0[1-9]|1[0-2])[456]\d{7}$/;

const firstWeights = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
/** Used when the first weights leave 10; where these leave 10 too, the number was never given to anybody. */
const secondWeights = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2];

function remainder(digits: readonly number[], weights: readonly number[]): number {
  return weights.reduce((sum, weight, place) => sum + weight * (digits[place] ?? 0), 0) % 11;
}

function hasRightCheckDigit(number: string): boolean {
  const digits = Array.from(number, Number);
  const first = remainder(digits, firstWeights);
  const check = first === 10 ? remainder(digits, secondWeights) : first;
  return check === digits[11];
}

function withoutSpaces(text: string): string {
  return text.replaceAll(/\s/g, '');
}

/**
 * Birth date and sex are the registry's to say: this looks only whether the number can exist.
 *
 * @param text as a person typed it; spaces are allowed
 * @returns undefined where there can be no such number
 */
export function parseIin(text: string): Iin | undefined {
  const number = withoutSpaces(text);
  return isIin(number) ? number : undefined;
}

function isIin(number: string): number is Iin {
  return iinShape.test(number) && hasRightCheckDigit(number);
}

/** As `parseIin`, for legal entities. */
export function parseBin(text: string): Bin | undefined {
  const number = withoutSpaces(text);
  return isBin(number) ? number : undefined;
}

function isBin(number: string): number is Bin {
  return binShape.test(number) && hasRightCheckDigit(number);
}

/** `850101 399 017`: in groups that can be read aloud, with no-break spaces. */
export function formatIin(iin: Iin): string {
  return `${iin.slice(0, 6)}\u00a0${iin.slice(6, 9)}\u00a0${iin.slice(9)}`;
}

/** `••••••••9017`: enough for the owner to recognise, not enough for another to use. */
export function maskIin(iin: Iin): string {
  return `${'•'.repeat(8)}${iin.slice(8)}`;
}
