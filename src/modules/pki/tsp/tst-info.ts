import { Malformed, reading } from '../fault.ts';
import type { Read } from '../fault.ts';
import { readSequence } from '../der/reader.ts';
import type { Reader } from '../der/reader.ts';
import { constructed, primitive, tags } from '../der/tags.ts';
import { generalizedTimeOf } from '../der/times.ts';
import { booleanOf, hexOf, integerOctets, oidOf, smallIntegerOf } from '../der/values.ts';
import { generalizedTime, integer, oid, sequence } from '../der/writer.ts';
import { readMessageImprint } from './imprint.ts';
import type { MessageImprint } from './imprint.ts';
import { readNonce } from './request.ts';

/** TSTInfo, RFC 3161 §2.4.2: what the authority asserts. */
export interface TstInfo {
  readonly policy: string;
  readonly imprint: MessageImprint;
  /** Hexadecimal. */
  readonly serial: string;
  readonly genTime: Date;
  readonly nonce: bigint | undefined;
}

export function readTstInfo(bytes: Uint8Array): Read<TstInfo> {
  return reading(() =>
    readSequence(bytes, 'tsp.tstInfo', (reader) => {
      const { where } = reader;
      if (smallIntegerOf(reader.take(tags.integer), where) !== 1) throw new Malformed('version', where);
      const policy = oidOf(reader.take(tags.oid), where);
      const imprint = readMessageImprint(reader);
      const serial = hexOf(integerOctets(reader.take(tags.integer), where));
      const genTime = generalizedTimeOf(reader.take(tags.generalizedTime), where, { fraction: true });
      const accuracy = reader.openOptional(tags.sequence);
      if (accuracy) checkAccuracy(accuracy);
      const ordering = reader.optional(tags.boolean);
      if (ordering) booleanOf(ordering, where);
      const nonce = readNonce(reader);
      reader.optional(constructed(0)); // the authority's name: its certificate says more, and is checked
      readExtensions(reader);
      return { policy, imprint, serial, genTime, nonce };
    }),
  );
}

function checkAccuracy(accuracy: Reader): void {
  accuracy.optional(tags.integer);
  accuracy.optional(primitive(0));
  accuracy.optional(primitive(1));
  accuracy.finish();
}

/** An extension that is critical changes what the rest means (RFC 3161 §2.4.2), and none is known here. */
function readExtensions(reader: Reader): void {
  reader.openOptional(constructed(1))?.rest((extensions) => {
    const extension = extensions.sequence();
    extension.take(tags.oid);
    const critical = extension.optional(tags.boolean);
    if (critical && booleanOf(critical, reader.where)) throw new Malformed('unsupported', reader.where);
    extension.take(tags.octetString);
  });
}

export interface TstInfoContents {
  readonly policy: string;
  /** MessageImprint of the request, DER. */
  readonly imprint: Uint8Array;
  readonly serial: bigint;
  readonly genTime: Date;
  /** Seconds by which the clock may be off. */
  readonly accuracy: number;
  readonly nonce: bigint | undefined;
}

/** TSTInfo, DER. The time has whole seconds: common readers trip over fractions. */
export function writeTstInfo(contents: TstInfoContents): Uint8Array {
  return sequence(
    integer(1),
    oid(contents.policy),
    contents.imprint,
    integer(contents.serial),
    generalizedTime(contents.genTime),
    sequence(integer(contents.accuracy)),
    ...(contents.nonce === undefined ? [] : [integer(contents.nonce)]),
  );
}
