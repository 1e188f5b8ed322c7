import { decode, encode } from 'cborg';
import { parseDocumentNumber } from '../number.ts';
import type { DocumentNumber } from '../number.ts';

/** A text in the two languages of official documents (DOC-1). */
export interface Bilingual {
  readonly kk: string;
  readonly ru: string;
}

/** Heads and lines of a table, as printed. */
export interface Table {
  readonly columns: readonly Bilingual[];
  readonly rows: readonly (readonly Bilingual[])[];
}

/** One thing that a document states, as printed: a value or a table under its label; without a label it is a paragraph of a letter. */
export type Fact =
  | { readonly label?: Bilingual; readonly value: Bilingual }
  | { readonly label: Bilingual; readonly table: Table };

/** What a document is: an output of a regulation, in one version of it. */
export interface DocumentKind {
  readonly regulation: string;
  readonly output: string;
  readonly version: string;
}

/** Whose name stands under the document. `certificate` is the serial number of the certificate to sign with, hexadecimal, where it is known before signing. */
export interface Signatory {
  readonly name: string;
  readonly position: Bilingual;
  readonly certificate?: string;
}

/** All that a document says. It stands in the bar codes under the body's seal and is printed on the pages. */
export interface DocumentContent {
  readonly kind: DocumentKind;
  readonly title: Bilingual;
  readonly number: DocumentNumber;
  /** To the second. */
  readonly issuedAt: Date;
  /** The last moment of its validity, where it ends. */
  readonly validUntil?: Date;
  readonly body: { readonly bin: string; readonly name: Bilingual };
  readonly recipient: { readonly name: string; readonly iin: string };
  readonly facts: readonly Fact[];
  /** Those named under the document in their order: who decides and signs, and the specialist who prepared it. See {@link signerOf}. */
  readonly signatories: readonly Signatory[];
}

/** The one of those named who signs: whose certificate is announced, else the first. */
export function signerOf({ signatories }: Pick<DocumentContent, 'signatories'>): Signatory | undefined {
  return signatories.find(({ certificate }) => certificate !== undefined) ?? signatories[0];
}

/** Keys of the map; a key once given never gets another meaning. */
const key = {
  format: 1,
  kind: 2,
  title: 3,
  number: 4,
  issuedAt: 5,
  validUntil: 6,
  body: 7,
  recipient: 8,
  facts: 9,
  signatories: 10,
} as const;
/** The second format has tables; what has none stays readable for those who know the first. */
const formats = { plain: 1, tables: 2 } as const;

type Cbor = string | number | null | Uint8Array | readonly Cbor[] | Map<number, Cbor>;

function packText({ kk, ru }: Bilingual): Cbor {
  return kk === ru ? kk : [kk, ru];
}

function packFact(fact: Fact): Cbor {
  if (!('table' in fact)) return [fact.label === undefined ? null : packText(fact.label), packText(fact.value)];
  const { columns, rows } = fact.table;
  return [packText(fact.label), columns.map(packText), rows.map((row) => row.map(packText))];
}

/** The content as deterministic CBOR (RFC 8949 §4.2): the same content always gives the same bytes. */
export function encodeContent(content: DocumentContent): Uint8Array {
  const map = new Map<number, Cbor>([
    [key.format, content.facts.some((fact) => 'table' in fact) ? formats.tables : formats.plain],
    [key.kind, [content.kind.regulation, content.kind.output, content.kind.version]],
    [key.title, packText(content.title)],
    [key.number, content.number],
    [key.issuedAt, Math.floor(content.issuedAt.getTime() / 1000)],
    [key.body, [content.body.bin, packText(content.body.name)]],
    [key.recipient, [content.recipient.name, content.recipient.iin]],
    [key.facts, content.facts.map(packFact)],
    [
      key.signatories,
      content.signatories.map(({ name, position, certificate }) => [name, packText(position), certificate ?? null]),
    ],
  ]);
  if (content.validUntil !== undefined) map.set(key.validUntil, Math.floor(content.validUntil.getTime() / 1000));
  return encode(map);
}

