import type { FastifyRequest } from 'fastify';
import { Failure } from '#kit/failure';

/** Largest file that is checked, bytes. */
export const uploadLimit = 20 * 1024 * 1024;

/** Files of a form by the names of their fields; one of no bytes was not chosen. */
export type Uploads = Readonly<Record<string, Buffer>>;

/** @returns undefined where one of them is too large. */
export async function readUploads(request: FastifyRequest): Promise<Uploads | undefined> {
  if (!request.isMultipart()) throw new Failure('unsupportedType');
  const files: Record<string, Buffer> = {};
  try {
    for await (const part of request.parts({ limits: { fileSize: uploadLimit, files: 2, fields: 8 } })) {
      if (part.type === 'file') {
        const bytes = await part.toBuffer();
        if (bytes.length > 0) files[part.fieldname] = bytes;
      }
    }
    return files;
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'FST_REQ_FILE_TOO_LARGE')
      return undefined;
    throw new Failure('badRequest');
  }
}
