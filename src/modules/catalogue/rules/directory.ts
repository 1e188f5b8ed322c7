import { z } from 'zod';

const translated = z.strictObject({ kk: z.string().min(1), ru: z.string().min(1), en: z.string().min(1) });

/** Rubrics and sub-rubrics, in the order in which they are shown (SRV-1). */
export const rubricsSchema = z.array(
  z.strictObject({
    id: z.string(),
    title: translated,
    rubrics: z.array(z.strictObject({ id: z.string(), title: translated })).min(1),
  }),
);
export type Section = z.infer<typeof rubricsSchema>[number];
export type Rubric = Section['rubrics'][number];

const place = {
  name: translated,
  address: translated,
  phones: z.array(z.string()).min(1),
  hours: translated,
};

/** Bodies that provide services, by kind, and public service centres: where to go, whom to call (SRV-5). */
export const bodiesSchema = z.strictObject({
  providers: z.array(z.strictObject({ kind: z.string(), ...place })),
  centres: z.array(z.strictObject(place)),
});
export type Bodies = z.infer<typeof bodiesSchema>;
export type ProviderBody = Bodies['providers'][number];
export type Centre = Bodies['centres'][number];
