import { demand, Malformed, reading } from '../fault.ts';
import type { Read } from '../fault.ts';
import { oids } from '../der/oids.ts';
import { encodingOf, Reader } from '../der/reader.ts';
import type { Element } from '../der/reader.ts';
import { constructed, tags } from '../der/tags.ts';
import { nullOf, oidOf, smallIntegerOf } from '../der/values.ts';

export type HashName = 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512' | 'streebog256' | 'streebog512';

/** Length of each digest in octets. */
export const hashLengths = {
  sha1: 20,
  sha224: 28,
  sha256: 32,
  sha384: 48,
  sha512: 64,
  streebog256: 32,
  streebog512: 64,
} as const satisfies Record<HashName, number>;

const hashesByOid: Readonly<Record<string, HashName>> = {
  [oids.sha1]: 'sha1',
  [oids.sha224]: 'sha224',
  [oids.sha256]: 'sha256',
  [oids.sha384]: 'sha384',
  [oids.sha512]: 'sha512',
  [oids.kzStreebog256]: 'streebog256',
  [oids.kzStreebog512]: 'streebog512',
};

/** How a signature is made. MD2 and MD5 have no place here: what is signed with them is unsupported. */
export type SignatureAlgorithm =
  | { readonly scheme: 'rsa' | 'ecdsa' | 'dsa' | 'gost'; readonly hash: HashName }
  | ({ readonly scheme: 'rsaPss' } & PssParameters)
  | { readonly scheme: 'ed25519' };

/** RSASSA-PSS (RFC 8017 A.2.3). The salt length in octets. */
export interface PssParameters {
  readonly hash: HashName;
  readonly mgfHash: HashName;
  readonly saltLength: number;
}

const signaturesByOid: Readonly<Record<string, SignatureAlgorithm>> = {
  [oids.sha1WithRsa]: { scheme: 'rsa', hash: 'sha1' },
  [oids.sha224WithRsa]: { scheme: 'rsa', hash: 'sha224' },
  [oids.sha256WithRsa]: { scheme: 'rsa', hash: 'sha256' },
  [oids.sha384WithRsa]: { scheme: 'rsa', hash: 'sha384' },
  [oids.sha512WithRsa]: { scheme: 'rsa', hash: 'sha512' },
  [oids.dsaWithSha1]: { scheme: 'dsa', hash: 'sha1' },
  [oids.dsaWithSha224]: { scheme: 'dsa', hash: 'sha224' },
  [oids.dsaWithSha256]: { scheme: 'dsa', hash: 'sha256' },
  [oids.ecdsaWithSha1]: { scheme: 'ecdsa', hash: 'sha1' },
  [oids.ecdsaWithSha224]: { scheme: 'ecdsa', hash: 'sha224' },
  [oids.ecdsaWithSha256]: { scheme: 'ecdsa', hash: 'sha256' },
  [oids.ecdsaWithSha384]: { scheme: 'ecdsa', hash: 'sha384' },
  [oids.ecdsaWithSha512]: { scheme: 'ecdsa', hash: 'sha512' },
  [oids.ed25519]: { scheme: 'ed25519' },
  [oids.kzGost512Signature]: { scheme: 'gost', hash: 'streebog512' },
  [oids.kzGost256Signature]: { scheme: 'gost', hash: 'streebog256' },
};

/** AlgorithmIdentifier as it stands: nothing is decided yet about what it means. */
export interface AlgorithmIdentifier {
  readonly oid: string;
  readonly parameters: Element | undefined;
  readonly der: Uint8Array;
}

/** Reads the AlgorithmIdentifier that comes next (RFC 5280 4.1.1.2). */
export function readAlgorithmIdentifier(reader: Reader, where: string): AlgorithmIdentifier {
  const element = reader.take(tags.sequence, where);
  const inner = Reader.inside(element, where);
  const oid = oidOf(inner.take(tags.oid), where);
  const parameters = inner.atEnd ? undefined : inner.any();
  inner.finish();
  return { oid, parameters, der: encodingOf(element) };
}

/**
 * What a signature's identifier means. Fault `unsupported` for an algorithm that is not on the list, `value` for parameters that its
 * standard forbids: RSA takes NULL or none (RFC 4055 5), the others none (RFC 5758 3, RFC 8410 3), PSS its own (RFC 4055 3.1).
 */
export function signatureAlgorithmOf(identifier: AlgorithmIdentifier, where = 'signatureAlgorithm'): Read<SignatureAlgorithm> {
  return reading(() => {
    if (identifier.oid === oids.rsaPss) return { scheme: 'rsaPss', ...pssParametersOf(identifier.parameters, where) };
    const algorithm = signaturesByOid[identifier.oid];
    if (algorithm === undefined) throw new Malformed('unsupported', where);
    if (algorithm.scheme === 'rsa') absentOrNull(identifier.parameters, where);
    else if (algorithm.scheme === 'gost') return algorithm;
    else if (identifier.parameters !== undefined) throw new Malformed('value', where);
    return algorithm;
  });
}

/** What a digest's identifier means; its parameters are absent or NULL (RFC 5754 2). */
export function hashOf(identifier: AlgorithmIdentifier, where = 'digestAlgorithm'): Read<HashName> {
  return reading(() => {
    const hash = hashesByOid[identifier.oid];
    if (hash === undefined) throw new Malformed('unsupported', where);
    absentOrNull(identifier.parameters, where);
    return hash;
  });
}

function absentOrNull(parameters: Element | undefined, where: string): void {
  if (parameters === undefined) return;
  if (parameters.tag !== tags.null) throw new Malformed('value', where);
  nullOf(parameters, where);
}

/** RSASSA-PSS-params; the defaults of RFC 4055 3.1 are SHA-1, MGF1 with SHA-1, 20 octets of salt. Throws `Malformed`. */
export function pssParametersOf(parameters: Element | undefined, where: string): PssParameters {
  if (parameters?.tag !== tags.sequence) throw new Malformed('value', where);
  const reader = Reader.inside(parameters, where);
  const hash = reader.openOptional(constructed(0));
  const mgf = reader.openOptional(constructed(1));
  const salt = reader.openOptional(constructed(2));
  const trailer = reader.openOptional(constructed(3));
  reader.finish();
  if (trailer !== undefined && only(trailer, (inner) => smallIntegerOf(inner.take(tags.integer), where)) !== 1) {
    throw new Malformed('unsupported', where);
  }
  return {
    hash: hash === undefined ? 'sha1' : only(hash, (inner) => demand(hashOf(readAlgorithmIdentifier(inner, where), where))),
    mgfHash: mgf === undefined ? 'sha1' : only(mgf, (inner) => mgfHashOf(inner, where)),
    saltLength: salt === undefined ? 20 : only(salt, (inner) => smallIntegerOf(inner.take(tags.integer), where)),
  };
}

function mgfHashOf(reader: Reader, where: string): HashName {
  const mgf = readAlgorithmIdentifier(reader, where);
  if (mgf.oid !== oids.mgf1) throw new Malformed('unsupported', where);
  if (mgf.parameters?.tag !== tags.sequence) throw new Malformed('value', where);
  const whole = Reader.over(encodingOf(mgf.parameters), where, mgf.parameters.rules);
  return demand(hashOf(readAlgorithmIdentifier(whole, where), where));
}

function only<T>(reader: Reader, read: (reader: Reader) => T): T {
  const value = read(reader);
  reader.finish();
  return value;
}
