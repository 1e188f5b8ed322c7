import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { Failure } from '#kit/failure';
import type { Files, Reception } from '../files/keep-files.ts';

/** Files sent at once, at most. */
export const atOnce = 10;
/** Fields of a form in which no file was chosen are sent as files without a name. */
const emptyFields = 2;

interface Sent {
  readonly name: string;
  readonly reception: Reception;
}

export interface KeptUploads {
  readonly fields: Readonly<Record<string, string>>;
  readonly sent: readonly Sent[];
}

async function receivePart(part: MultipartFile, files: Files): Promise<Sent | undefined> {
  const { filename: name, file } = part;
  const bytes = await part.toBuffer();
  if (!name) return undefined;
  return { name, reception: file.truncated ? { ok: false, fault: 'tooLarge' } : await files.receive({ name, bytes }) };
}

/** PostgreSQL's texts cannot hold the character zero, and no honest form has one. */
function textOf(value: unknown): string {
  const text = String(value);
  if (text.includes('\0')) throw new Failure('badRequest');
  return text;
}

function isTooMany(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'FST_FILES_LIMIT';
}

/**
 * Examines and keeps the files of a form one after the other, so that only one of them is in memory at a time.
 *
 * @returns `tooMany` where more came than may be sent at once.
 */
export async function receiveUploads(request: FastifyRequest, files: Files): Promise<KeptUploads | 'tooMany'> {
  if (!request.isMultipart()) throw new Failure('unsupportedType');
  const fields: Record<string, string> = {};
  const sent: Sent[] = [];
  const limits = { fileSize: files.sizeLimit, files: atOnce + emptyFields, fields: 8 };
  // A file that is too large is cut off and refused; it must not end the others.
  const options = { limits, throwFileSizeLimit: false };
  try {
    for await (const part of request.parts(options)) {
      if (part.type === 'field') fields[part.fieldname] = textOf(part.value);
      else sent.push(...[await receivePart(part, files)].filter((one) => one !== undefined));
    }
  } catch (error) {
    if (isTooMany(error)) return 'tooMany';
    throw error;
  }
  return sent.length > atOnce ? 'tooMany' : { fields, sent };
}
