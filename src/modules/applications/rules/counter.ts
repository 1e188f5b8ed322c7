import { z } from 'zod';
import { advance, openSteps, processStateSchema, start } from '#regulations';
import type { ChannelKind, Outcome, ProcessEvent, Regulation } from '#regulations';
import { parseIin } from '#subjects';
import type { Iin } from '#subjects';
import { moves } from './moves.ts';

/** The channels in which somebody of the state fills the request in for the consumer. */
export type CounterChannel = Exclude<ChannelKind, 'portal'>;

const iin = z.string().transform((text, context): Iin => {
  const parsed = parseIin(text);
  if (parsed !== undefined) return parsed;
  context.addIssue('not an IIN');
  return z.NEVER;
});

/** Why a registry gave nothing to go on with (condition 1). */
const refusedPower = ['absent', 'expired', 'revoked', 'otherKind', 'unavailable'] as const;
const noDataSchema = z.discriminatedUnion('of', [
  z.object({
    of: z.literal('person'),
    /** `otherCard`: the identity card that was shown is not one of theirs that is valid. */
    why: z.enum(['absent', 'otherCard', 'unavailable']),
    since: z.coerce.date().optional(),
  }),
  z.object({ of: z.literal('powerOfAttorney'), why: z.enum(refusedPower), since: z.coerce.date().optional() }),
]);
export type NoData = z.infer<typeof noDataSchema>;

const powerSchema = z.object({ name: z.string(), issuedOn: z.string(), validUntil: z.string() });
/** What the notary system says of a valid power of attorney. */
export type ConfirmedPower = z.infer<typeof powerSchema>;

export const counterStateSchema = z.object({
  channel: z.enum(['provider', 'centre']),
  /** The body at whose counter it is. */
  bodyId: z.string(),
  consumerIin: iin,
  /** As it was entered; `confirmed` when the notary system knows it as valid and as one between these two. */
  representative: z.object({ iin, number: z.string(), confirmed: powerSchema.optional() }).optional(),
  /** Number of the identity card that the consumer showed; undefined where a representative came. */
  identityCard: z.string().optional(),
  /** Required documents whose originals were seen on paper, by id. */
  originals: z.array(z.string()),
  state: processStateSchema,
  /** What happened before there was an application to have a history. */
  trace: z.array(z.object({ at: z.coerce.date(), events: z.array(z.custom<ProcessEvent>()) })),
  noData: noDataSchema.optional(),
});
/** A draft at a counter, beside what every draft has. */
export type CounterState = z.infer<typeof counterStateSchema>;
export type Representative = NonNullable<CounterState['representative']>;

/** The channel that people of a body fill requests in: operators at a centre, specialists at the provider. */
export function counterChannelOf(roles: readonly string[]): CounterChannel | undefined {
  if (roles.includes('operator')) return 'centre';
  return roles.includes('specialist') ? 'provider' : undefined;
}

/** Whether a service is taken at the counters of this channel, at a body of this kind. */
export function isTakenAt(regulation: Regulation, channel: CounterChannel, bodyKind: string): boolean {
  const { passport, process } = regulation;
  const hasChannel = process.channels.some(({ kind }) => kind === channel);
  return hasChannel && (channel === 'centre' || passport.providerKind === bodyKind || passport.alsoProvidedBy.includes(bodyKind));
}

/** Whether the registries' answers are awaited (step 3). */
export function isAsking(regulation: Regulation, { state }: CounterState): boolean {
  return openSteps(regulation, state)[0]?.step.act === 'askRegistries';
}

/** Whether the registries have given what the request is made from, so that papers are marked, scanned and signed (step 5). */
export function isReadyToSign(regulation: Regulation, { state }: CounterState): boolean {
  return openSteps(regulation, state)[0]?.step.act === 'attachAndSign';
}

/** A process that begins with what was entered: the registries are to be asked now (steps 2 and 3). */
export function beginProcess(
  regulation: Regulation,
  entered: Pick<CounterState, 'channel' | 'bodyId' | 'consumerIin' | 'representative' | 'identityCard' | 'originals'>,
  at: Date,
): CounterState {
  const begun = start(regulation, entered.channel, { at, act: 'fillIn' });
  const asking = advance(regulation, begun.state, { outcome: 'done', at });
  return { ...entered, state: asking.state, trace: [{ at, events: [...begun.events, ...asking.events] }] };
}

/** Condition 1: with data the process goes on to the papers, without it tells so and ends, and the draft stays. */
export function judgeData(
  regulation: Regulation,
  counter: CounterState,
  judged: { noData: NoData | undefined; at: Date },
): CounterState {
  const { noData, at } = judged;
  const outcomes: Outcome[] = noData === undefined ? ['done', 'ok'] : ['done', 'violation', 'done'];
  const { state, events } = moves(regulation, counter.state, { outcomes, at });
  const { noData: _, ...rest } = counter;
  return { ...rest, state, trace: [...counter.trace, { at, events }], ...(noData === undefined ? {} : { noData }) };
}
