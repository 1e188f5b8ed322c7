import { z } from 'zod';
import type { Locale } from '#text';
import { parseLocale } from '#text';
import { keyInfo } from '../key-info.ts';
import type { Key } from '../keys.ts';
import type { Answer, Made, SignedThing, Wish } from '../wish.ts';
import { fromBase64 } from './base64.ts';
import { isDigest } from './basics.ts';
import type { Call, Hands } from './basics.ts';
import { storageFault } from './storages.ts';

/** Module `kz.gov.pki.knca.commonUtils`: the code is a text. */
export type CommonUtilsAnswer =
  | { readonly responseObject?: unknown; readonly code: '200' }
  | { readonly code: '500'; readonly message: string };

type Method = (call: Call, hands: Hands) => Promise<CommonUtilsAnswer>;

function failed(message: string): CommonUtilsAnswer {
  return { code: '500', message };
}

function answerOf(answer: Answer<unknown>): CommonUtilsAnswer {
  if (answer.outcome === 'done') return { responseObject: answer.value, code: '200' };
  return failed(answer.outcome === 'cancelled' ? 'action.canceled' : answer.fault);
}

/** A method that takes its arguments by position; others than these are refused in NCALayer's words. */
function method<A extends z.ZodType>(
  args: A,
  answer: (args: z.infer<A>, call: Call, hands: Hands) => Promise<CommonUtilsAnswer>,
): Method {
  return async (call, hands) => {
    const read = args.safeParse(call.args ?? []);
    if (!read.success) return failed(`java.lang.IllegalArgumentException: argument type mismatch. Method: ${call.method}`);
    return await answer(read.data, call, hands);
  };
}

const purposes: Readonly<Record<string, 'signing' | 'authentication'>> = {
  SIGNATURE: 'signing',
  AUTHENTICATION: 'authentication',
};

interface Request {
  readonly kind: Wish['kind'];
  readonly storage: string;
  readonly keyType: string;
  readonly things: readonly SignedThing[];
  readonly withTimestamp?: boolean;
  readonly make: (key: Key) => Promise<Made<unknown>>;
}

async function ask(request: Request, call: Call, { person }: Hands): Promise<CommonUtilsAnswer> {
  const fault = storageFault(request.storage);
  if (fault !== undefined) return failed(fault);
  const purpose = Object.hasOwn(purposes, request.keyType) ? purposes[request.keyType] : undefined;
  const wish: Wish = {
    kind: request.kind,
    origin: call.origin,
    things: request.things,
    withTimestamp: request.withTimestamp ?? false,
    filter: { purpose, extKeyUsageOids: [], chain: [], allowExpired: false },
    locale: undefined,
    make: request.make,
  };
  return answerOf(await person.ask(wish, call.signal));
}

const base64Of = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('base64');

const signatureArguments = z.tuple([z.string(), z.string(), z.string(), z.boolean().optional()]);

/** One signature, as base64 without armour. */
function signatureMethod(thing: SignedThing['kind'], withTimestamp: boolean): Method {
  return method(signatureArguments, async ([storage, keyType, data, attached], call, hands) => {
    const bytes = fromBase64(data);
    if (bytes === undefined || (thing === 'hash' && !isDigest(bytes))) return failed('data.incorrect');
    const things = [{ kind: thing, bytes }];
    const make: Request['make'] = async (key) => {
      const made = await hands.maker.signCms(things, key, { format: 'cms', detached: attached !== true, withTimestamp });
      return made.ok ? { ok: true, value: base64Of(made.value[0]) } : made;
    };
    return await ask({ kind: 'sign', storage, keyType, things, withTimestamp, make }, call, hands);
  });
}

/** Needs no key and changes nothing that was signed, so the person is not asked. */
const applyCadesT = method(z.tuple([z.string(), z.string(), z.string()]), async ([storage, , cms], _call, { maker }) => {
  const fault = storageFault(storage);
  if (fault !== undefined) return failed(fault);
  const bytes = fromBase64(cms.replaceAll(/-----(?:BEGIN|END) [A-Z0-9 ]+-----/g, ''));
  const made = bytes && (await maker.addTimestamps(bytes));
  if (made?.ok) return { responseObject: base64Of(made.value), code: '200' };
  return failed(made?.fault ?? 'data.incorrect');
});

const getKeyInfo = method(z.tuple([z.string()]), async ([storage], call, hands) => {
  const make: Request['make'] = async (key) => ({ ok: true, value: keyInfo(key) });
  return await ask({ kind: 'show', storage, keyType: '', things: [], make }, call, hands);
});

/** `kz` is what many pages send for Kazakh. */
function localeNamed(name: string): Locale | undefined {
  return name === 'kz' ? 'kk' : parseLocale(name);
}

const methods: Readonly<Record<string, Method>> = {
  // Hardware only, and this agent has none.
  getActiveTokens: async () => ({ responseObject: [], code: '200' }),
  getKeyInfo,
  createCAdESFromBase64: signatureMethod('content', false),
  createCAdESFromBase64Hash: signatureMethod('hash', false),
  createCMSSignatureFromBase64: signatureMethod('content', true),
  applyCAdEST: applyCadesT,
  changeLocale: method(z.tuple([z.string()]), async ([name], _call, { person }) => {
    person.speak(localeNamed(name));
    return { code: '200' };
  }),
};

/** Answers a request to module `commonUtils`. XML signatures and the file chooser are not offered: their methods are unknown here. */
export async function answerCommonUtils(call: Call, hands: Hands): Promise<CommonUtilsAnswer> {
  if (!Object.hasOwn(methods, call.method)) return failed(`java.lang.NoSuchMethodException: ${call.method}`);
  return (await methods[call.method]?.(call, hands)) ?? failed(call.method);
}
