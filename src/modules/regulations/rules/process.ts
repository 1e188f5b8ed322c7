import { z } from 'zod';
import { limit } from './limit.ts';
import { channelKinds } from './passport.ts';
import { identifier, translated } from './words.ts';

/** Who does a step or judges a condition. `system` is the programs themselves. */
const performers = ['consumer', 'system', 'officer', 'operator', 'signatory'] as const;
export type Performer = (typeof performers)[number];

/**
 * What a step does: the program's side of a regulation. Each channel of the seeds is made of these; `ends` tells how the
 * process stands when the act is done and no step follows it, `brings` the kind of document that it brings forth.
 */
export const acts = {
  signIn: { ends: undefined, brings: undefined },
  refuseSignIn: { ends: 'stopped', brings: undefined },
  fillIn: { ends: undefined, brings: undefined },
  askRegistries: { ends: undefined, brings: undefined },
  tellNoData: { ends: 'stopped', brings: undefined },
  attachAndSign: { ends: undefined, brings: undefined },
  refuseSignature: { ends: 'stopped', brings: undefined },
  send: { ends: undefined, brings: undefined },
  register: { ends: undefined, brings: undefined },
  refuse: { ends: 'refused', brings: 'refusal' },
  deliver: { ends: 'provided', brings: 'result' },
} as const satisfies Record<string, { ends: Ending | undefined; brings: 'result' | 'refusal' | undefined }>;

export type Act = keyof typeof acts;

/** `stopped`: the process came to nothing and no application was registered; the draft stays. */
export type Ending = 'stopped' | 'refused' | 'provided';

const actNames = Object.keys(acts) as [Act, ...Act[]];

/** A numbered check after a step's work. Its two outcomes exclude each other and leave no third. */
const conditionSchema = z.strictObject({
  number: z.int().positive(),
  title: translated,
  judge: z.enum(performers),
  violation: z.int().positive(),
  ok: z.int().positive(),
});

const stepSchema = z.strictObject({
  number: z.int().positive(),
  unit: identifier,
  title: translated,
  /** Row 4 of the annex's tables: what stands at the end of the step. */
  completion: translated,
  act: z.enum(actNames),
  performer: z.enum(performers),
  limit: limit.optional(),
  condition: conditionSchema.optional(),
  next: z.int().positive().optional(),
});

const channelSchema = z.strictObject({
  kind: z.enum(channelKinds),
  title: translated,
  steps: z.array(stepSchema).min(1),
});

export const processSchema = z.strictObject({
  /** Structural-functional units (ҚФБ): the lanes of the annex's diagrams. */
  units: z.array(z.strictObject({ id: identifier, title: translated })).min(1),
  channels: z.array(channelSchema).min(1),
});

export type Condition = z.infer<typeof conditionSchema>;
export type Step = z.infer<typeof stepSchema>;
export type Channel = z.infer<typeof channelSchema>;
