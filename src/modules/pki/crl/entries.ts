import { Malformed } from '../fault.ts';
import { oids } from '../der/oids.ts';
import type { Reader } from '../der/reader.ts';
import { tags } from '../der/tags.ts';
import { generalizedTimeOf, timeOf } from '../der/times.ts';
import { hexOf, integerOctets, smallIntegerOf } from '../der/values.ts';
import { extensionValue, readExtensions, unknownCritical } from '../x509/extensions.ts';
import type { Extensions } from '../x509/extensions.ts';
import { readGeneralNames } from '../x509/general-names.ts';
import type { Name } from '../x509/names.ts';

/** CRLReason by its number (RFC 5280 5.3.1); 7 is not used. */
export const revocationReasons = {
  0: 'unspecified',
  1: 'keyCompromise',
  2: 'cACompromise',
  3: 'affiliationChanged',
  4: 'superseded',
  5: 'cessationOfOperation',
  6: 'certificateHold',
  8: 'removeFromCRL',
  9: 'privilegeWithdrawn',
  10: 'aACompromise',
} as const;

export type RevocationReason = (typeof revocationReasons)[keyof typeof revocationReasons];

/** One certificate on a list. */
export interface CrlEntry {
  readonly revokedAt: Date;
  readonly reason: RevocationReason;
  readonly invalidSince?: Date;
}

/** The entries of a list, found by issuer and serial number. */
export interface CrlEntries {
  readonly size: number;
  /** Whether an entry has a critical extension that is not known: then the list proves nothing about anything (RFC 5280 5.3). */
  readonly hasUnknownCritical: boolean;
  find(issuer: Name, serial: string): CrlEntry | undefined;
}

const where = 'crl.revokedCertificates';
const known: ReadonlySet<string> = new Set([oids.reasonCode, oids.invalidityDate, oids.certificateIssuer]);

/** Reads the entries; in an indirect list an entry is of the issuer named last (RFC 5280 5.3.3). */
export function readEntries(reader: Reader | undefined, issuer: Name, version: 1 | 2): CrlEntries {
  const bySerial = new Map<string, CrlEntry>();
  const entries = reader?.rest((each) => readEntry(each.sequence(where), version)) ?? [];
  let current = issuer;
  for (const { serial, entry, issuer: own } of entries) {
    current = own ?? current;
    const key = `${serial} ${current.key}`;
    // Of two entries for one certificate the one that revokes counts.
    if (entry.reason !== 'removeFromCRL' || !bySerial.has(key)) bySerial.set(key, entry);
  }
  return {
    size: entries.length,
    hasUnknownCritical: entries.some((each) => each.hasUnknownCritical),
    find: (name, serial) => bySerial.get(`${serial} ${name.key}`),
  };
}

function readEntry(reader: Reader, version: 1 | 2) {
  const serial = hexOf(integerOctets(reader.take(tags.integer, where), where));
  const revokedAt = timeOf(reader.any(where), where);
  if (reader.atEnd)
    return { serial, entry: { revokedAt, reason: 'unspecified' as const }, issuer: undefined, hasUnknownCritical: false };
  if (version === 1) throw new Malformed('version', where);
  const extensions = readExtensions(reader, where);
  reader.finish();
  return {
    serial,
    entry: { revokedAt, ...entryDetails(extensions) },
    issuer: certificateIssuer(extensions),
    hasUnknownCritical: unknownCritical(extensions, known).length > 0,
  };
}

function entryDetails(extensions: Extensions): { reason: RevocationReason; invalidSince?: Date } {
  const reason = extensionValue(extensions, oids.reasonCode, (reader) =>
    reasonOf(smallIntegerOf(reader.take(tags.enumerated, where), where)),
  );
  const invalidSince = extensionValue(extensions, oids.invalidityDate, (reader) =>
    generalizedTimeOf(reader.take(tags.generalizedTime, where), where),
  );
  return { reason: reason ?? 'unspecified', ...(invalidSince && { invalidSince }) };
}

/** @returns the reason of this number. Throws `Malformed` for numbers that do not exist. */
export function reasonOf(number: number): RevocationReason {
  const reason = (revocationReasons as Record<number, RevocationReason>)[number];
  if (reason === undefined) throw new Malformed('value', where);
  return reason;
}

function certificateIssuer(extensions: Extensions): Name | undefined {
  const names = extensionValue(extensions, oids.certificateIssuer, (reader) => readGeneralNames(reader.sequence(where), where));
  if (names === undefined) return undefined;
  const directory = names.find((name) => name.kind === 'directory');
  if (directory === undefined) throw new Malformed('value', where);
  return directory.name;
}
