import { Malformed } from '../fault.ts';
import { oids } from '../der/oids.ts';
import { encodingOf, Reader } from '../der/reader.ts';
import { textOf } from '../der/strings.ts';
import { constructed, tags } from '../der/tags.ts';
import { hexOf, octetsOf, oidOf, smallIntegerOf, takeOctets } from '../der/values.ts';
import { readEncryption } from './encryption.ts';
import type { Encryption } from './encryption.ts';

/**
 * The structure of a PKCS#12 file (RFC 7292), read without opening anything: no cryptography here, so that a page in a browser can use it with
 * its own. Key files of the field are written by many programs, in DER and in BER. Everything throws `Malformed`.
 */
export interface Pfx {
  /** The encoded AuthenticatedSafe, over which the MAC stands. */
  readonly safe: Uint8Array;
  readonly mac: Mac | undefined;
}

export interface Mac {
  /** Object identifier of the hash function. */
  readonly hash: string;
  readonly digest: Uint8Array;
  readonly salt: Uint8Array;
  readonly iterations: number;
}

/** Octets that are open (`encryption` undefined) or under a password. */
export interface Sealed {
  readonly octets: Uint8Array;
  readonly encryption: Encryption | undefined;
}

export type Bag = { readonly name: string | undefined; readonly localKeyId: string | undefined } & (
  | { readonly kind: 'key'; readonly key: Sealed }
  | { readonly kind: 'certificate'; readonly certificate: Uint8Array }
);

export function readPfx(bytes: Uint8Array): Pfx {
  const where = 'pkcs12';
  const whole = Reader.over(bytes, where, 'ber');
  const pfx = whole.sequence();
  whole.finish();
  if (smallIntegerOf(pfx.take(tags.integer), where) !== 3) throw new Malformed('version', where);
  const content = readContent(pfx.sequence('pkcs12.authSafe'));
  // An AuthenticatedSafe under a public key (signedData) is for sender and receiver who know each other; no key file is made so.
  if (content.encryption !== undefined) throw new Malformed('unsupported', 'pkcs12.authSafe');
  const mac = pfx.openOptional(tags.sequence, 'pkcs12.mac');
  pfx.finish();
  return { safe: content.octets, mac: mac && readMac(mac) };
}

function readMac(mac: Reader): Mac {
  const digestInfo = mac.sequence();
  const algorithm = digestInfo.sequence();
  const hash = oidOf(algorithm.take(tags.oid), mac.where);
  const digest = takeOctets(digestInfo, mac.where);
  const salt = takeOctets(mac, mac.where);
  const rounds = mac.optional(tags.integer);
  mac.finish();
  return { hash, digest, salt, iterations: rounds ? smallIntegerOf(rounds, mac.where) : 1 };
}

/** AuthenticatedSafe: each part a SafeContents, open or encrypted. */
export function readSafe(safe: Uint8Array): Sealed[] {
  const whole = Reader.over(safe, 'pkcs12.safe', 'ber');
  const parts = whole.sequence().rest((reader) => readContent(reader.sequence()));
  whole.finish();
  return parts;
}

/** ContentInfo with data or encryptedData (RFC 5652 §8). */
function readContent(info: Reader): Sealed {
  const type = oidOf(info.take(tags.oid), info.where);
  const explicit = info.open(constructed(0));
  info.finish();
  if (type === oids.data) return { octets: takeOctets(explicit, info.where), encryption: undefined };
  if (type !== oids.encryptedData) throw new Malformed('unsupported', info.where);
  const encrypted = explicit.sequence();
  smallIntegerOf(encrypted.take(tags.integer), info.where);
  const content = encrypted.sequence();
  if (oidOf(content.take(tags.oid), info.where) !== oids.data) throw new Malformed('unsupported', info.where);
  const encryption = readEncryption(content.sequence('pkcs12.encryption'));
  const inPieces = content.peek() === constructed(0);
  return { octets: octetsOf(content.take(inPieces ? constructed(0) : 0x80), info.where), encryption };
}

/** SafeContents: the bags that hold keys and certificates; CRLs and secrets are passed over. */
export function readBags(contents: Uint8Array): Bag[] {
  const whole = Reader.over(contents, 'pkcs12.bag', 'ber');
  const bags = whole.sequence().rest((reader) => readBag(reader.sequence()));
  whole.finish();
  return bags.filter((bag) => bag !== undefined);
}

function readBag(bag: Reader): Bag | undefined {
  const type = oidOf(bag.take(tags.oid), bag.where);
  const value = bag.open(constructed(0));
  const attributes = readAttributes(bag.openOptional(tags.set));
  bag.finish();
  if (type === oids.keyBag) {
    return { ...attributes, kind: 'key', key: { octets: encodingOf(value.take(tags.sequence)), encryption: undefined } };
  }
  if (type === oids.shroudedKeyBag) return { ...attributes, kind: 'key', key: readShroudedKey(value.sequence()) };
  if (type !== oids.certBag) return undefined;
  const certificate = readCertificateBag(value.sequence());
  return certificate && { ...attributes, kind: 'certificate', certificate };
}

/** EncryptedPrivateKeyInfo, RFC 5958 §3. */
function readShroudedKey(info: Reader): Sealed {
  const encryption = readEncryption(info.sequence('pkcs12.encryption'));
  return { encryption, octets: takeOctets(info, info.where) };
}

function readCertificateBag(bag: Reader): Uint8Array | undefined {
  if (oidOf(bag.take(tags.oid), bag.where) !== oids.x509Certificate) return undefined;
  return takeOctets(bag.open(constructed(0)), bag.where);
}

function readAttributes(set: Reader | undefined): Pick<Bag, 'name' | 'localKeyId'> {
  const found: { name: string | undefined; localKeyId: string | undefined } = { name: undefined, localKeyId: undefined };
  set?.rest((reader) => {
    const attribute = reader.sequence();
    const type = oidOf(attribute.take(tags.oid), reader.where);
    const values = attribute.open(tags.set);
    if (type === oids.friendlyName) found.name = textOf(values.any(), reader.where);
    if (type === oids.localKeyId) found.localKeyId = hexOf(takeOctets(values, reader.where));
  });
  return found;
}
