import { generateKeyPair } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { systemClock } from '#kit/clock';
import type { Clock } from '#kit/clock';
import { inTransaction } from '#kit/db';
import type { Db } from '#kit/db';
import { testDatabase } from '#kit/testing';
import {
  createTrustStore,
  createVerifier,
  httpFetcher,
  keySigner,
  networkRevocation,
  readCertificate,
  signCms,
  timestamper,
} from '#pki';
import type { Certificate, RevocationSource, SignatureVerifier, Signer, TrustStore } from '#pki';
import { parseBin, parseIin } from '#subjects';
import type { PersonName } from '#subjects';
import type { Authority } from './authority.ts';
import { issueForPerson, issueForSystem } from './issue-for.ts';
import type { Issued, Refused } from './issue.ts';
import { publishDelta, publishFull } from './publish-crls.ts';
import { hold, release, revoke } from './revoke.ts';
import type { RevokeReason } from './rules/revocation.ts';
import { provenByHolding } from './rules/possession.ts';
import type { EmployeeSubject, Organisation } from './rules/subject.ts';
import { setUpAuthority } from './set-up/set-up.ts';
import { ownAnchor, ownIntermediates } from './trust.ts';
import { testServer } from './testing-server.ts';

/** A certificate of the test authority with the private key that belongs to it. */
export interface TestCertificate {
  readonly certificate: Certificate;
  readonly privateKey: KeyObject;
  readonly signer: Signer;
  readonly serial: string;
}

/** A person's pair, as in the two files that people carry. */
export interface TestPerson {
  readonly authentication: TestCertificate;
  readonly signing: TestCertificate;
}

export interface TestPersonData {
  readonly iin: string;
  readonly name: PersonName;
  readonly email?: string;
}

export interface TestOrganisation {
  readonly bin: string;
  readonly name: string;
}

export interface SignOptions {
  readonly detached?: boolean;
  readonly timestamp?: boolean;
  readonly signingTime?: Date;
}

export interface TestAuthorityOptions {
  /** A database that has the schema `authority`; without it one is made and dropped at the end. */
  readonly db?: Db;
  readonly clock?: Clock;
}

/** The real authority on files and a database of its own, published on a port of this machine. */
export interface TestAuthority extends AsyncDisposable {
  readonly authority: Authority;
  /** Where OCSP, lists and time stamps are served, such as `http://127.0.0.1:40123`. */
  readonly address: string;
  readonly root: Certificate;
  readonly issuing: Certificate;
  /** The root alone, with the addresses of this authority. */
  readonly trust: TrustStore;
  /** Asks this authority each time anew, over HTTP. */
  readonly revocation: RevocationSource;
  readonly verifier: SignatureVerifier;
  person(data: TestPersonData): Promise<TestPerson>;
  employee(data: TestPersonData & { organisation: TestOrganisation; role?: EmployeeSubject['role'] }): Promise<TestPerson>;
  /** A seal: ECDSA P-256. */
  system(data: { name: string; organisation: TestOrganisation }): Promise<TestCertificate>;
  revoke(certificate: TestCertificate, reason?: RevokeReason): Promise<void>;
  hold(certificate: TestCertificate): Promise<void>;
  release(certificate: TestCertificate): Promise<void>;
  /** Signs as a client does: attached unless told otherwise, with the chain inside. */
  sign(certificate: TestCertificate, content: Uint8Array, options?: SignOptions): Promise<Uint8Array>;
  /** Makes a full and a delta list now. */
  publishLists(): Promise<void>;
  publishDelta(): Promise<void>;
  /** Stops answering, so that OCSP, lists and time stamps are out of reach. */
  stopServer(): Promise<void>;
}

const generate = promisify(generateKeyPair);
/** Keys of RSA cost a second now and then: those that were made in this process are used by every authority of the process anew. */
const rsaKeys: Promise<KeyObject>[] = [];

function rsaKey(at: number): Promise<KeyObject> {
  return (rsaKeys[at] ??= generate('rsa', { modulusLength: 2048 }).then(({ privateKey }) => privateKey));
}

/**
 * Starts a certification authority for tests. Certificates of people have RSA-2048 keys.
 *
 * `await using ca = await testAuthority()`
 */
