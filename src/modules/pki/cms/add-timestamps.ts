import { contentOf, encodingOf, Reader } from '../der/reader.ts';
import type { Element } from '../der/reader.ts';
import { constructed, tags } from '../der/tags.ts';
import { octetsOf, oidOf } from '../der/values.ts';
import { element, explicit, oid, sequence, setOf } from '../der/writer.ts';
import { oids } from '../der/oids.ts';
import { Malformed, reading } from '../fault.ts';
import type { Read } from '../fault.ts';
import type { Timestamper } from './sign.ts';

const where = 'cms';
const unsignedAttributes = constructed(1);

interface Parts {
  /** What stands before the signers in SignedData, as it was encoded. */
  readonly before: readonly Uint8Array[];
  readonly signers: readonly { readonly fields: readonly Element[]; readonly signature: Uint8Array }[];
}

function readSigner(reader: Reader): Parts['signers'][number] {
  const fields = reader.sequence().rest((each) => each.any());
  const signature = fields.find(({ tag }) => (tag & ~0x20) === tags.octetString);
  if (signature === undefined) throw new Malformed('missing', where);
  return { fields, signature: octetsOf(signature, where) };
}

/** Takes a ContentInfo with SignedData apart, BER as well as DER (RFC 5652 §5.1). */
function readParts(cms: Uint8Array): Read<Parts> {
  return reading(() => {
    const whole = Reader.over(cms, where, 'ber');
    const info = whole.sequence();
    whole.finish();
    if (oidOf(info.take(tags.oid), where) !== oids.signedData) throw new Malformed('tag', where);
    const fields = info
      .open(constructed(0))
      .sequence()
      .rest((reader) => reader.any());
    const last = fields.at(-1);
    if (last?.tag !== tags.set) throw new Malformed('missing', where);
    const signers = Reader.inside(last, where).rest(readSigner);
    if (signers.length === 0) throw new Malformed('missing', where);
    return { before: fields.slice(0, -1).map(encodingOf), signers };
  });
}

/**
 * Adds a time stamp over each signature of a CMS (CAdES-T, RFC 5126 §6.1.1). Everything signed stays bit by bit as it was.
 *
 * @returns DER around what was given; the fault where it is no SignedData with a signer. What the time-stamping client throws goes on.
 */
export async function addTimestamps(cms: Uint8Array, stamp: Timestamper): Promise<Read<Uint8Array>> {
  const parts = readParts(cms);
  if (!parts.ok) return parts;
  const signers: Uint8Array[] = [];
  for (const { fields, signature } of parts.value.signers) {
    const attribute = sequence(oid(oids.timeStampToken), setOf([await stamp(signature)]));
    const kept = fields.filter(({ tag }) => tag !== unsignedAttributes).map(encodingOf);
    const known = fields.filter(({ tag }) => tag === unsignedAttributes).map(contentOf);
    signers.push(sequence(...kept, element(unsignedAttributes, ...known, attribute)));
  }
  const signedData = sequence(...parts.value.before, setOf(signers));
  return { ok: true, value: sequence(oid(oids.signedData), explicit(0, signedData)) };
}
