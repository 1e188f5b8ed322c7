import { z } from 'zod';
import type { Translated } from '#text';

const word = z.string().trim().min(1);

/** A text in Kazakh, Russian and English: a definition without one of them is refused. */
export const translated: z.ZodType<Translated> = z.strictObject({ kk: word, ru: word, en: word });

/** A text as it is printed on an official document: in the two languages of the seeds. */
export const bilingual = z.strictObject({ kk: word, ru: word });
export type Bilingual = z.infer<typeof bilingual>;

/** Words that stand in one of the printed languages only. */
export const partlyBilingual = z.strictObject({ kk: word.optional(), ru: word.optional() });

/** A name within a definition, used in addresses, columns and answers. */
export const identifier = z.string().regex(/^[a-z][a-zA-Z0-9-]*$/);

/** A calendar date without a time, `2026-11-22`. */
export const isoDate = z.iso.date();
