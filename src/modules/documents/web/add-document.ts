import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Html } from '#kit/html';
import { texts } from '#text';
import type { FieldError } from '#ui';
import type { ReceivedFile } from '../files/keep-files.ts';
import { keepDocuments } from '../keep-documents.ts';
import { keptKinds } from '../rules/kept-kinds.ts';
import type { KeptRoutesOptions } from './kept-routes.ts';
import { atOnce, receiveUploads } from './kept-uploads.ts';
import type { KeptUploads } from './kept-uploads.ts';
import { keptAddPage } from './pages/kept-add.ts';
import type { KeptAddProps } from './pages/kept-add.ts';
import { keptPaths } from './paths.ts';

type Options = KeptRoutesOptions<string>;

export async function addPage(
  { db, files, ...options }: Options,
  request: FastifyRequest,
  props: Pick<KeptAddProps, 'kind' | 'title' | 'restSaved'> & { readonly errors?: readonly FieldError[] } = {},
): Promise<Html> {
  const { sizeLimit, countLimit } = files;
  const kept = await files.list(db, { owner: options.ownerOf(request), holder: null });
  const room = countLimit - kept.length;
  return keptAddPage(request.page, {
    errors: [],
    ...props,
    sizeLimit,
    countLimit,
    room,
    navigation: options.navigation(request.page),
  });
}

/** Every file that cannot be kept, by its name, beside the field of pictures. */
function refusals(request: FastifyRequest, { sent }: KeptUploads, left: readonly ReceivedFile[]): FieldError[] {
  const { files: words, kept } = texts(request.page.locale).documents;
  return sent.flatMap(({ name, reception }) => {
    const fault = reception.ok ? left.includes(reception.file) && 'tooMany' : reception.fault;
    return fault === false ? [] : [{ field: 'pictures', message: kept.add.refused(name, words.refusals[fault]) }];
  });
}

/** «Сақтау»: what can be kept is kept; the rest comes back with the reasons. */
export async function postAdd(options: Options, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const words = texts(request.page.locale).documents.kept.add;
  const uploads = await receiveUploads(request, options.files);
  if (uploads === 'tooMany') return addPage(options, request, { errors: [{ field: 'pictures', message: words.atOnce(atOnce) }] });
  const { fields, sent } = uploads;
  const title = fields['title'] ?? '';
  const kind = keptKinds.find((known) => known === fields['kind']);
  const again = (errors: FieldError[], restSaved = false): Promise<Html> =>
    addPage(options, request, { kind, title, errors, restSaved });
  if (kind === undefined) return again([{ field: 'kind', message: words.kindMissing }]);
  if (sent.length === 0) return again([{ field: 'pictures', message: words.filesMissing }]);
  const received = sent.flatMap(({ reception }) => (reception.ok ? [reception.file] : []));
  const { kept, left } = await keepDocuments(options, { owner: options.ownerOf(request), kind, title, received });
  const errors = refusals(request, uploads, left);
  return errors.length > 0 ? again(errors, kept.length > 0) : reply.redirect(`${keptPaths.list}?done=added`, 303);
}
