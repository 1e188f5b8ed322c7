import { Malformed } from '../fault.ts';
import { oids } from '../der/oids.ts';
import { contentOf, encodingOf, Reader, readSequence } from '../der/reader.ts';
import { tags } from '../der/tags.ts';
import { bitOctetsOf, integerOctets, nullOf, oidOf } from '../der/values.ts';
import { bitString, explicit, integer, nullValue, oid, sequence } from '../der/writer.ts';
import { pssParametersOf, readAlgorithmIdentifier } from './algorithms.ts';
import type { AlgorithmIdentifier, HashName, PssParameters } from './algorithms.ts';

export type KeyKind = 'rsa' | 'rsaPss' | 'ec' | 'dsa' | 'ed25519' | 'gost' | 'unsupported';
export type CurveName = 'P-256' | 'P-384' | 'P-521';

/** A subject's public key (RFC 5280 4.1.2.7). A kind that is not supported can be carried, but verifies nothing. */
export interface PublicKey {
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array;
  readonly kind: KeyKind;
  /** The OID of the key's algorithm. */
  readonly oid: string;
  /** The content of subjectPublicKey: for RSA its SEQUENCE, for EC the point. */
  readonly key: Uint8Array;
  /** Size of the modulus, field or parameter set in bits; 0 where it is not known. */
  readonly bits: number;
  readonly curve?: CurveName;
  /** The OID of the parameter set of a GOST key. */
  readonly parameterSet?: string;
  /** What an RSASSA-PSS key is bound to, where it is (RFC 4055 1.2). */
  readonly pss?: PssParameters;
  /** DSA parameters, DER; absent where the key takes them from its issuer's key (RFC 3279 2.3.2). */
  readonly dsaParameters?: Uint8Array;
}

const curves: Readonly<Record<string, { name: CurveName; bits: number }>> = {
  [oids.p256]: { name: 'P-256', bits: 256 },
  [oids.p384]: { name: 'P-384', bits: 384 },
  [oids.p521]: { name: 'P-521', bits: 521 },
};

const where = 'publicKey';

type Details = Pick<PublicKey, 'kind' | 'bits'> & Partial<PublicKey>;
type ReadDetails = (algorithm: AlgorithmIdentifier, key: Uint8Array) => Details;

const readers: Readonly<Record<string, ReadDetails>> = {
  [oids.rsaEncryption]: rsaDetails,
  [oids.rsaPss]: pssDetails,
  [oids.ecPublicKey]: ecDetails,
  [oids.dsa]: dsaDetails,
  [oids.ed25519]: () => ({ kind: 'ed25519', bits: 256 }),
  [oids.kzGost512Key]: (algorithm) => gostDetails(algorithm, 512),
  [oids.kzGost256Key]: (algorithm) => gostDetails(algorithm, 256),
};

/** Reads a SubjectPublicKeyInfo. Throws `Malformed`. */
export function readPublicKey(spki: Uint8Array): PublicKey {
  return readSequence(spki, where, (reader) => {
    const algorithm = readAlgorithmIdentifier(reader, where);
    const key = bitOctetsOf(reader.take(tags.bitString), where);
    const details = readers[algorithm.oid]?.(algorithm, key) ?? { kind: 'unsupported' as const, bits: 0 };
    return { spki, oid: algorithm.oid, key, ...details };
  });
}

function rsaDetails(algorithm: AlgorithmIdentifier, key: Uint8Array): Details {
  // RFC 3279 2.3.1 demands NULL; keys without it exist and mean the same.
  if (algorithm.parameters !== undefined) {
    if (algorithm.parameters.tag !== tags.null) throw new Malformed('value', where);
    nullOf(algorithm.parameters, where);
  }
  return rsaKey('rsa', key);
}

function pssDetails(algorithm: AlgorithmIdentifier, key: Uint8Array): Details {
  const details = rsaKey('rsaPss', key);
  return algorithm.parameters === undefined ? details : { ...details, pss: pssParametersOf(algorithm.parameters, where) };
}

/** Exponents beyond 64 bits make a check as slow as signing and are in use nowhere. */
const longestExponent = 9;

