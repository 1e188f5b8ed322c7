import { demand, Malformed, reading } from '../fault.ts';
import type { Read } from '../fault.ts';
import { oids } from '../der/oids.ts';
import { encodingOf, Reader, readSequence } from '../der/reader.ts';
import { constructed, primitive, tags } from '../der/tags.ts';
import { generalizedTimeOf } from '../der/times.ts';
import { bitOctetsOf, nullOf, octetsOf, oidOf, smallIntegerOf } from '../der/values.ts';
import { readAlgorithmIdentifier, signatureAlgorithmOf } from '../crypto/algorithms.ts';
import { reasonOf } from '../crl/entries.ts';
import type { RevocationReason } from '../crl/entries.ts';
import type { Certificate, SignedData } from '../x509/certificate.ts';
import { readExtensions, unknownCritical } from '../x509/extensions.ts';
import type { Extensions } from '../x509/extensions.ts';
import { readName } from '../x509/names.ts';
import type { Name } from '../x509/names.ts';
import { readCertificate } from '../x509/read.ts';
import { readCertId } from './cert-id.ts';
import type { CertId } from './cert-id.ts';

export type OcspState =
  | { readonly status: 'good' }
  | { readonly status: 'revoked'; readonly revokedAt: Date; readonly reason: RevocationReason }
  | { readonly status: 'unknown' };

/** What a responder says of one certificate. */
export interface SingleResponse {
  readonly id: CertId;
  readonly state: OcspState;
  readonly thisUpdate: Date;
  readonly nextUpdate?: Date;
}

/** A signed answer (RFC 6960 4.2.1), read; whether it may be believed is for `checkOcspResponse`. */
export interface BasicOcspResponse {
  readonly kind: 'basic';
  readonly der: Uint8Array;
  readonly responder: { readonly by: 'name'; readonly name: Name } | { readonly by: 'key'; readonly hash: Uint8Array };
  readonly producedAt: Date;
  readonly answers: readonly SingleResponse[];
  /** The value of the nonce extension, DER. */
  readonly nonce?: Uint8Array;
  readonly hasUnknownCritical: boolean;
  readonly certificates: readonly Certificate[];
  readonly signed: SignedData;
}

/** An answer without content: the responder could not or would not. */
export interface OcspRefusal {
  readonly kind: 'refusal';
  readonly why: 'malformedRequest' | 'internalError' | 'tryLater' | 'sigRequired' | 'unauthorized';
}

const refusals: Readonly<Record<number, OcspRefusal['why']>> = {
  1: 'malformedRequest',
  2: 'internalError',
  3: 'tryLater',
  5: 'sigRequired',
  6: 'unauthorized',
};

const where = 'ocsp.response';
const known: ReadonlySet<string> = new Set([oids.ocspNonce, oids.ocspArchiveCutoff]);
const decimals = { fraction: true };

export function readOcspResponse(bytes: Uint8Array): Read<BasicOcspResponse | OcspRefusal> {
  return reading(() =>
    readSequence(bytes, where, (reader) => {
      const status = smallIntegerOf(reader.take(tags.enumerated, where), where);
      if (status !== 0) return refusalOf(status);
      const explicit = reader.open(constructed(0), where);
      const body = explicit.sequence(where);
      explicit.finish();
      if (oidOf(body.take(tags.oid), where) !== oids.ocspBasic) throw new Malformed('unsupported', where);
      const basic = octetsOf(body.take(tags.octetString), where);
      body.finish();
      return readBasic(basic, bytes);
    }),
  );
}

function refusalOf(status: number): OcspRefusal {
  const why = refusals[status];
  if (why === undefined) throw new Malformed('value', where);
  return { kind: 'refusal', why };
}

function readBasic(bytes: Uint8Array, der: Uint8Array): BasicOcspResponse {
  return readSequence(bytes, where, (reader) => {
    const data = reader.take(tags.sequence, where);
    const algorithm = readAlgorithmIdentifier(reader, where);
    const signature = bitOctetsOf(reader.take(tags.bitString), where);
    const explicit = reader.openOptional(constructed(0), where);
    const certificates =
      explicit?.sequence(where).rest((each) => demand(readCertificate(encodingOf(each.take(tags.sequence))))) ?? [];
    const signed = { tbs: encodingOf(data), algorithm: signatureAlgorithmOf(algorithm), algorithmOid: algorithm.oid, signature };
    return { kind: 'basic', der, ...readData(Reader.inside(data, where)), certificates, signed };
  });
}

function readData(reader: Reader): Omit<BasicOcspResponse, 'kind' | 'der' | 'certificates' | 'signed'> {
  const version = reader.openOptional(constructed(0), where);
  if (version !== undefined && smallIntegerOf(version.take(tags.integer), where) !== 0) throw new Malformed('version', where);
  const responder = readResponder(reader);
  const producedAt = generalizedTimeOf(reader.take(tags.generalizedTime), where, decimals);
  const singles = reader.sequence(where).rest((each) => readSingle(each.sequence(where)));
  const explicit = reader.openOptional(constructed(1), where);
  const extensions: Extensions = explicit === undefined ? new Map() : readExtensions(explicit, where);
  reader.finish();
  const nonce = extensions.get(oids.ocspNonce)?.value;
  const hasUnknownCritical = unknownCritical(extensions, known).length > 0 || singles.some((single) => single.hasUnknownCritical);
  return { responder, producedAt, answers: singles, ...(nonce && { nonce }), hasUnknownCritical };
}

function readResponder(reader: Reader): BasicOcspResponse['responder'] {
  const byName = reader.openOptional(constructed(1), where);
  if (byName !== undefined) return { by: 'name', name: readName(byName, where) };
  const byKey = reader.open(constructed(2), where);
  return { by: 'key', hash: octetsOf(byKey.take(tags.octetString), where) };
}

function readSingle(reader: Reader): SingleResponse & { hasUnknownCritical: boolean } {
  const id = readCertId(reader);
  const state = readState(reader);
  const thisUpdate = generalizedTimeOf(reader.take(tags.generalizedTime), where, decimals);
  const next = reader.openOptional(constructed(0), where);
  const nextUpdate = next && generalizedTimeOf(next.take(tags.generalizedTime), where, decimals);
  const explicit = reader.openOptional(constructed(1), where);
  reader.finish();
  const hasUnknownCritical = explicit !== undefined && unknownCritical(readExtensions(explicit, where), known).length > 0;
  return { id, state, thisUpdate, ...(nextUpdate && { nextUpdate }), hasUnknownCritical };
}

function readState(reader: Reader): OcspState {
  const element = reader.any(where);
  switch (element.tag) {
    case primitive(0):
      nullOf(element, where);
      return { status: 'good' };
    case primitive(2):
      nullOf(element, where);
      return { status: 'unknown' };
    case constructed(1): {
      const inner = Reader.inside(element, where);
      const revokedAt = generalizedTimeOf(inner.take(tags.generalizedTime), where, decimals);
      const reason = inner.openOptional(constructed(0), where);
      inner.finish();
      return {
        status: 'revoked',
        revokedAt,
        reason: reason ? reasonOf(smallIntegerOf(reason.take(tags.enumerated), where)) : 'unspecified',
      };
    }
    default:
      throw new Malformed('tag', where);
  }
}
