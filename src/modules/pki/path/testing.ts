import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { archiveAlgorithms } from '../crypto/primitives.ts';
import { oids } from '../der/oids.ts';
import {
  asciiOctets,
  bitString,
  boolean,
  element,
  explicit,
  implicit,
  integer,
  namedBits,
  octetString,
  octetsOfHex,
  oid,
  sequence,
  setOf,
  time,
  utf8String,
} from '../der/writer.ts';
import type { Certificate } from '../x509/certificate.ts';
import { readCertificate } from '../x509/read.ts';
import { createTrustStore, trustAnchor } from './trust.ts';

/** The time at which chains made here are judged. */
export const at = new Date('2026-03-01T12:00:00Z');
const day = 86_400_000;

export interface Extension {
  readonly id: string;
  readonly critical?: boolean;
  readonly value: Uint8Array;
}

/** A certificate of a test with the key that belongs to it. */
export interface Holder {
  readonly certificate: Certificate;
  readonly key: KeyObject;
  readonly name: Uint8Array;
}

/** How a certificate departs from an ordinary one of version 3, valid around `at`, on P-256. Authorities and people alike. */
export interface Making {
  readonly issuer?: Holder;
  /** Takes over another holder's key, as reissued and cross-certificates do. */
  readonly keyOf?: Holder;
  readonly name?: Uint8Array;
  readonly extensions?: readonly Extension[];
  /** Days from `at`. */
  readonly from?: number;
  readonly until?: number;
  readonly version?: 1 | 2 | 3;
  readonly serial?: bigint;
  /** AlgorithmIdentifier inside, where it is to differ from the outer one. */
  readonly innerAlgorithm?: Uint8Array;
}

let serials = 1000n;
const keys = new Map<string, KeyObject>();
const ecdsa = sequence(oid(oids.ecdsaWithSha256));

/** One key per name: making keys is what takes time. */
function keyFor(label: string): KeyObject {
  const key = keys.get(label) ?? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  keys.set(label, key);
  return key;
}

/** `CN=…`, or several parts as `[attribute OID, text]`. */
export function nameOf(...parts: readonly (readonly [string, string])[]): Uint8Array {
  return sequence(...parts.map(([type, text]) => setOf([sequence(oid(type), utf8String(text))])));
}

export function make(label: string, making: Making = {}): Holder {
  const { issuer } = making;
  const key = making.keyOf?.key ?? keyFor(label);
  const name = making.name ?? nameOf([oids.commonName, label]);
  const tbs = writeTbs({ ...making, name, issuerName: issuer?.name ?? name, spki: spkiOf(key) });
  const signature = sign('sha256', tbs, issuer?.key ?? key);
  const read = readCertificate(sequence(tbs, ecdsa, bitString(signature)));
  assert.ok(read.ok, read.ok ? '' : JSON.stringify(read.fault));
  return { certificate: read.value, key, name };
}

function spkiOf(key: KeyObject): Uint8Array {
  return generatedSpki.get(key) ?? remember(key);
}

const generatedSpki = new WeakMap<KeyObject, Uint8Array>();

function remember(key: KeyObject): Uint8Array {
  const jwk = key.export({ format: 'jwk' });
  const point = Buffer.concat([Buffer.of(4), Buffer.from(String(jwk.x), 'base64url'), Buffer.from(String(jwk.y), 'base64url')]);
  const spki = sequence(sequence(oid(oids.ecPublicKey), oid(oids.p256)), bitString(point));
  generatedSpki.set(key, spki);
  return spki;
}

function writeExtension({ id, critical, value }: Extension): Uint8Array {
  return sequence(oid(id), ...(critical ? [boolean(true)] : []), octetString(value));
}

interface Tbs extends Making {
  readonly name: Uint8Array;
  readonly issuerName: Uint8Array;
  readonly spki: Uint8Array;
}

