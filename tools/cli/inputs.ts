import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { describeFault, readCertificates, readCrls } from '#pki';
import type { Certificate, Crl, Read } from '#pki';
import { z } from 'zod';
import type { Check } from './command.ts';
import { Unreadable } from './command.ts';

/** Where bytes come from: a path, or the bytes themselves in base64. */
export const source = z.union([z.string(), z.object({ base64: z.base64() })]);
export type Source = z.infer<typeof source>;

/** One value or a list of them. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.preprocess(
    (given) => (given === undefined || Array.isArray(given) ? given : [given]),
    z.array(item, 'a file or a list of files is needed'),
  );
}

/** A time as ISO 8601 date, or date and time (in UTC where it names no zone), or in seconds since 1970. */
export const time = z.union([z.number(), z.string()]).transform((text, context) => {
  const date = new Date(isoOf(text) ?? (/^\d+(\.\d+)?$/.test(String(text)) ? Number(text) * 1000 : Number.NaN));
  if (!Number.isNaN(date.getTime())) return date;
  context.issues.push({ code: 'custom', message: 'neither a date of ISO 8601 nor seconds', input: text });
  return z.NEVER;
});

/** @returns the text with everything that it leaves out; undefined where it is none, or of a day that does not exist, which `Date` would carry over. */
function isoOf(text: number | string): string | undefined {
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:\d\d)?)?$/.exec(String(text));
  const [, day, clock = '00:00', zone = 'Z'] = match ?? [];
  if (day === undefined) return undefined;
  const midnight = new Date(`${day}T00:00Z`);
  const exists = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
  return exists ? `${day}T${clock}${zone}` : undefined;
}

/** Larger files are no certificates, lists or messages. */
const largest = 256 << 20;

/** The request with its types, or `Unreadable` with the first thing that is wrong in it. */
export function parseRequest<T>(schema: z.ZodType<T>, request: unknown): T {
  const parsed = schema.safeParse(request);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Unreadable(`${issue?.path.join('.') || 'request'}: ${issue?.message ?? 'not understood'}`);
}

/** The bytes of a source. Throws `Unreadable`. */
export function bytesOf(from: Source): Uint8Array {
  return typeof from === 'string' ? fileBytes(from) : Buffer.from(from.base64, 'base64');
}

/** Name of a source for messages. */
export function nameOf(from: Source): string {
  return typeof from === 'string' ? from : 'base64';
}

function fileBytes(path: string): Uint8Array {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const stat = fstatSync(file);
    if (stat.isDirectory() || stat.isCharacterDevice() || stat.size > largest)
      throw new Unreadable(`${path}: not a file that can be read`);
    return readFileSync(file);
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable(`${path}: ${(error as NodeJS.ErrnoException).code ?? 'cannot be read'}`);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Certificates of all sources; one that cannot be read ends the question, because it was meant to be relied on. */
export function certificatesOf(sources: readonly Source[]): Certificate[] {
  return sources.flatMap((from) => demanded(from, readCertificates(bytesOf(from))));
}

function demanded<T>(from: Source, read: Read<T>): T {
  if (read.ok) return read.value;
  throw new Unreadable(`${nameOf(from)}: ${describeFault(read.fault)}`);
}

/** What could be read of material that may help but is not relied on, with a remark about each piece that could not. */
export interface Material<T> {
  readonly items: readonly T[];
  readonly remarks: readonly Check[];
}

export function untrustedOf(sources: readonly Source[]): Material<Certificate> {
  return materialOf(sources, readCertificates, 'untrusted');
}

export function crlsOf(sources: readonly Source[]): Material<Crl> {
  return materialOf(sources, readCrls, 'crl');
}

function materialOf<T>(sources: readonly Source[], read: (bytes: Uint8Array) => Read<T[]>, name: string): Material<T> {
  const reads = sources.map((from) => ({ from, read: read(bytesOf(from)) }));
  return {
    items: reads.flatMap((each) => (each.read.ok ? each.read.value : [])),
    remarks: reads.flatMap(({ from, read: each }) =>
      each.ok ? [] : [{ name, status: 'skipped' as const, detail: `${nameOf(from)}: ${describeFault(each.fault)}` }],
    ),
  };
}
