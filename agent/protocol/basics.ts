import { z } from 'zod';
import { parseLocale } from '#text';
import type { SignatureForm, SignatureMaker } from '../signature.ts';
import type { Answer, Person, SignedThing, Wish } from '../wish.ts';
import { armouredCms, fromBase64 } from './base64.ts';
import { storageFault } from './storages.ts';

/** Module `kz.gov.pki.knca.basics`: codes of its faults, all that clients know. */
type BasicsCode = 'GENERAL_ERROR' | 'INVOCATION_ERROR' | 'INVALID_SIGNING_PARAMS' | 'SIGNING_FAILURE';

export type BasicsAnswer =
  | { readonly body: { readonly result: unknown }; readonly status: true }
  | { readonly body: Record<string, never>; readonly status: true }
  | { readonly code: BasicsCode; readonly details: string; readonly message: string; readonly status: false };

/** Cancelled by the person: a success without a result. */
const cancelled: BasicsAnswer = { body: {}, status: true };

function refused(code: BasicsCode, message: string, details: string): BasicsAnswer {
  return { code, details, message, status: false };
}

/** Clients in the field send booleans as texts too. */
const flag = z.union([z.boolean(), z.literal('true').transform(() => true), z.literal('false').transform(() => false)]).nullish();

const signArguments = z.object({
  allowedStorages: z.array(z.string()).nullish(),
  format: z.string(),
  data: z.union([z.string(), z.array(z.string()).min(1).max(1000)]),
  signingParams: z.object({
    decode: flag,
    encapsulate: flag,
    digested: flag,
    tsaProfile: z.unknown().optional(),
    allowExpired: flag,
    outputCert: flag,
  }),
  signerParams: z.object({
    extKeyUsageOids: z.array(z.string()),
    iin: z.string().nullish(),
    bin: z.string().nullish(),
    serialNumber: z.string().nullish(),
    chain: z.array(z.string()).nullish(),
  }),
  locale: z.string().nullish(),
});

type SignArguments = z.infer<typeof signArguments>;

/** What one call brings with it. */
export interface Call {
  readonly method: string;
  readonly args: unknown;
  readonly origin: string | undefined;
  readonly signal: AbortSignal;
}

export interface Hands {
  readonly person: Person;
  readonly maker: SignatureMaker;
}

/** Whether these are as many bytes as a hash of the SHA-2 family that signatures are made with. */
export function isDigest(bytes: Uint8Array): boolean {
  return [32, 48, 64].includes(bytes.length);
}

function thingsOf(args: SignArguments): SignedThing[] | string {
  const { decode, digested } = args.signingParams;
  const texts = typeof args.data === 'string' ? [args.data] : args.data;
  const things: SignedThing[] = [];
  for (const text of texts) {
    const bytes = decode === true ? fromBase64(text) : new TextEncoder().encode(text);
    if (bytes === undefined) return 'data is not base64';
    if (digested === true && !isDigest(bytes)) return 'data is no SHA-256, SHA-384 or SHA-512 hash';
    things.push({ kind: digested === true ? 'hash' : 'content', bytes });
  }
  return things;
}

function formOf(args: SignArguments): SignatureForm | undefined {
  const { encapsulate, digested, tsaProfile, outputCert } = args.signingParams;
  const withTimestamp = typeof tsaProfile === 'object' && tsaProfile !== null;
  if (args.format === 'raw') return { format: 'raw', withCertificate: outputCert === true };
  // A hash has no content to carry, so `encapsulate`, true by default, cannot be meant.
  if (args.format === 'cms') return { format: 'cms', detached: encapsulate === false || digested === true, withTimestamp };
  return undefined;
}

function wishOf(call: Call, args: SignArguments, made: Pick<Wish, 'things' | 'withTimestamp' | 'make'>): Wish {
  const { extKeyUsageOids, iin, bin, serialNumber, chain } = args.signerParams;
  return {
    ...made,
    kind: 'sign',
    origin: call.origin,
    locale: parseLocale(args.locale),
    filter: {
      extKeyUsageOids,
      iin: iin ?? undefined,
      bin: bin ?? undefined,
      serialNumber: serialNumber ?? undefined,
      chain: chain ?? undefined,
      allowExpired: args.signingParams.allowExpired === true,
    },
  };
}

function answerOf(answer: Answer<unknown>): BasicsAnswer {
  if (answer.outcome === 'done') return { body: { result: answer.value }, status: true };
  if (answer.outcome === 'cancelled') return cancelled;
  const code =
    answer.fault === 'timestampUnavailable' || answer.fault === 'signingFailed' ? 'SIGNING_FAILURE' : 'INVOCATION_ERROR';
  return refused(code, 'An invoked method threw an exception.', answer.fault);
}

async function sign(call: Call, args: SignArguments, { person, maker }: Hands): Promise<BasicsAnswer> {
  const invalid = (details: string) => refused('INVALID_SIGNING_PARAMS', 'Invalid signing parameters.', details);
  if (args.allowedStorages?.length && !args.allowedStorages.some((name) => storageFault(name) === undefined)) {
    return refused('INVOCATION_ERROR', 'An invoked method threw an exception.', 'storage.empty');
  }
  const form = formOf(args);
  if (form === undefined)
    return invalid(args.format === 'xml' ? 'XML signatures are not offered by this agent' : 'unknown format');
  const things = thingsOf(args);
  if (typeof things === 'string') return invalid(things);
  if (form.format === 'raw' && things.some(({ kind }) => kind === 'hash'))
    return invalid('a hash cannot be signed in format raw');
  const wish = wishOf(call, args, {
    things,
    withTimestamp: form.format === 'cms' && form.withTimestamp,
    make: async (key) => {
      if (form.format === 'raw') return await maker.signRaw(things, key, form);
      const made = await maker.signCms(things, key, form);
      if (!made.ok) return made;
      const armoured = made.value.map(armouredCms);
      // One text in, one text out; an array in, an array out.
      return { ok: true, value: typeof args.data === 'string' ? armoured[0] : armoured };
    },
  });
  return answerOf(await person.ask(wish, call.signal));
}

/** Answers a request to module `basics`. */
export async function answerBasics(call: Call, hands: Hands): Promise<BasicsAnswer> {
  if (call.method !== 'sign')
    return refused('INVOCATION_ERROR', 'An invoked method threw an exception.', `no method ${call.method}`);
  const args = signArguments.safeParse(call.args);
  if (args.success) return await sign(call, args.data, hands);
  const details = args.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  return refused('INVOCATION_ERROR', 'An invoked method threw an exception.', details);
}
