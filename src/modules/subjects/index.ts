export type { Bin, Iin } from './rules/number.ts';
export { formatIin, maskIin, parseBin, parseIin } from './rules/number.ts';
export type { Iban } from './rules/iban.ts';
export { formatIban, parseIban } from './rules/iban.ts';
export type { PersonName } from './rules/name.ts';
export { formatName, formatShortName, readableName } from './rules/name.ts';
export type { Phone } from './rules/phone.ts';
export { formatPhone, parsePhone } from './rules/phone.ts';
