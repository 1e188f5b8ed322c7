import { randomBytes } from 'node:crypto';
import { readCrl } from '../crl/crl.ts';
import type { Crl } from '../crl/crl.ts';
import { nodePrimitives } from '../crypto/node.ts';
import { oids } from '../der/oids.ts';
import { makeOcspRequest } from '../ocsp/request.ts';
import type { GeneralName } from '../x509/general-names.ts';
import { answerByLists, answerByOcsp } from './answers.ts';
import type { OcspAnswered } from './answers.ts';
import type { Fetcher } from './http.ts';
import { firstThatKnows, pairOf } from './revocation.ts';
import type { RevocationQuestion, RevocationSource } from './revocation.ts';

export interface NetworkSettings {
  readonly fetcher: Fetcher;
  /** Longest time, in milliseconds, for which a good OCSP answer is used again: for so long a revocation may go unnoticed. */
  readonly goodFor: number;
  /** Time, in milliseconds, after which a list is fetched anew though it is still current. */
  readonly listsFor: number;
  /** Whether an answer without the nonce of its request is refused. Some large responders answer from stock. */
  readonly requireNonce: boolean;
  /**
   * Whether addresses in certificates are asked where the anchor lists none. They are strangers' words until the chain is valid, and even then
   * only public addresses are asked.
   */
  readonly addressesOfCertificates: boolean;
}

export const defaultNetworkSettings: Omit<NetworkSettings, 'fetcher'> = {
  goodFor: 60_000,
  listsFor: 300_000,
  requireNonce: true,
  addressesOfCertificates: false,
};

interface Address {
  readonly url: string;
  readonly foreign: boolean;
}

/**
 * Revocation over HTTP. About people responders are asked first, and lists where those do not answer. About authorities lists come first: their
 * root, kept apart, signs lists now and then and answers nobody.
 */
export function networkRevocation(settings: Pick<NetworkSettings, 'fetcher'> & Partial<NetworkSettings>): RevocationSource {
  const all = { ...defaultNetworkSettings, ...settings };
  const [responders, lists] = [ocspOverHttp(all), listsOverHttp(all)];
  const aboutPeople = firstThatKnows(responders, lists);
  const aboutAuthorities = firstThatKnows(lists, responders);
  return { check: (question) => (question.position === 0 ? aboutPeople : aboutAuthorities).check(question) };
}

/** Good answers remembered; each certificate in use has one. */
const mostRemembered = 10_000;

/** Who asks: an answer with the time until which it holds, or what became of each attempt. */
type Asking = (question: RevocationQuestion) => Promise<OcspAnswered | string[]>;

/** Uses good answers again for as long as they hold; whatever else is said is asked anew each time. */
function remembering(ask: Asking): RevocationSource {
  const remembered = new Map<string, OcspAnswered>();
  return {
    async check(question) {
      const { certificate, issuer } = pairOf(question);
      const key = `${certificate.fingerprint} ${issuer.fingerprint}`;
      const before = remembered.get(key);
      if (before && before.until > question.now) return before.answer;
      remembered.delete(key);
      const answered = await ask(question);
      if (Array.isArray(answered)) return { status: 'unknown', tried: answered };
      if (answered.answer.status === 'good') {
        if (remembered.size >= mostRemembered) remembered.clear();
        remembered.set(key, answered);
      }
      return answered.answer;
    },
  };
}

function ocspOverHttp(settings: NetworkSettings): RevocationSource {
  return remembering(async (question) => {
    const answered = await askResponders(question, settings);
    if (Array.isArray(answered)) return answered;
    return { ...answered, until: earliest(answered.until, after(question.now, settings.goodFor)) };
  });
}

const after = (from: Date, milliseconds: number): Date => new Date(from.getTime() + milliseconds);

function earliest(...times: readonly Date[]): Date {
  return new Date(Math.min(...times.map((time) => time.getTime())));
}

