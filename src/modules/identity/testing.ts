import { testAuthority } from '#authority/testing';
import type { TestAuthority, TestCertificate } from '#authority/testing';
import { fixedClock } from '#kit/clock';
import type { FixedClock } from '#kit/clock';
import { sql } from 'kysely';
import { testDatabase } from '#kit/testing';
import type { TestDatabase } from '#kit/testing';
import { createTrustStore, createVerifier, httpFetcher, networkRevocation, signCms, trustAnchor } from '#pki';
import { cast } from '#seed';
import type { CastPerson } from '#seed';
import { parseIin } from '#subjects';
import type { Iin } from '#subjects';
import { giveChallenge } from './challenge.ts';
import type { Browser, IdentityServices, PersonAnswer } from './ports.ts';

/** Registration and sign-in with a real database and a real authority; the person registry is the one port that answers from the cast. */
export interface TestEntrance extends AsyncDisposable {
  readonly world: TestDatabase;
  readonly clock: FixedClock;
  readonly ca: TestAuthority;
  readonly services: IdentityServices;
  /** Switches the registry off. */
  registryIsDown(down: boolean): void;
  /** Letters that wait to be sent, newest last. */
  letters(): Promise<{ to: string; subject: string; text: string }[]>;
  /** Signs a fresh challenge with a key and sends it from `browserToken`. */
  signed(
    key: TestCertificate,
    options: SignOptions,
  ): Promise<{ id: string; purpose: 'sign-in' | 'register'; site: 'portal'; browserToken: string; cms: Uint8Array }>;
}

export interface SignOptions {
  readonly purpose: 'sign-in' | 'register';
  readonly browserToken: string;
  /** Something else than the challenge. */
  readonly content?: Uint8Array;
}

export const browser: Browser = { device: 'Chrome, Linux', address: '127.0.0.1', deviceHash: 'known' };

export function iinOf(person: CastPerson): Iin {
  const iin = parseIin(person.iin);
  if (iin === undefined) throw new Error(`No IIN: ${person.iin}`);
  return iin;
}

function answerOf(iin: Iin): PersonAnswer {
  const person = Object.values<CastPerson>(cast).find((one) => one.iin === iin);
  if (person === undefined) return { kind: 'absent' };
  return { kind: 'found', name: person, birthDate: person.birthDate, documentNumbers: [person.documentNumber] };
}

async function waitingLetters({ db }: TestDatabase): ReturnType<TestEntrance['letters']> {
  const { rows } = await sql<{ payload: { to: string; subject: string; text: string } }>`select payload from kit.job
    where kind = 'notices.mail' order by id`.execute(db);
  return rows.map(({ payload }) => payload);
}

function verifierOf(ca: TestAuthority, clock: FixedClock): IdentityServices['verifier'] {
  const { ocsp, issuingCrl, rootCrl } = ca.authority.addresses;
  const trust = createTrustStore([trustAnchor(ca.root, { ocsp: [ocsp], crl: [issuingCrl, rootCrl] })]);
  const revocation = networkRevocation({ fetcher: httpFetcher(() => clock.now().getTime()), goodFor: 0 });
  return createVerifier({ trust, revocation, clock, intermediates: [ca.issuing] });
}

const schemas = ['notices', 'authority', 'identity'];

export async function testEntrance(): Promise<TestEntrance> {
  const world = await testDatabase(schemas);
  const clock = fixedClock(new Date('2026-11-20T06:00:00Z'));
  const ca = await testAuthority({ db: world.db, clock });
  let down = false;
  const services: IdentityServices = {
    db: world.db,
    clock,
    verifier: verifierOf(ca, clock),
    persons: { find: async (iin) => (down ? { kind: 'unavailable', since: clock.now() } : answerOf(iin)) },
    urls: { portal: 'https://portal.example.kz', workplace: 'https://workplace.example.kz' },
  };
  return {
    world,
    clock,
    ca,
    services,
    registryIsDown: (is) => {
      down = is;
    },
    letters: () => waitingLetters(world),
    async signed({ certificate, signer }, { purpose, browserToken, content }) {
      const challenge = await giveChallenge(services, { purpose, site: 'portal', browserToken });
      const bytes = content ?? Buffer.from(challenge.content);
      const cms = await signCms({
        content: bytes,
        certificate,
        chain: [ca.issuing],
        key: signer,
        detached: true,
        signingTime: clock.now(),
      });
      return { id: challenge.id, purpose, site: 'portal', browserToken, cms };
    },
    async [Symbol.asyncDispose]() {
      await ca[Symbol.asyncDispose]();
      await world[Symbol.asyncDispose]();
    },
  };
}

/** Takes the word of a link out of the newest letter. */
export async function newestLink(entrance: TestEntrance): Promise<string> {
  const letter = (await entrance.letters()).at(-1);
  const token = /\/register\/confirm\/([\w-]{43})/.exec(letter?.text ?? '')?.[1];
  if (token === undefined) throw new Error('No link in the newest letter');
  return token;
}
