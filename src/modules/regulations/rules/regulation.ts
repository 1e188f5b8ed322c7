import { z } from 'zod';
import { extensionSchema } from './extension.ts';
import { formSchema } from './form.ts';
import { outputSchema } from './output.ts';
import type { Passport } from './passport.ts';
import { processSchema } from './process.ts';
import { identifier, isoDate, translated } from './words.ts';

const noticeOccasions = ['sent', 'accepted', 'considered', 'needsYou', 'extended', 'provided', 'refused', 'withdrawn'] as const;
/** FRM-10: a notice goes out on each change of status and on each extension of a deadline. */
export type NoticeOccasion = (typeof noticeOccasions)[number];

const noticeSchema = z.strictObject({ title: translated, text: translated });

const surveyQuestion = z.strictObject({ id: identifier, text: translated });

/** One version of a service's regulation, as it stands in its folder beside the passport (PRO-1). */
export const regulationSchema = z.strictObject({
  id: identifier,
  version: z.int().positive(),
  validFrom: isoDate,
  process: processSchema,
  form: formSchema,
  outputs: z.array(outputSchema).min(1),
  notices: z.record(z.enum(noticeOccasions), noticeSchema),
  /** By how much a provider may extend the deadline in all; absent: not at all. */
  extension: extensionSchema.optional(),
  survey: z.strictObject({
    questions: z.array(surveyQuestion).min(1),
    answers: z.array(surveyQuestion).min(2),
  }),
});

export type Notice = z.infer<typeof noticeSchema>;
export type Survey = z.infer<typeof regulationSchema>['survey'];

/** A regulation that the checker has passed. Everything that forms, officers' screens, documents and notices need is in it. */
export interface Regulation extends z.infer<typeof regulationSchema> {
  readonly passport: Passport;
}

/** A service as the catalogue shows it; without a regulation it cannot be ordered online yet. */
export interface Service {
  readonly id: string;
  readonly passport: Passport;
  readonly regulation: Regulation | undefined;
}
