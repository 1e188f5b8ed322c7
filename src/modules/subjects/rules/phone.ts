/** A telephone number of Kazakhstan in the international form, `+77011234567`. Made only by `parsePhone`. */
export type Phone = string & { readonly __brand: 'Phone' };

/** Every number of Kazakhstan, mobile or not, is +7 7 and nine digits; at home it is dialled with 8 first. */
const typed = /^(?:\+?7|8)?(7\d{9})$/;

/**
 * @param text as a person typed it: `+7 701 123-45-67`, `8 (701) 1234567`, `701 123 45 67`
 * @returns undefined where it is not a number of Kazakhstan
 */
export function parsePhone(text: string): Phone | undefined {
  const [, national] = typed.exec(text.replaceAll(/[\s().-]/g, '')) ?? [];
  const phone = `+7${national}`;
  return isPhone(phone) ? phone : undefined;
}

function isPhone(text: string): text is Phone {
  return /^\+77\d{9}$/.test(text);
}

/** `+7 701 123 45 67`, with no-break spaces. */
export function formatPhone(phone: Phone): string {
  return [phone.slice(0, 2), phone.slice(2, 5), phone.slice(5, 8), phone.slice(8, 10), phone.slice(10)].join('\u00a0');
}
