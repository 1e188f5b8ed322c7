/** A bank account of Kazakhstan in the international form, `KZ` and 18 signs without spaces. Made only by `parseIban`. */
export type Iban = string & { readonly __brand: 'Iban' };

/** Check digits, three digits of the bank, thirteen signs of the account (SWIFT IBAN registry, KZ). */
const shape = /^KZ\d{5}[0-9A-Z]{13}$/;

/** ISO 13616: the first four signs go to the end, letters become numbers from A = 10; the whole leaves 1 when divided by 97. */
function hasValidDigits(iban: string): boolean {
  const digits = Array.from(`${iban.slice(4)}${iban.slice(0, 4)}`, (sign) => Number.parseInt(sign, 36)).join('');
  return BigInt(digits) % 97n === 1n;
}

function isIban(text: string): text is Iban {
  return shape.test(text) && hasValidDigits(text);
}

/**
 * @param text as a person typed it: `KZ86 125K ZT50 0410 0100`, in small letters too
 * @returns undefined where it is not an account of Kazakhstan, or a digit of it is wrong
 */
export function parseIban(text: string): Iban | undefined {
  const iban = text.replaceAll(/[\s-]/g, '').toUpperCase();
  return isIban(iban) ? iban : undefined;
}

/** In groups of four, as banks print it, with no-break spaces. */
export function formatIban(iban: string): string {
  return iban.replaceAll(/(.{4})(?=.)/g, '$1\u00a0');
}
