import type { FastifyReply, FastifyRequest } from 'fastify';
import { Failure } from '#kit/failure';
import type { Html } from '#kit/html';
import type { Route } from '#kit/http';
import { personOf } from '#identity';
import type { Access } from '#identity';
import type { OpenedFile, StoredFile } from '#documents';
import { texts } from '#text';
import type { FieldError } from '#ui';
import { attachFile, detachFile, mediaTypeOf } from '../attach-file.ts';
import { openDraft } from '../draft.ts';
import type { ApplicationServices } from '../services.ts';
import { draftPaths, filesView } from './pages/draft.ts';
import { idOf } from './draft-routes.ts';

async function page(
  services: ApplicationServices,
  request: FastifyRequest,
  errorsOf: (files: readonly StoredFile[], required: readonly { id: string; title: string; required: boolean }[]) => FieldError[],
): Promise<Html> {
  const actor = personOf(request);
  const open = await openDraft(services, actor, idOf(request));
  const files = await services.files.list(services.db, { owner: actor.id, holder: open.draft.id });
  const { locale } = request.page;
  const required = open.regulation.passport.requiredDocuments.map((document) => ({ ...document, title: document.title[locale] }));
  const returnToReview = (request.query as Record<string, unknown>)['return'] === 'review';
  return filesView(request.page, {
    ...open,
    files,
    errors: errorsOf(files, required),
    limit: services.files.sizeLimit,
    returnToReview,
  });
}

/** What is missing, each beside its field. */
function missing(request: FastifyRequest): Parameters<typeof page>[2] {
  const words = texts(request.page.locale).applications.files;
  return (files, required) =>
    required
      .filter((document) => document.required && !files.some(({ kind }) => kind === document.id))
      .map(({ id, title }) => ({ field: `file-${id}`, message: words.missing(title) }));
}

function getFiles(services: ApplicationServices) {
  return (request: FastifyRequest): Promise<Html> => {
    const asked = (request.query as Record<string, unknown>)['missing'] !== undefined;
    return page(services, request, asked ? missing(request) : () => []);
  };
}

/** «Одан әрі»: on to the review, or the list of what is missing. */
function postNext(services: ApplicationServices) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    let incomplete = false;
    const view = await page(services, request, (files, required) => {
      const errors = missing(request)(files, required);
      incomplete = errors.length > 0;
      return errors;
    });
    return incomplete ? view : reply.redirect(draftPaths.review(idOf(request)), 303);
  };
}

function postFile(services: ApplicationServices) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const document = (request.params as Record<string, string>)['document'] ?? '';
    const words = texts(request.page.locale).applications.files;
    const draftId = idOf(request);
    const refuse = (message: string): Promise<Html> => page(services, request, () => [{ field: `file-${document}`, message }]);
    if (!request.isMultipart()) throw new Failure('unsupportedType');
    const part = await request.file();
    if (part === undefined || part.filename === '') return refuse(words.notChosen);
    const bytes = await part.toBuffer().catch(() => undefined);
    if (bytes === undefined) return refuse(words.refusals['tooLarge'] ?? '');
    const refusal = await attachFile(services, personOf(request), { draftId, document, name: part.filename, bytes });
    if (refusal !== undefined) return refuse(words.refusals[refusal] ?? words.refusals['damaged'] ?? '');
    return reply.redirect(draftPaths.files(draftId), 303);
  };
}

/** Bytes of a file that somebody uploaded: offered to be saved, never shown as a page of this site (SEC-9). */
export function sendFile(reply: FastifyReply, opened: OpenedFile): Buffer {
  const { file, bytes } = opened;
  reply
    .type(mediaTypeOf(file.type))
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
    .header('content-security-policy', "sandbox; default-src 'none'")
    .header('cache-control', 'private, no-store');
  return bytes;
}

/** Files of a draft: attached, looked at, taken off again (APP-3). */
export function fileRoutes(services: ApplicationServices): Route<Access>[] {
  const files = '/applications/drafts/:id/files';
  const getFile = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const actor = personOf(request);
    const holder = idOf(request);
    const opened = await services.files.open(
      services.db,
      idOf(request, 'file'),
      (file) => file.owner === actor.id && file.holder === holder,
    );
    if (opened === undefined) throw new Failure('notFound');
    return sendFile(reply, opened);
  };
  const postRemove = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    await detachFile(services, personOf(request), { draftId: idOf(request), id: idOf(request, 'file') });
    return reply.redirect(draftPaths.files(idOf(request)), 303);
  };
  const bodyLimit = services.files.sizeLimit + 65_536;
  return [
    { method: 'GET', url: files, access: 'person', handler: getFiles(services) },
    { method: 'POST', url: files, access: 'person', handler: postNext(services) },
    {
      method: 'POST',
      url: `${files}/:document`,
      access: 'person',
      bodyLimit,
      limit: { max: 60, seconds: 60 },
      handler: postFile(services),
    },
    { method: 'GET', url: `${files}/:file`, access: 'person', handler: getFile },
    { method: 'POST', url: `${files}/:file/remove`, access: 'person', handler: postRemove },
  ];
}
