/** Front door for the browser: the rules that verify a document's codes, none of which needs a server. */
export { codesInText, gatherCodes } from './rules/code/codes.ts';
export type { Bilingual, DocumentContent } from './rules/code/payload.ts';
export { factInLine } from './rules/fact-line.ts';
export { isForeignCode, readForeignCodes } from './rules/foreign-code.ts';
export type { ForeignReading } from './rules/foreign-code.ts';
export { revocationByLists } from './rules/verdict/revocation-by-lists.ts';
export { findings } from './rules/verdict/verdict.ts';
export type { Check, DocumentVerdict } from './rules/verdict/verdict.ts';
export { verifyCodes } from './rules/verdict/verify-codes.ts';