/** @returns the first believable answer, or what became of each attempt. */
async function askResponders(question: RevocationQuestion, settings: NetworkSettings): Promise<OcspAnswered | string[]> {
  const tried: string[] = [];
  for (const { url, foreign } of responders(question, settings)) {
    const nonce = randomBytes(32);
    const body = makeOcspRequest(pairOf(question), nodePrimitives.hash, nonce);
    const response = await settings.fetcher({ url, foreign, body, contentType: 'application/ocsp-request' });
    const answered = response.ok
      ? answerByOcsp(question, response.value, { primitives: nodePrimitives, ...(settings.requireNonce && { nonce }) })
      : { refused: response.reason };
    if ('answer' in answered) return answered;
    tried.push(`${url}: ${answered.refused}`);
  }
  return tried;
}

/** Lists of large authorities have tens of megabytes. */
const largestList = 50 << 20;
const mostLists = 64;

interface Fetched {
  readonly crl: Crl | string;
  readonly at: Date;
}

function listsOverHttp(settings: NetworkSettings): RevocationSource {
  const lists = new Map<string, Promise<Fetched>>();
  const current = async ({ url, foreign }: Address, now: Date): Promise<Fetched> => {
    const before = await lists.get(url);
    const young = before && typeof before.crl !== 'string' && now.getTime() - before.at.getTime() < settings.listsFor;
    if (young) return before;
    if (lists.size >= mostLists) lists.clear();
    const fetching = fetchList({ url, foreign }, now, settings.fetcher);
    lists.set(url, fetching);
    const fetched = await fetching;
    // A list that cannot be renewed at the moment is still good until its own end.
    if (typeof fetched.crl === 'string' && before && typeof before.crl !== 'string') {
      lists.set(url, Promise.resolve(before));
      return before;
    }
    return fetched;
  };
  return remembering(async (question) => {
    const { now } = question;
    const fetched = await Promise.all(listAddresses(question, settings).map((address) => current(address, now)));
    const crls = fetched.flatMap(({ crl }) => (typeof crl === 'string' ? [] : [crl]));
    const faults = fetched.flatMap(({ crl }) => (typeof crl === 'string' ? [crl] : []));
    const answer = answerByLists(question, crls, nodePrimitives);
    if (answer.status === 'unknown') return [...faults, ...answer.tried];
    const ends = crls.flatMap(({ nextUpdate }) => nextUpdate ?? []);
    return { answer, until: earliest(...fetched.map(({ at }) => after(at, settings.listsFor)), ...ends) };
  });
}

async function fetchList({ url, foreign }: Address, at: Date, fetcher: Fetcher): Promise<Fetched> {
  const response = await fetcher({ url, foreign, limit: largestList });
  if (!response.ok) return { crl: `${url}: ${response.reason}`, at };
  const crl = readCrl(response.value);
  return { crl: crl.ok ? crl.value : `${url}: ${crl.fault.code}`, at };
}

/** More addresses than these in one certificate are an attempt to keep this server busy. */
const mostForeign = 4;

function responders(question: RevocationQuestion, settings: NetworkSettings): Address[] {
  const { access = [] } = pairOf(question).certificate.extensions;
  const named = access.filter(({ method }) => method === oids.ocsp).map(({ location }) => location);
  return addresses(question.chain.anchor.ocsp, named, settings);
}

function listAddresses(question: RevocationQuestion, settings: NetworkSettings): Address[] {
  const { crlDistributionPoints = [], freshestCrl = [] } = pairOf(question).certificate.extensions;
  const named = [...crlDistributionPoints, ...freshestCrl].flatMap(({ name }) => (name?.kind === 'full' ? name.names : []));
  return addresses(question.chain.anchor.crl, named, settings);
}

/** The anchor's addresses are a setting of this server; those in certificates are asked only where there are none, and only if allowed. */
function addresses(listed: readonly string[], named: readonly GeneralName[], settings: NetworkSettings): Address[] {
  if (listed.length > 0) return listed.map((url) => ({ url, foreign: false }));
  if (!settings.addressesOfCertificates) return [];
  const urls = named.flatMap((name) => (name.kind === 'uri' ? [name.text] : []));
  return urls.slice(0, mostForeign).map((url) => ({ url, foreign: true }));
}