export async function testAuthority({ db, clock = systemClock }: TestAuthorityOptions = {}): Promise<TestAuthority> {
  const database = db === undefined ? await testDatabase(['authority']) : undefined;
  const dataFolder = await mkdtemp(join(tmpdir(), 'test-authority-'));
  const server = await testServer();
  const { address } = server;
  const used = db ?? database?.db;
  if (used === undefined) throw new Error('No database');
  const authority = await setUpAuthority({ db: used, clock, dataFolder, address, production: false });
  server.publish(authority);
  return {
    authority,
    address,
    root: parsed(authority.rootCertificate),
    issuing: parsed(authority.issuingCertificate),
    ...verification(authority),
    ...issuance(authority),
    sign: signing(authority),
    ...revocation(authority),
    stopServer: server.stop,
    async [Symbol.asyncDispose]() {
      await server.stop();
      await database?.[Symbol.asyncDispose]();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

function verification(authority: Authority): Pick<TestAuthority, 'trust' | 'revocation' | 'verifier'> {
  const { clock } = authority;
  const trust = createTrustStore([ownAnchor(authority)]);
  const fetcher = httpFetcher(() => clock.now().getTime());
  const revocation = networkRevocation({ fetcher, goodFor: 0, listsFor: 0 });
  const intermediates = ownIntermediates(authority);
  return { trust, revocation, verifier: createVerifier({ trust, revocation, clock, intermediates }) };
}

function signing(authority: Authority): TestAuthority['sign'] {
  const { clock, addresses } = authority;
  const chain = ownIntermediates(authority);
  const fetcher = httpFetcher(() => clock.now().getTime());
  return ({ certificate, signer: key }, content, { detached = false, timestamp = false, signingTime = clock.now() } = {}) =>
    signCms({
      content,
      certificate,
      key,
      chain,
      detached,
      signingTime,
      ...(timestamp && { timestamper: timestamper(addresses.timeStamps, fetcher) }),
    });
}

function issuance(authority: Authority): Pick<TestAuthority, 'person' | 'employee' | 'system'> {
  let nextKey = 0;
  const pair = async (subject: Parameters<typeof issueForPerson>[1]['subject']): Promise<TestPerson> => {
    const [authentication, signing] = await Promise.all([rsaKey(nextKey++), rsaKey(nextKey++)]);
    const keys = { authentication: provenByHolding(authentication), signing: provenByHolding(signing) };
    const issued = await issueForPerson(authority, { subject, keys });
    if (!issued.ok) throw new Error(`Refused: ${issued.faults.join(', ')}`);
    return { authentication: held(issued.authentication, authentication), signing: held(issued.signing, signing) };
  };
  return {
    person: (data) => pair({ kind: 'person', ...personOf(data) }),
    employee: ({ organisation, role = 'rightToSign', ...data }) =>
      pair({ kind: 'employee', ...personOf(data), organisation: organisationOf(organisation), role }),
    async system({ name, organisation }) {
      const { privateKey } = await generate('ec', { namedCurve: 'P-256' });
      const subject = { kind: 'system', name, organisation: organisationOf(organisation) } as const;
      return held(await issueForSystem(authority, { subject, key: provenByHolding(privateKey) }), privateKey);
    },
  };
}

function personOf({ iin, name, email }: TestPersonData) {
  const parsedIin = parseIin(iin);
  if (parsedIin === undefined) throw new Error(`No IIN: ${iin}`);
  return { iin: parsedIin, name, ...(email === undefined ? {} : { email }) };
}

function organisationOf({ bin, name }: TestOrganisation): Organisation {
  const parsedBin = parseBin(bin);
  if (parsedBin === undefined) throw new Error(`No BIN: ${bin}`);
  return { bin: parsedBin, name };
}

function held(issued: Issued | Refused, privateKey: KeyObject): TestCertificate {
  if (!issued.ok) throw new Error(`Refused: ${issued.faults.join(', ')}`);
  return { certificate: parsed(issued.certificate), serial: issued.serial, privateKey, signer: keySigner(privateKey) };
}

function revocation(authority: Authority): Pick<TestAuthority, 'revoke' | 'hold' | 'release' | 'publishLists' | 'publishDelta'> {
  const { db, clock } = authority;
  const done = async (act: ReturnType<typeof revoke>): Promise<void> => {
    const result = await act;
    if (result !== 'done') throw new Error(`Not done: ${result}`);
  };
  const at = ({ serial }: TestCertificate) => ({ serial, now: clock.now() });
  return {
    revoke: (one, reason = 'unspecified') => done(inTransaction(db, (tx) => revoke(tx, { ...at(one), reason }))),
    hold: (one) => done(inTransaction(db, (tx) => hold(tx, at(one)))),
    release: (one) => done(inTransaction(db, (tx) => release(tx, at(one)))),
    publishLists: () => inTransaction(db, (tx) => publishFull(tx, authority, clock.now())),
    publishDelta: () => inTransaction(db, (tx) => publishDelta(tx, authority, clock.now())),
  };
}

function parsed(der: Uint8Array): Certificate {
  const read = readCertificate(der);
  if (!read.ok) throw new Error('A certificate of ours cannot be read');
  return read.value;
}
