import { demand, Malformed, reading } from '../fault.ts';
import type { Read } from '../fault.ts';
import { oids } from '../der/oids.ts';
import { derMessages } from '../der/pem.ts';
import type { Reader } from '../der/reader.ts';
import { constructed, primitive, tags } from '../der/tags.ts';
import { optionalTime, timeOf } from '../der/times.ts';
import { bitsOf, booleanOf, integerOf, smallIntegerOf } from '../der/values.ts';
import { readSigned } from '../x509/certificate.ts';
import type { SignedData } from '../x509/certificate.ts';
import type { AuthorityKeyIdentifier } from '../x509/certificate-extensions.ts';
import { authorityKeyIdentifier } from '../x509/certificate-extensions.ts';
import { allReasons, readDistributionPointName, readDistributionPoints, reasonSet } from '../x509/distribution-points.ts';
import type { DistributionPoint, DistributionPointName, ReasonSet } from '../x509/distribution-points.ts';
import { extensionValue, readExtensions, unknownCritical } from '../x509/extensions.ts';
import type { Extensions } from '../x509/extensions.ts';
import { readName } from '../x509/names.ts';
import type { Name } from '../x509/names.ts';
import { readEntries } from './entries.ts';
import type { CrlEntries } from './entries.ts';

/** What a list covers (RFC 5280 5.2.5). */
export interface IssuingDistributionPoint {
  readonly name?: DistributionPointName;
  readonly reasons: ReasonSet;
  readonly onlyUserCertificates: boolean;
  readonly onlyAuthorities: boolean;
  readonly onlyAttributeCertificates: boolean;
  /** It may hold certificates of other issuers. */
  readonly indirect: boolean;
  readonly der: Uint8Array;
}

/** A certificate revocation list (RFC 5280 5), read and immutable. */
export interface Crl {
  readonly der: Uint8Array;
  readonly issuer: Name;
  readonly thisUpdate: Date;
  readonly nextUpdate?: Date;
  readonly number?: bigint;
  /** The number of the complete list that this delta list continues; absent in a complete one. */
  readonly deltaBase?: bigint;
  readonly scope?: IssuingDistributionPoint;
  readonly authorityKeyIdentifier?: AuthorityKeyIdentifier;
  readonly freshestCrl?: readonly DistributionPoint[];
  readonly unknownCritical: readonly string[];
  readonly entries: CrlEntries;
  readonly signed: SignedData;
}

const where = 'crl';

const known: ReadonlySet<string> = new Set([
  oids.authorityKeyIdentifier,
  oids.issuerAltName,
  oids.crlNumber,
  oids.deltaCrlIndicator,
  oids.issuingDistributionPoint,
  oids.freshestCrl,
]);

/** Reads one list: DER, or the first of a PEM file. The result keeps looking at `bytes`: give it bytes that nobody changes. */
export function readCrl(bytes: Uint8Array): Read<Crl> {
  return reading(() => {
    const [der] = derMessages(bytes, ['X509 CRL'], where);
    if (der === undefined) throw new Malformed('pem', where);
    return demand(parseCrl(der));
  });
}

/** Reads all lists of a file. */
export function readCrls(bytes: Uint8Array): Read<Crl[]> {
  return reading(() => derMessages(bytes, ['X509 CRL'], where).map((der) => demand(parseCrl(der))));
}

function parseCrl(der: Uint8Array): Read<Crl> {
  return reading(() => {
    const outer = readSigned(der, where);
    const reader = outer.tbsReader;
    const version = readVersion(reader);
    outer.innerAlgorithm(reader);
    const issuer = readName(reader, `${where}.issuer`);
    const thisUpdate = timeOf(reader.any(), `${where}.thisUpdate`);
    const nextUpdate = optionalTime(reader, `${where}.nextUpdate`);
    const entries = readEntries(reader.openOptional(tags.sequence), issuer, version);
    const explicit = reader.openOptional(constructed(0), `${where}.extensions`);
    reader.finish();
    if (explicit !== undefined && version !== 2) throw new Malformed('version', where);
    const extensions = explicit && readExtensions(explicit, `${where}.extensions`);
    explicit?.finish();
    const details = extensions === undefined ? { unknownCritical: [] } : crlExtensions(extensions);
    return { der, issuer, thisUpdate, ...(nextUpdate && { nextUpdate }), entries, signed: outer.signed, ...details };
  });
}

/** Version 1 has no number and no extensions; the only other one is version 2. */
function readVersion(reader: Reader): 1 | 2 {
  const element = reader.optional(tags.integer, where);
  if (element === undefined) return 1;
  if (smallIntegerOf(element, where) !== 1) throw new Malformed('version', where);
  return 2;
}

function crlExtensions(extensions: Extensions) {
  const number = numberOf(extensions, oids.crlNumber);
  const deltaBase = numberOf(extensions, oids.deltaCrlIndicator);
  const scope = extensionValue(extensions, oids.issuingDistributionPoint, readScope);
  const aki = extensionValue(extensions, oids.authorityKeyIdentifier, authorityKeyIdentifier);
  const freshest = extensionValue(extensions, oids.freshestCrl, (reader) =>
    readDistributionPoints(reader.sequence(), 'freshestCrl'),
  );
  return {
    unknownCritical: unknownCritical(extensions, known),
    ...(number !== undefined && { number }),
    ...(deltaBase !== undefined && { deltaBase }),
    ...(scope && { scope: { ...scope, der: extensions.get(oids.issuingDistributionPoint)?.value ?? new Uint8Array() } }),
    ...(aki && { authorityKeyIdentifier: aki }),
    ...(freshest && { freshestCrl: freshest }),
  };
}

function numberOf(extensions: Extensions, oid: string): bigint | undefined {
  return extensionValue(extensions, oid, (reader) => {
    const number = integerOf(reader.take(tags.integer, where), where);
    if (number < 0n) throw new Malformed('value', where);
    return number;
  });
}

function readScope(outer: Reader): Omit<IssuingDistributionPoint, 'der'> {
  const at = 'issuingDistributionPoint';
  const reader = outer.sequence(at);
  const flag = (n: number) => {
    const element = reader.optional(primitive(n), at);
    return element !== undefined && booleanOf(element, at);
  };
  const nameReader = reader.openOptional(constructed(0), at);
  const name = nameReader && readDistributionPointName(nameReader, at);
  const onlyUserCertificates = flag(1);
  const onlyAuthorities = flag(2);
  const someReasons = reader.optional(primitive(3), at);
  const indirect = flag(4);
  const onlyAttributeCertificates = flag(5);
  reader.finish();
  const reasons = someReasons === undefined ? allReasons : reasonSet(bitsOf(someReasons, at));
  return { ...(name && { name }), reasons, onlyUserCertificates, onlyAuthorities, onlyAttributeCertificates, indirect };
}
