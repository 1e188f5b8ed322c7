import { Malformed } from '../fault.ts';
import { oids } from '../der/oids.ts';
import { encodingOf, Reader } from '../der/reader.ts';
import type { Element } from '../der/reader.ts';
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
  const byIssuer = new Map<string, Map<string, CrlEntry>>();
  const detailsOf = detailsReader(version);
  let bySerial = serialsOf(byIssuer, issuer);
  let size = 0;
  let hasUnknownCritical = false;
  reader?.rest((each) => {
    const { serial, revokedAt, details } = readEntry(each.sequence(where), detailsOf);
    if (details.issuer !== undefined) bySerial = serialsOf(byIssuer, details.issuer);
    hasUnknownCritical ||= details.hasUnknownCritical;
    size += 1;
    // Of two entries for one certificate the one that revokes counts.
    if (details.reason !== 'removeFromCRL' || !bySerial.has(serial)) bySerial.set(serial, entryOf(revokedAt, details));
  });
  return { size, hasUnknownCritical, find: (name, serial) => byIssuer.get(name.key)?.get(serial) };
}

function serialsOf(byIssuer: Map<string, Map<string, CrlEntry>>, issuer: Name): Map<string, CrlEntry> {
  const serials = byIssuer.get(issuer.key) ?? new Map<string, CrlEntry>();
  byIssuer.set(issuer.key, serials);
  return serials;
}

/** What the extensions of an entry say. */
interface EntryDetails {
  readonly reason: RevocationReason;
  readonly invalidSince?: Date;
  readonly issuer?: Name;
  readonly hasUnknownCritical: boolean;
}

const withoutExtensions: EntryDetails = { reason: 'unspecified', hasUnknownCritical: false };

function readEntry(reader: Reader, detailsOf: (extensions: Element) => EntryDetails) {
  const serial = hexOf(integerOctets(reader.take(tags.integer, where), where));
  const revokedAt = timeOf(reader.any(where), where);
  const details = reader.atEnd ? withoutExtensions : detailsOf(reader.take(tags.sequence, where));
  reader.finish();
  return { serial, revokedAt, details };
}

function entryOf(revokedAt: Date, { reason, invalidSince }: EntryDetails): CrlEntry {
  return invalidSince === undefined ? { revokedAt, reason } : { revokedAt, reason, invalidSince };
}

/** Longer extensions are rare and differ from entry to entry. */
const longestKept = 64;

/** Reads extensions of entries; most of a list's hundred thousand entries carry one of a few reasons, octet for octet. */
function detailsReader(version: 1 | 2): (extensions: Element) => EntryDetails {
  const met = new Map<string, EntryDetails>();
  return (element) => {
    if (version === 1) throw new Malformed('version', where);
    const octets = encodingOf(element);
    const key = octets.length > longestKept ? undefined : String.fromCharCode(...octets);
    const before = key === undefined ? undefined : met.get(key);
    if (before !== undefined) return before;
    const details = entryDetails(readExtensions(Reader.over(octets, where), where));
    if (key !== undefined && met.size < mostMet) met.set(key, details);
    return details;
  };
}

const mostMet = 256;

function entryDetails(extensions: Extensions): EntryDetails {
  const reason = extensionValue(extensions, oids.reasonCode, (reader) =>
    reasonOf(smallIntegerOf(reader.take(tags.enumerated, where), where)),
  );
  const invalidSince = extensionValue(extensions, oids.invalidityDate, (reader) =>
    generalizedTimeOf(reader.take(tags.generalizedTime, where), where),
  );
  const issuer = certificateIssuer(extensions);
  return {
    reason: reason ?? 'unspecified',
    ...(invalidSince && { invalidSince }),
    ...(issuer && { issuer }),
    hasUnknownCritical: unknownCritical(extensions, known).length > 0,
  };
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
