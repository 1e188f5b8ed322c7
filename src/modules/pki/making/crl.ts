import { oids } from '../der/oids.ts';
import { joined } from '../der/values.ts';
import { boolean, enumerated, explicit, implicit, integer, asciiOctets, sequence, time, unsignedInteger } from '../der/writer.ts';
import { algorithmIdentifier } from './algorithm.ts';
import { signed } from './certificate.ts';
import { authorityKeyIdentifier, freshestCrl, writeExtensions } from './extensions.ts';
import type { Extension } from './extensions.ts';
import { reasonCodes } from './reasons.ts';
import type { RevocationReason } from './reasons.ts';
import type { Signer } from './signer.ts';

/** One certificate on the list. `removeFromCRL` occurs in delta lists only. */
export interface CrlEntry {
  readonly serial: Uint8Array;
  readonly revokedAt: Date;
  readonly reason: RevocationReason | 'removeFromCRL';
}

export interface CrlContents {
  /** The issuer's name, DER, as it stands in its certificate. */
  readonly issuer: Uint8Array;
  readonly issuerKeyIdentifier: Uint8Array;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  /** Full and delta lists of one scope share one sequence (RFC 5280 §5.2.3). */
  readonly number: number;
  /** Makes this a delta list against the full list of this number (RFC 5280 §5.2.4). */
  readonly baseNumber?: number | undefined;
  /** Where the delta of a full list is found. */
  readonly freshest?: string | undefined;
  /** Only where the list covers less than all of the issuer's certificates (RFC 5280 §5.2.5). */
  readonly scope?: CrlScope | undefined;
  readonly entries: readonly CrlEntry[];
}

export interface CrlScope {
  readonly address: string;
  readonly only: 'userCertificates' | 'caCertificates';
}

/** CertificateList of version 2, DER, signed. */
export function makeCrl(contents: CrlContents, signer: Signer): Promise<Uint8Array> {
  const tbs = sequence(
    integer(1),
    algorithmIdentifier(signer.algorithm),
    contents.issuer,
    time(contents.thisUpdate),
    time(contents.nextUpdate),
    // RFC 5280 §5.1.2.6: an empty list is absent, not empty. Joined first: so many arguments as a list has entries would break the stack.
    ...(contents.entries.length === 0 ? [] : [sequence(joined(contents.entries.map(writeEntry)))]),
    explicit(0, writeExtensions(crlExtensions(contents))),
  );
  return signed(tbs, signer);
}

function crlExtensions({ issuerKeyIdentifier, number, baseNumber, freshest, scope }: CrlContents): Extension[] {
  const extensions: Extension[] = [
    authorityKeyIdentifier(issuerKeyIdentifier),
    { oid: oids.crlNumber, critical: false, value: integer(number) },
  ];
  if (baseNumber !== undefined) extensions.push({ oid: oids.deltaCrlIndicator, critical: true, value: integer(baseNumber) });
  if (freshest !== undefined) extensions.push(freshestCrl(freshest));
  if (scope !== undefined) extensions.push(issuingDistributionPoint(scope));
  return extensions;
}

function issuingDistributionPoint({ address, only }: CrlScope): Extension {
  const name = explicit(0, explicit(0, implicit(6, asciiOctets(address))));
  const flag = implicit(only === 'userCertificates' ? 1 : 2, boolean(true).subarray(2));
  return { oid: oids.issuingDistributionPoint, critical: true, value: sequence(name, flag) };
}

function writeEntry({ serial, revokedAt, reason }: CrlEntry): Uint8Array {
  const code = reasonCodes[reason];
  // RFC 5280 §5.3.1: `unspecified` is said by saying nothing.
  const extensions = code === 0 ? [] : [writeExtensions([{ oid: oids.reasonCode, critical: false, value: enumerated(code) }])];
  return sequence(unsignedInteger(serial), time(revokedAt), ...extensions);
}
