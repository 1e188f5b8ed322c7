import { oids } from '../der/oids.ts';
import {
  asciiOctets,
  boolean,
  explicit,
  ia5String,
  implicit,
  integer,
  namedBits,
  nullValue,
  octetString,
  oid,
  sequence,
} from '../der/writer.ts';

/** An extension before it is written: its value is DER, not yet wrapped. */
export interface Extension {
  readonly oid: string;
  readonly critical: boolean;
  readonly value: Uint8Array;
}

/** KeyUsage bits by their numbers (RFC 5280 §4.2.1.3). */
const keyUsageBits = {
  digitalSignature: 0,
  nonRepudiation: 1,
  keyEncipherment: 2,
  dataEncipherment: 3,
  keyAgreement: 4,
  keyCertSign: 5,
  cRLSign: 6,
} as const;

export type KeyUsageName = keyof typeof keyUsageBits;

/** `Extensions`: the SEQUENCE of all of them, DER. */
export function writeExtensions(extensions: readonly Extension[]): Uint8Array {
  return sequence(
    ...extensions.map(({ oid: id, critical, value }) => {
      // DEFAULT FALSE is not written in DER (X.690 11.5).
      const flag = critical ? [boolean(true)] : [];
      return sequence(oid(id), ...flag, octetString(value));
    }),
  );
}

/** @param pathLength how many CAs may follow; undefined leaves it open */
export function caConstraints(pathLength: number | undefined): Extension {
  const limit = pathLength === undefined ? [] : [integer(pathLength)];
  return { oid: oids.basicConstraints, critical: true, value: sequence(boolean(true), ...limit) };
}

export function keyUsage(usages: readonly KeyUsageName[]): Extension {
  return { oid: oids.keyUsage, critical: true, value: namedBits(usages.map((usage) => keyUsageBits[usage])) };
}

export function extendedKeyUsage(purposes: readonly string[], critical = false): Extension {
  return { oid: oids.extKeyUsage, critical, value: sequence(...purposes.map(oid)) };
}

export function subjectKeyIdentifier(identifier: Uint8Array): Extension {
  return { oid: oids.subjectKeyIdentifier, critical: false, value: octetString(identifier) };
}

/** @param identifier the issuer's subject key identifier */
export function authorityKeyIdentifier(identifier: Uint8Array): Extension {
  return { oid: oids.authorityKeyIdentifier, critical: false, value: sequence(implicit(0, identifier)) };
}

/** @param statement address of the certification practice statement */
export function certificatePolicies(policies: readonly string[], statement: string | undefined): Extension {
  const qualifiers = statement === undefined ? [] : [sequence(sequence(oid(oids.cps), ia5String(statement)))];
  const information = policies.map((policy) => sequence(oid(policy), ...qualifiers));
  return { oid: oids.certificatePolicies, critical: false, value: sequence(...information) };
}

/** @param address an e-mail address in ASCII; others have no place in rfc822Name (RFC 5280 §4.2.1.6) */
export function subjectEmail(address: string): Extension {
  return { oid: oids.subjectAltName, critical: false, value: sequence(implicit(1, asciiOctets(address))) };
}

/** Where the issuer's certificate and its OCSP answers are. */
export interface InformationAccess {
  readonly ocsp?: string | undefined;
  readonly caIssuers: string;
}

export function authorityInfoAccess({ ocsp, caIssuers }: InformationAccess): Extension {
  const answers = ocsp === undefined ? [] : [sequence(oid(oids.ocsp), uri(ocsp))];
  const value = sequence(...answers, sequence(oid(oids.caIssuers), uri(caIssuers)));
  return { oid: oids.authorityInfoAccess, critical: false, value };
}

export function crlDistributionPoints(address: string): Extension {
  return { oid: oids.crlDistributionPoints, critical: false, value: distributionPoints(address) };
}

/** Where the delta CRL is (RFC 5280 §4.2.1.15). */
export function freshestCrl(address: string): Extension {
  return { oid: oids.freshestCrl, critical: false, value: distributionPoints(address) };
}

/** The responder's own certificate is not to be asked about (RFC 6960 §4.2.2.2.1). */
export function ocspNoCheck(): Extension {
  return { oid: oids.ocspNoCheck, critical: false, value: nullValue() };
}

function uri(address: string): Uint8Array {
  return implicit(6, asciiOctets(address));
}

function distributionPoints(address: string): Uint8Array {
  return sequence(sequence(explicit(0, explicit(0, uri(address)))));
}
