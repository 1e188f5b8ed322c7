import { Malformed } from '../fault.ts';
import type { Reader } from '../der/reader.ts';
import { constructed, primitive } from '../der/tags.ts';
import { smallIntegerOf } from '../der/values.ts';
import { readGeneralName } from './general-names.ts';
import type { GeneralName } from './general-names.ts';

/** NameConstraints (RFC 5280 4.2.1.10): tops of subtrees that names below must lie in, or outside of. */
export interface NameConstraints {
  readonly permitted: readonly GeneralName[];
  readonly excluded: readonly GeneralName[];
}

const where = 'nameConstraints';

/** A constraint list of a real authority has up to some hundred entries. */
const most = 4096;

export function readNameConstraints(outer: Reader): NameConstraints {
  const reader = outer.sequence(where);
  const permitted = readSubtrees(reader, 0);
  const excluded = readSubtrees(reader, 1);
  reader.finish();
  // RFC 5280 4.2.1.10: not an empty sequence.
  if (permitted.length + excluded.length === 0) throw new Malformed('missing', where);
  if (permitted.length + excluded.length > most) throw new Malformed('tooLarge', where);
  return { permitted, excluded };
}

function readSubtrees(reader: Reader, n: number): GeneralName[] {
  const inner = reader.openOptional(constructed(n), where);
  if (inner?.atEnd) throw new Malformed('missing', where);
  return inner?.rest(readSubtree) ?? [];
}

/** GeneralSubtree: RFC 5280 uses neither minimum (always 0) nor maximum, and has who meets others refuse the certificate. */
function readSubtree(outer: Reader): GeneralName {
  const reader = outer.sequence(where);
  const base = readGeneralName(reader, where);
  const minimum = reader.optional(primitive(0), where);
  reader.finish();
  if (minimum !== undefined && smallIntegerOf(minimum, where) !== 0) throw new Malformed('unsupported', where);
  if (base.kind === 'ip' && base.octets.length !== 8 && base.octets.length !== 32) throw new Malformed('value', where);
  return base;
}
