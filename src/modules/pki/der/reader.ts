import { Malformed } from '../fault.ts';
import { constructedBit, tags } from './tags.ts';

/**
 * `der`: exactly one encoding is accepted (X.690 10, 11). `ber`: also indefinite lengths, long forms of lengths and strings in pieces,
 * which occur in CMS messages (RFC 5652) of real signing programs.
 */
export type Rules = 'der' | 'ber';

/** One encoded value: a window onto the bytes it was read from; nothing is copied. */
export interface Element {
  readonly source: Uint8Array;
  /** The identifier octet, see `tags`; values with tag numbers of 31 and more keep their first octet and match no expected tag. */
  readonly tag: number;
  /** Offset of the identifier octet. */
  readonly start: number;
  /** Offset of the first content octet. */
  readonly body: number;
  /** Offset after the last content octet. */
  readonly end: number;
  /** Offset after the whole element; differs from `end` where end-of-contents octets close it. */
  readonly next: number;
  readonly rules: Rules;
  readonly depth: number;
}

/** Real messages nest about 20 deep (a time stamp inside a CMS); deeper ones are hostile. */
const maxDepth = 48;

/** The whole encoding, header included. */
export function encodingOf(element: Element): Uint8Array {
  return element.source.subarray(element.start, element.next);
}

/** The content octets. For strings that BER may cut in pieces use `octetsOf`. */
export function contentOf(element: Element): Uint8Array {
  return element.source.subarray(element.body, element.end);
}

/** Walks along the elements of one level. Every method throws `Malformed`: call inside `reading`. */
export class Reader {
  readonly source: Uint8Array;
  readonly rules: Rules;
  readonly where: string;
  readonly depth: number;
  readonly limit: number;
  private position: number;

  private constructor(within: Pick<Element, 'source' | 'body' | 'end' | 'rules' | 'depth'>, where: string) {
    if (within.depth > maxDepth) throw new Malformed('tooDeep', where);
    this.source = within.source;
    this.rules = within.rules;
    this.depth = within.depth;
    this.where = where;
    this.position = within.body;
    this.limit = within.end;
  }

  /** A reader over whole bytes. */
  static over(source: Uint8Array, where: string, rules: Rules = 'der'): Reader {
    return new Reader({ source, body: 0, end: source.length, rules, depth: 0 }, where);
  }

  /** A reader over the contents of a constructed element. */
  static inside(element: Element, where: string): Reader {
    return new Reader({ ...element, depth: element.depth + 1 }, where);
  }

  get atEnd(): boolean {
    return this.position >= this.limit;
  }

  /** The identifier octet of the next element, -1 at the end. */
  peek(): number {
    return this.atEnd ? -1 : (this.source[this.position] as number);
  }

  /** The next element, whatever it is. */
  any(where = this.where): Element {
    if (this.atEnd) throw new Malformed('missing', where);
    const element = readElement(this, this.position, where);
    this.position = element.next;
    return element;
  }

  /** The next element, which must carry this tag. */
  take(tag: number, where = this.where): Element {
    if (this.atEnd) throw new Malformed('missing', where);
    if (this.peek() !== tag) throw new Malformed('tag', where);
    return this.any(where);
  }

  /** The next element where it carries this tag. */
  optional(tag: number, where = this.where): Element | undefined {
    return this.peek() === tag ? this.any(where) : undefined;
  }

  /** A reader over the contents of the next element, which must carry this constructed tag. */
  open(tag: number, where = this.where): Reader {
    return Reader.inside(this.take(tag, where), where);
  }

  /** A reader over the contents of the next element where it carries this tag. */
  openOptional(tag: number, where = this.where): Reader | undefined {
    const element = this.optional(tag, where);
    return element && Reader.inside(element, where);
  }

  /** A reader over the contents of the next SEQUENCE. */
  sequence(where = this.where): Reader {
    return this.open(tags.sequence, where);
  }

