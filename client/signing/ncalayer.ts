import { Connection } from './connection.ts';
import { resultOf, SigningFault } from './outcome.ts';
import type { FaultKind, SigningResult } from './outcome.ts';

/** What is to be signed and by whom; the server says it, the page passes it on. */
export interface SignatureWish {
  /** `signing` needs a key for documents, `authentication` a key for signing in: NCALayer shows only keys that fit. */
  readonly purpose: 'signing' | 'authentication';
  readonly detached: boolean;
  readonly withTimestamp: boolean;
  readonly signer: { readonly iin?: string; readonly bin?: string };
  /** PEM of the CAs whose keys are shown. Empty: of any CA. Left out: those that the program itself trusts. */
  readonly chain?: readonly string[];
  readonly locale: string;
}

/** Where the signing programs listen, and how long each stage may take, in milliseconds. */
export interface AgentReach {
  readonly addresses: readonly string[];
  /** Until the program has greeted. Long where the browser first asks the person for permission. */
  readonly connecting: number;
  /** Until the person has chosen a key and entered the password. */
  readonly choosing: number;
}

const extendedKeyUsage = { signing: '1.3.6.1.5.5.7.3.4', authentication: '1.3.6.1.5.5.7.3.2' } as const;
const keyType = { signing: 'SIGNATURE', authentication: 'AUTHENTICATION' } as const;

function basicsRequest(contents: readonly string[], wish: SignatureWish): object {
  return {
    module: 'kz.gov.pki.knca.basics',
    method: 'sign',
    args: {
      format: 'cms',
      // A text for one, a list for several: versions that know no lists are asked for texts only.
      data: contents.length === 1 ? contents[0] : contents,
      signingParams: { decode: true, encapsulate: !wish.detached, digested: false, tsaProfile: wish.withTimestamp ? {} : null },
      signerParams: {
        extKeyUsageOids: [extendedKeyUsage[wish.purpose]],
        ...wish.signer,
        ...(wish.chain && { chain: wish.chain }),
      },
      locale: wish.locale,
    },
  };
}

/** The older module knows files only by this request, and has a method of its own for a signature with a time stamp. */
function commonUtilsRequest(content: string, wish: SignatureWish): object {
  return {
    module: 'kz.gov.pki.knca.commonUtils',
    method: wish.withTimestamp ? 'createCMSSignatureFromBase64' : 'createCAdESFromBase64',
    args: ['PKCS12', keyType[wish.purpose], content, !wish.detached],
  };
}

/**
 * NCALayer tells its faults as texts of Java exceptions, our agent as words of its own (`agent/faults.ts`); what neither
 * names is `signingFailed`.
 */
const faultSigns: readonly (readonly [RegExp, FaultKind])[] = [
  [/action\.cancell?ed/i, 'cancelled'],
  [/timestamp|time stamp|\btsp\b|\btsa\b/i, 'timeStampUnavailable'],
  [/password|mac invalid|пароль|құпия ?сөз/i, 'wrongPassword'],
  [/notyetvalid/i, 'notYetValid'],
  [/expired|истек|истёк/i, 'expired'],
  [/storage|file\.not_found|load_file/i, 'storageEmpty'],
  [/otherPerson/i, 'otherPerson'],
  [/noSuitableKey|signature key not found|key\.not_found/i, 'noSuitableKey'],
];

function faultIn(...texts: readonly unknown[]): FaultKind {
  const text = texts.filter((each) => typeof each === 'string').join(' ');
  return faultSigns.find(([sign]) => sign.test(text))?.[1] ?? 'signingFailed';
}

/** Versions differ: the result is a text, an array, or an object with `signatures`. */
function signaturesIn(result: unknown, wanted: number): string[] {
  const value: unknown = typeof result === 'object' && result !== null && 'signatures' in result ? result.signatures : result;
  const all: unknown[] = Array.isArray(value) ? value : [value];
  if (all.length < wanted) throw new SigningFault('protocol');
  return all.slice(0, wanted).map(cmsIn);
}

/** @returns base64 of DER without armour */
function cmsIn(armoured: unknown): string {
  if (typeof armoured !== 'string') throw new SigningFault('protocol');
  const base64 = armoured.replaceAll(/-----(?:BEGIN|END) [A-Z0-9 ]+-----|\s/g, '');
  // A SEQUENCE of any length form begins with 0x30, in base64 with M.
  if (!/^M[A-Za-z0-9+/]+={0,2}$/.test(base64)) throw new SigningFault('protocol');
  return base64;
}

function basicsResult(answer: Readonly<Record<string, unknown>>, wanted: number): string[] {
  if (answer.status === false) throw new SigningFault(faultIn(answer.code, answer.message, answer.details));
  const { body } = answer;
  if (answer.status !== true || typeof body !== 'object' || body === null) throw new SigningFault('protocol');
  if (!('result' in body)) throw new SigningFault('cancelled');
  return signaturesIn(body.result, wanted);
}

function commonUtilsResult(answer: Readonly<Record<string, unknown>>): string {
  if (answer.code === '200') return signaturesIn(answer.responseObject, 1)[0] ?? '';
  throw new SigningFault(answer.code === '500' ? faultIn(answer.message) : 'protocol');
}

async function connect(reach: AgentReach, signal: AbortSignal): Promise<Connection> {
  for (const address of reach.addresses) {
    try {
      return await Connection.open(address, signal, reach.connecting);
    } catch (error) {
      if (!(error instanceof SigningFault) || error.kind !== 'notRunning') throw error;
    }
  }
  throw new SigningFault('notRunning');
}

/**
 * Has `contents` signed by NCALayer or a program of the same protocol: by module `basics` all at once, or by `commonUtils` where that is
 * missing, which takes one after the other.
 * @param contents what to sign, base64
 * @param progress `onWaiting` is called when the person's turn comes, in the program's own window
 */
export async function signWithAgent(
  contents: readonly string[],
  wish: SignatureWish,
  { reach, signal, onWaiting }: { reach: AgentReach; signal: AbortSignal; onWaiting: () => void },
): Promise<SigningResult> {
  return await resultOf(async () => {
    const connection = await connect(reach, signal);
    try {
      onWaiting();
      const answer = await connection.ask(basicsRequest(contents, wish), reach.choosing);
      if (answer.errorCode !== 'MODULE_NOT_FOUND') return basicsResult(answer, contents.length);
      const signed: string[] = [];
      for (const content of contents)
        signed.push(commonUtilsResult(await connection.ask(commonUtilsRequest(content, wish), reach.choosing)));
      return signed;
    } finally {
      connection.close();
    }
  });
}
