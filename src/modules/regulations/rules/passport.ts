import { z } from 'zod';
import { limit } from './limit.ts';
import { identifier, translated } from './words.ts';

/** The ways to a service that the seeds know. */
export const channelKinds = ['portal', 'centre', 'provider'] as const;
export type ChannelKind = (typeof channelKinds)[number];

const passportChannel = z.strictObject({
  kind: z.enum(channelKinds),
  /** Where to go and what to do there. */
  how: translated,
  deadline: limit,
});

/** What the standard's item 11 asks for. `formats` are media types; a document that the state can look up itself is not required. */
const requiredDocument = z.strictObject({
  id: identifier,
  title: translated,
  hint: translated.optional(),
  required: z.boolean().default(true),
  formats: z.array(z.string()).min(1).default(['application/pdf', 'image/jpeg', 'image/png']),
});

const refusalGround = z.strictObject({ id: identifier, text: translated });

/** SRV-3: what a person is told of a service before ordering it. */
export const passportSchema = z.strictObject({
  id: identifier,
  rubric: z.string().regex(/^[a-z-]+\/[a-z-]+$/),
  title: translated,
  shortTitle: translated,
  description: translated,
  /** The kind of body that provides the service; which body it is follows from where the person lives. */
  providerKind: identifier,
  /** Other kinds of bodies that take requests for it at their own counters and provide it (RG-3: akims' offices). */
  alsoProvidedBy: z.array(identifier).default([]),
  audience: translated,
  requiredDocuments: z.array(requiredDocument),
  cost: translated,
  legalBasis: z.array(translated).min(1),
  result: translated,
  refusalGrounds: z.array(refusalGround).min(1),
  channels: z.array(passportChannel).min(1),
  edsNeeded: z.boolean(),
  contact: z.string(),
  /** What people call the service when they search, beside its title. */
  keywords: z.strictObject({ kk: z.array(z.string()), ru: z.array(z.string()), en: z.array(z.string()) }),
});

export type Passport = z.infer<typeof passportSchema>;
export type RequiredDocument = Passport['requiredDocuments'][number];
export type RefusalGround = Passport['refusalGrounds'][number];