  /** Reads the elements that are left with `read`, until the end of this level. */
  rest<T>(read: (reader: Reader) => T): T[] {
    const values: T[] = [];
    while (!this.atEnd) values.push(read(this));
    return values;
  }

  /** Demands that nothing is left on this level. */
  finish(): void {
    if (!this.atEnd) throw new Malformed('trailing', this.where);
  }
}

/** Reads bytes that hold exactly one DER SEQUENCE, as certificates and the values of extensions do. Throws `Malformed`. */
export function readSequence<T>(bytes: Uint8Array, where: string, read: (reader: Reader) => T): T {
  const whole = Reader.over(bytes, where);
  const inner = whole.sequence(where);
  whole.finish();
  const value = read(inner);
  inner.finish();
  return value;
}

type Level = Pick<Reader, 'source' | 'limit' | 'rules' | 'depth'>;

function readElement(level: Level, start: number, where: string): Element {
  const { source, rules, depth } = level;
  const tag = source[start] as number;
  const { body, length } = readHeader(level, start, where);
  const end = length === undefined ? findEndOfContents(level, body, where) : body + length;
  return { source, tag, start, body, end, next: length === undefined ? end + 2 : end, rules, depth };
}

/** @returns where the contents begin and their length, undefined where it is indefinite. */
function readHeader(level: Level, start: number, where: string): { body: number; length: number | undefined } {
  const tag = level.source[start] as number;
  const afterTag = (tag & 0x1f) === 0x1f ? skipHighTag(level, start + 1, where) : start + 1;
  if (afterTag >= level.limit) throw new Malformed('truncated', where);
  const first = level.source[afterTag] as number;
  if (first === 0x80) {
    if (level.rules === 'der' || (tag & constructedBit) === 0) throw new Malformed('length', where);
    return { body: afterTag + 1, length: undefined };
  }
  const octets = first & 0x80 ? first & 0x7f : 0;
  const body = afterTag + 1 + octets;
  const length = octets === 0 ? first : longLength(level, afterTag + 1, { octets, where });
  if (length > level.limit - body) throw new Malformed('truncated', where);
  return { body, length };
}

/** Tag numbers of 31 and more (X.690 8.1.2.4): none is defined in PKIX, they are passed over where anything may stand. */
function skipHighTag(level: Level, start: number, where: string): number {
  for (let at = start; at < level.limit && at < start + 4; at++) {
    const octet = level.source[at] as number;
    if (at === start && octet === 0x80) throw new Malformed('value', where);
    if ((octet & 0x80) === 0) return at + 1;
  }
  throw new Malformed('truncated', where);
}

function longLength(level: Level, start: number, form: { octets: number; where: string }): number {
  // 0xff is reserved (X.690 8.1.3.5); more than 8 octets is no length of anything that exists.
  if (form.octets > 8) throw new Malformed('length', form.where);
  if (start + form.octets > level.limit) throw new Malformed('truncated', form.where);
  let length = 0;
  for (let at = start; at < start + form.octets; at++) length = length * 256 + (level.source[at] as number);
  const minimal = length >= 0x80 && level.source[start] !== 0;
  if (level.rules === 'der' && !minimal) throw new Malformed('length', form.where);
  return length;
}

/**
 * Finds the two zero octets that close an element of indefinite length. The elements between are passed over with a stack of open
 * indefinite lengths instead of recursion; each byte of a level is looked at once per level, and levels are limited.
 */
function findEndOfContents(level: Level, body: number, where: string): number {
  let open = 1;
  let at = body;
  for (;;) {
    if (at + 2 > level.limit) throw new Malformed('truncated', where);
    if (level.source[at] === 0 && level.source[at + 1] === 0) {
      open -= 1;
      if (open === 0) return at;
      at += 2;
      continue;
    }
    const header = readHeader(level, at, where);
    if (header.length === undefined) open += 1;
    if (level.depth + open > maxDepth) throw new Malformed('tooDeep', where);
    at = header.body + (header.length ?? 0);
  }
}