function writeTbs(tbs: Tbs): Uint8Array {
  const { version = 3, extensions = [], from = -10, until = 10 } = tbs;
  const written = extensions.map(writeExtension);
  const serial = tbs.serial ?? (serials += 1n);
  return sequence(
    ...(version === 1 ? [] : [explicit(0, integer(version - 1))]),
    integer(serial),
    tbs.innerAlgorithm ?? ecdsa,
    tbs.issuerName,
    sequence(daysOff(from), daysOff(until)),
    tbs.name,
    tbs.spki,
    ...(written.length === 0 ? [] : [explicit(3, sequence(...written))]),
  );
}

export function ca(pathLength?: number): Extension {
  const value = sequence(boolean(true), ...(pathLength === undefined ? [] : [integer(pathLength)]));
  return { id: oids.basicConstraints, critical: true, value };
}

export function usage(...bits: readonly number[]): Extension {
  return { id: oids.keyUsage, critical: true, value: namedBits(bits) };
}

/** GeneralNames by kind, as RFC 5280 tags them. */
export const general = {
  email: (text: string) => implicit(1, asciiOctets(text)),
  dns: (text: string) => implicit(2, asciiOctets(text)),
  directory: (name: Uint8Array) => explicit(4, name),
  uri: (text: string) => implicit(6, asciiOctets(text)),
  ip: (...octets: readonly number[]) => implicit(7, Uint8Array.from(octets)),
  other: (type: string, value: Uint8Array) => explicit(0, oid(type), explicit(0, value)),
};

export function altNames(...names: readonly Uint8Array[]): Extension {
  return { id: oids.subjectAltName, value: sequence(...names) };
}

export function constraints(subtrees: { permitted?: readonly Uint8Array[]; excluded?: readonly Uint8Array[] }): Extension {
  const list = (n: number, names: readonly Uint8Array[] = []) =>
    names.length === 0 ? [] : [element(0xa0 | n, ...names.map((name) => sequence(name)))];
  return {
    id: oids.nameConstraints,
    critical: true,
    value: sequence(...list(0, subtrees.permitted), ...list(1, subtrees.excluded)),
  };
}

/** A trust store of these, with the policy for archives. */
export function trusting(...holders: readonly Holder[]) {
  return createTrustStore(holders.map(({ certificate }) => trustAnchor(certificate, { algorithms: archiveAlgorithms })));
}

/** How a list departs from an empty complete one of today. Days from `at`. */
export interface ListMaking {
  readonly entries?: readonly {
    readonly serial: string;
    readonly extensions?: readonly Extension[];
    readonly revoked?: number;
  }[];
  readonly extensions?: readonly Extension[];
  readonly from?: number;
  readonly until?: number | undefined;
  readonly version?: 1 | 2;
  /** The name that it bears, where that is not its signer's. */
  readonly name?: Uint8Array;
}

/** A revocation list signed by `issuer`, DER. */
export function makeList(issuer: Holder, making: ListMaking = {}): Uint8Array {
  const { from = -1, version = 2, name = issuer.name } = making;
  const until = 'until' in making ? making.until : 1;
  const entries = (making.entries ?? []).map(writeEntry);
  const extensions = (making.extensions ?? []).map(writeExtension);
  const tbs = sequence(
    ...optional(version === 2, () => integer(1)),
    ecdsa,
    name,
    daysOff(from),
    ...optional(until !== undefined, () => daysOff(until ?? 0)),
    ...optional(entries.length > 0, () => sequence(...entries)),
    ...optional(extensions.length > 0, () => explicit(0, sequence(...extensions))),
  );
  return sequence(tbs, ecdsa, bitString(sign('sha256', tbs, issuer.key)));
}

type ListEntry = NonNullable<ListMaking['entries']>[number];

function writeEntry({ serial, revoked = -2, extensions }: ListEntry): Uint8Array {
  const written = extensions?.map(writeExtension);
  return sequence(
    element(2, octetsOfHex(serial)),
    daysOff(revoked),
    ...optional(written !== undefined, () => sequence(...(written ?? []))),
  );
}

function daysOff(days: number): Uint8Array {
  return time(new Date(at.getTime() + days * day));
}

function optional(there: boolean, write: () => Uint8Array): Uint8Array[] {
  return there ? [write()] : [];
}