class Unreadable extends Error {}

function list(value: unknown, size?: number): readonly unknown[] {
  if (!Array.isArray(value) || (size !== undefined && value.length !== size)) throw new Unreadable();
  return value;
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new Unreadable();
  return value;
}

function both(value: unknown): Bilingual {
  if (typeof value === 'string') return { kk: value, ru: value };
  const [kk, ru] = list(value, 2);
  return { kk: text(kk), ru: text(ru) };
}

/** Seconds since 1970 between 2000 and 2200: what lies outside is no date of a document of ours. */
function moment(value: unknown): Date {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 946_684_800 || value > 7_258_118_400)
    throw new Unreadable();
  return new Date(value * 1000);
}

function table(columns: unknown, rows: unknown): Table {
  const heads = list(columns).map(both);
  return { columns: heads, rows: list(rows).map((row) => list(row, heads.length).map(both)) };
}

function fact(value: unknown): Fact {
  const [label, stated, rows] = list(value);
  list(value, rows === undefined ? 2 : 3);
  if (rows !== undefined) return { label: both(label), table: table(stated, rows) };
  return label === null ? { value: both(stated) } : { label: both(label), value: both(stated) };
}

function signatory(value: unknown): Signatory {
  const [name, position, certificate] = list(value, 3);
  return { name: text(name), position: both(position), ...(certificate === null ? {} : { certificate: text(certificate) }) };
}

function numberOf(value: unknown): DocumentNumber {
  const number = parseDocumentNumber(text(value));
  if (number === undefined || number !== value) throw new Unreadable();
  return number;
}

function contentOf(map: ReadonlyMap<unknown, unknown>): DocumentContent {
  const [regulation, output, version] = list(map.get(key.kind), 3);
  const [bin, bodyName] = list(map.get(key.body), 2);
  const [recipientName, iin] = list(map.get(key.recipient), 2);
  return {
    kind: { regulation: text(regulation), output: text(output), version: text(version) },
    title: both(map.get(key.title)),
    number: numberOf(map.get(key.number)),
    issuedAt: moment(map.get(key.issuedAt)),
    ...(map.has(key.validUntil) ? { validUntil: moment(map.get(key.validUntil)) } : {}),
    body: { bin: text(bin), name: both(bodyName) },
    recipient: { name: text(recipientName), iin: text(iin) },
    facts: list(map.get(key.facts)).map(fact),
    signatories: list(map.get(key.signatories)).map(signatory),
  };
}

export type ReadContent =
  | { readonly ok: true; readonly content: DocumentContent }
  | { readonly ok: false; readonly reason: 'malformed' | 'newer' };

/** Reads a content of this version; anything else, and everything not in its deterministic form, is refused. */
export function decodeContent(bytes: Uint8Array): ReadContent {
  const map = decodeMap(bytes);
  if (map === undefined) return { ok: false, reason: 'malformed' };
  const version = map.get(key.format);
  if (typeof version === 'number' && version > formats.tables) return { ok: false, reason: 'newer' };
  try {
    const content = contentOf(map);
    // One content, one form: a second encoding of the same statements is nothing that we made.
    return equalBytes(encodeContent(content), bytes) ? { ok: true, content } : { ok: false, reason: 'malformed' };
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, reason: 'malformed' };
    throw error;
  }
}

function decodeMap(bytes: Uint8Array): ReadonlyMap<unknown, unknown> | undefined {
  try {
    const value: unknown = decode(bytes, { ...strictly, useMaps: true });
    return value instanceof Map ? value : undefined;
  } catch {
    // cborg throws on everything that is not CBOR, and the engine on nesting without end.
    return undefined;
  }
}

/** How foreign CBOR is read: nothing but the deterministic subset. */
export const strictly = {
  allowIndefinite: false,
  allowUndefined: false,
  allowInfinity: false,
  allowNaN: false,
  allowBigInt: false,
  strict: true,
  rejectDuplicateMapKeys: true,
} as const;

function equalBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
