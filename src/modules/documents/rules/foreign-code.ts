/**
 * Bar codes on PDFs of the state's portal in the field (`design/pki.md` §5): each an XML element with a piece of base64; joined, a ZIP with one
 * entry, an XML answer with a signature inside. They are read and shown; their signature (XML-DSig under the state's own root) is not checked.
 */
export interface ForeignDocument {
  readonly source: string;
  readonly createdAt: string;
  /** Names of the elements and what stands in them, in their order. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly isSigned: boolean;
}

export type ForeignReading =
  | { readonly state: 'read'; readonly document: ForeignDocument }
  | { readonly state: 'missing'; readonly have: readonly number[]; readonly count: number }
  | { readonly state: 'damaged' };

interface Part {
  readonly source: string;
  readonly createdAt: string;
  readonly data: string;
  readonly index: number;
  readonly count: number;
}

const mostParts = 40;
const mostBytes = 1 << 20;
const mostFields = 200;

/** @returns whether a code is one of these at all. */
export function isForeignCode(code: string): boolean {
  return code.includes('<BarcodeElement') && code.includes('barcodes.pdf.shep.nitec.kz');
}

function element(code: string, name: string): string {
  return new RegExp(`<(?:\\w+:)?${name}>([^<]*)</(?:\\w+:)?${name}>`).exec(code)?.[1]?.trim() ?? '';
}

function readPart(code: string): Part | undefined {
  const [index, count] = [Number(element(code, 'elementNumber')), Number(element(code, 'elementsAmount'))];
  const data = element(code, 'elementData').replaceAll(/\s/g, '');
  const whole = Number.isInteger(index) && Number.isInteger(count) && index >= 0 && count >= 1 && count <= mostParts;
  if (!whole || !/^[A-Za-z0-9+/]*=*$/.test(data)) return undefined;
  return { index, count, data, source: element(code, 'FavorID'), createdAt: element(code, 'creationDate') };
}

/** Reads the codes of one such document, in any order. */
export async function readForeignCodes(codes: readonly string[]): Promise<ForeignReading> {
  const parts = codes
    .filter(isForeignCode)
    .slice(0, 2 * mostParts)
    .map(readPart);
  const [first] = parts;
  if (first === undefined || parts.includes(undefined)) return { state: 'damaged' };
  const byIndex = new Map(parts.flatMap((part) => (part ? [[part.index, part] as const] : [])));
  const have = [...byIndex.keys()].sort((a, b) => a - b);
  if (have.length < first.count) return { state: 'missing', have, count: first.count };
  const text = await unpack(have.map((index) => byIndex.get(index)?.data ?? ''));
  if (text === undefined) return { state: 'damaged' };
  const { source, createdAt } = first;
  return {
    state: 'read',
    document: { source, createdAt, fields: fieldsOf(text), isSigned: /<(?:\w+:)?Signature[\s>]/.test(text) },
  };
}

function octets(pieces: readonly string[]): Uint8Array {
  return Uint8Array.from(pieces.map((piece) => atob(piece)).join(''), (sign) => sign.charCodeAt(0));
}

/** Each piece is base64 of its own; together they are a ZIP whose first entry is the answer. */
async function unpack(pieces: readonly string[]): Promise<string | undefined> {
  try {
    const zip = octets(pieces);
    const view = new DataView(zip.buffer);
    if (view.getUint32(0) !== 0x504b0304) return undefined;
    const start = 30 + view.getUint16(26, true) + view.getUint16(28, true);
    const method = view.getUint16(8, true);
    const entry = zip.subarray(start);
    return method === 0 ? new TextDecoder().decode(entry) : await inflateRaw(entry);
  } catch {
    // atob and DataView throw on what is no base64 and on what ends too early.
    return undefined;
  }
}

/** Inflates up to the end of the entry, or to the limit; what follows in the ZIP is its directory. */
async function inflateRaw(entry: Uint8Array): Promise<string | undefined> {
  const stream = new DecompressionStream('deflate-raw');
  const writer = stream.writable.getWriter();
  void writer
    .write(entry as Uint8Array<ArrayBuffer>)
    .then(
      () => writer.close(),
      () => undefined,
    )
    .catch(() => undefined);
  const reader = stream.readable.getReader();
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      text += decoder.decode(next.value, { stream: true });
      if (text.length > mostBytes) return undefined;
    }
  } catch {
    // The directory behind the entry is no deflate data: what came before it is the entry.
  }
  return text === '' ? undefined : text;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Elements without children, outside of the signature. Nothing is resolved or fetched: this is a look at text, not an XML reader. */
function fieldsOf(xml: string): [string, string][] {
  const data = xml.replaceAll(/<(?:\w+:)?Signature[\s>][\s\S]*?<\/(?:\w+:)?Signature>/g, '');
  const fields: [string, string][] = [];
  for (const [, name = '', value = ''] of data.matchAll(/<(?:\w+:)?(\w+)(?:\s[^<>]*)?>([^<]{1,2000})<\//g)) {
    const shown = value.replaceAll(/&(amp|lt|gt|quot|apos);/g, (_, entity: string) => entities[entity] ?? '').trim();
    if (shown !== '' && fields.length < mostFields) fields.push([name, shown]);
  }
  return fields;
}
