import { z } from 'zod';
import { texts } from '#text';
import type { Locale } from '#text';
import type { ReadableLine } from './readable-lines.ts';
import { isoDate } from './words.ts';
import { writtenDate } from './written-answer.ts';

/**
 * A request that was taken at a counter of a provider or of a public service centre (PRO-3, PRO-4): who filled it in and signs it, which
 * papers were shown, and who came instead of the consumer. It is part of what is signed.
 */
export const counterEntrySchema = z.strictObject({
  filledBy: z.strictObject({
    role: z.enum(['officer', 'operator']),
    iin: z.string(),
    name: z.string(),
    body: z.strictObject({ bin: z.string(), name: z.strictObject({ kk: z.string(), ru: z.string(), en: z.string() }) }),
  }),
  /** Number of the consumer's identity card that was shown; absent where a representative came. */
  identityCard: z.string().exactOptional(),
  /** Required documents whose originals on paper were seen, by id (item 11 of the standard). */
  paperOriginals: z.array(z.string()),
  /** Under a notarised power of attorney, as the notary system has it. */
  representative: z
    .strictObject({
      iin: z.string(),
      name: z.string(),
      powerOfAttorney: z.strictObject({ number: z.string(), issuedOn: isoDate, validUntil: isoDate }),
    })
    .exactOptional(),
});
export type CounterEntry = z.infer<typeof counterEntrySchema>;

type TitleOf = (document: string) => string;

/** Who filled the request in, and on what papers, in one language. */
export function counterLines(counter: CounterEntry | undefined, titleOf: TitleOf, locale: Locale): ReadableLine[] {
  if (counter === undefined) return [];
  const words = texts(locale).regulations.request.counter;
  const { filledBy, identityCard, paperOriginals, representative } = counter;
  const originals = paperOriginals.map(titleOf).join('; ');
  const power = representative?.powerOfAttorney;
  const shown =
    identityCard === undefined ? [] : [{ field: 'counter.identityCard', label: words.identityCard, value: identityCard }];
  const represented =
    representative === undefined || power === undefined
      ? []
      : [
          {
            field: 'counter.representative',
            label: words.representative,
            value: `${representative.name}, ${representative.iin}`,
          },
          {
            field: 'counter.powerOfAttorney',
            label: words.powerOfAttorney,
            value: words.power(power.number, writtenDate(power.issuedOn, locale), writtenDate(power.validUntil, locale)),
          },
        ];
  return [
    ...shown,
    ...represented,
    { field: 'counter.originals', label: words.originals, value: originals === '' ? words.noOriginals : originals },
    {
      field: 'counter.filledBy',
      label: words.filledBy[filledBy.role],
      value: `${filledBy.name}, ${filledBy.body.name[locale]}`,
    },
  ];
}