function rsaKey(kind: KeyKind, key: Uint8Array): Details {
  return readSequence(key, where, (reader) => {
    const modulus = integerOctets(reader.take(tags.integer), where);
    const exponent = integerOctets(reader.take(tags.integer), where);
    const bits = bitLength(modulus);
    if (exponent.length > longestExponent) return { kind: 'unsupported', bits };
    const tiny = exponent.length === 1 && (exponent[0] as number) < 3;
    // With an exponent of 1 anyone can write a signature that verifies; even numbers and negative ones are no key at all.
    if (tiny || !isPositiveOdd(exponent) || !isPositiveOdd(modulus)) throw new Malformed('value', where);
    return { kind, bits };
  });
}

function isPositiveOdd(octets: Uint8Array): boolean {
  return (octets[0] as number) < 0x80 && ((octets.at(-1) as number) & 1) === 1;
}

function bitLength(octets: Uint8Array): number {
  const from = octets[0] === 0 ? 1 : 0;
  const first = octets[from];
  return first === undefined ? 0 : (octets.length - from) * 8 - Math.clz32(first) + 24;
}

/** Named curves only: parameters written out may hide a curve on which anyone can sign (CVE-2020-0601). */
function ecDetails(algorithm: AlgorithmIdentifier): Details {
  if (algorithm.parameters === undefined) throw new Malformed('missing', where);
  if (algorithm.parameters.tag !== tags.oid) return { kind: 'unsupported', bits: 0 };
  const curve = curves[oidOf(algorithm.parameters, where)];
  return curve === undefined ? { kind: 'unsupported', bits: 0 } : { kind: 'ec', bits: curve.bits, curve: curve.name };
}

function dsaDetails(algorithm: AlgorithmIdentifier): Details {
  const { parameters } = algorithm;
  if (parameters === undefined || parameters.tag === tags.null) return { kind: 'dsa', bits: 0 };
  if (parameters.tag !== tags.sequence) throw new Malformed('value', where);
  const p = integerOctets(Reader.inside(parameters, where).take(tags.integer), where);
  return { kind: 'dsa', bits: bitLength(p), dsaParameters: encodingOf(parameters) };
}

function gostDetails(algorithm: AlgorithmIdentifier, bits: number): Details {
  const { parameters } = algorithm;
  if (parameters?.tag === tags.oid) return { kind: 'gost', bits, parameterSet: oidOf(parameters, where) };
  if (parameters?.tag !== tags.sequence || contentOf(parameters).length === 0) throw new Malformed('value', where);
  // GostR3410-2012-PublicKeyParameters: the key's parameter set, then the digest's.
  return { kind: 'gost', bits, parameterSet: oidOf(Reader.inside(parameters, where).take(tags.oid), where) };
}

/** The same DSA key with the parameters of its issuer's key, where it leaves them out (RFC 5280 6.1.4 f). */
export function withDsaParameters(key: PublicKey, issuer: PublicKey): PublicKey {
  if (key.kind !== 'dsa' || key.dsaParameters !== undefined || issuer.dsaParameters === undefined) return key;
  const spki = sequence(sequence(oid(oids.dsa), issuer.dsaParameters), bitString(key.key));
  return { ...key, spki, bits: issuer.bits, dsaParameters: issuer.dsaParameters };
}

const hashOids: Partial<Record<HashName, string>> = {
  sha1: oids.sha1,
  sha224: oids.sha224,
  sha256: oids.sha256,
  sha384: oids.sha384,
  sha512: oids.sha512,
};

/** The same RSA key bound to PSS parameters: the only way to tell OpenSSL, through node, that MGF1 uses another hash. */
export function boundToPss(key: PublicKey, pss: PssParameters): PublicKey {
  const identifier = (name: HashName) => sequence(oid(hashOids[name] ?? oids.sha256), nullValue());
  const parameters = sequence(
    explicit(0, identifier(pss.hash)),
    explicit(1, sequence(oid(oids.mgf1), identifier(pss.mgfHash))),
    explicit(2, integer(pss.saltLength)),
  );
  return { ...key, spki: sequence(sequence(oid(oids.rsaPss), parameters), bitString(key.key)), kind: 'rsaPss', pss };
}
