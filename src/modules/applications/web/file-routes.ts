import type { FastifyReply, FastifyRequest } from 'fastify';
import { Failure } from '#kit/failure';
import type { Html } from '#kit/html';
import type { Route } from '#kit/http';
import { bodyOf, personOf } from '#identity';
import type { Access } from '#identity';
import type { OpenedFile, StoredFile } from '#documents';
import type { RequiredDocument } from '#regulations';
import { texts } from '#text';
import type { FieldError } from '#ui';
import { attachFile, attachKept, detachFile, mediaTypeOf } from '../attach-file.ts';
import type { FileRefusal } from '../attach-file.ts';
import { openDraft } from '../draft.ts';
import type { ApplicationServices } from '../services.ts';
import { filesView, formatNames } from './pages/attachments.ts';
import { draftPaths, nextStop } from './pages/draft.ts';
import { askToChange } from './ask-to-change.ts';
import { idOf, portalPlace } from './draft-place.ts';
import type { DraftPlace } from './draft-place.ts';

type ErrorsOf = (required: readonly RequiredDocument[], files: readonly StoredFile[]) => FieldError[];

async function page(services: ApplicationServices, request: FastifyRequest, errorsOf: ErrorsOf): Promise<Html> {
  const actor = personOf(request);
  const owner = actor.id;
  const open = await openDraft(services, actor, idOf(request));
  const [files, kept] = await Promise.all([
    services.files.list(services.db, { owner, holder: open.draft.id }),
    services.files.list(services.db, { owner, holder: null }),
  ]);
  const errors = errorsOf(open.regulation.passport.requiredDocuments, files);
  return filesView(request.page, { ...open, paths: draftPaths, files, kept, errors, limit: services.files.sizeLimit });
}

/** What is missing, each beside its field. */
function missing(request: FastifyRequest): ErrorsOf {
  const { locale } = request.page;
  const words = texts(locale).applications.files;
  return (required, files) =>
    required
      .filter((document) => document.required && !files.some(({ kind }) => kind === document.id))
      .map(({ id, title }) => ({ field: `file-${id}`, message: words.missing(title[locale]) }));
}

/** Why a file was not attached, beside the field that it came from. */
function refused(request: FastifyRequest, field: 'file' | 'kept', refusal: FileRefusal | 'notChosen'): ErrorsOf {
  const { applications, documents } = texts(request.page.locale);
  const id = documentOf(request);
  const messageFor = (document: RequiredDocument): string => {
    if (refusal === 'notChosen') return field === 'kept' ? applications.files.keptNotChosen : documents.files.notChosen;
    // Which sorts are accepted stands in the regulation, not in the list of all that can be kept.
    if (refusal === 'notAccepted' || refusal === 'unknownType') return applications.files.notAccepted(formatNames(document));
    return documents.files.refusals[refusal];
  };
  return (required) =>
    required
      .filter((document) => document.id === id)
      .map((document) => ({ field: `${field}-${id}`, message: messageFor(document) }));
}

function getFiles(services: ApplicationServices) {
  return async (request: FastifyRequest): Promise<Html> => {
    const open = await openDraft(services, personOf(request), idOf(request));
    if (open.draft.signingUntil !== undefined) return askToChange(request, open, 'files');
    const asked = (request.query as Record<string, unknown>)['missing'] !== undefined;
    return page(services, request, asked ? missing(request) : () => []);
  };
}

/** «Одан әрі»: on to the review, or the list of what is missing. */
function postNext(services: ApplicationServices) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    let incomplete = false;
    const view = await page(services, request, (required, files) => {
      const errors = missing(request)(required, files);
      incomplete = errors.length > 0;
      return errors;
    });
    if (incomplete) return view;
    const open = await openDraft(services, personOf(request), idOf(request));
    return reply.redirect(nextStop({ ...open, paths: draftPaths }, 'files'), 303);
  };
}

function documentOf(request: FastifyRequest): string {
  return (request.params as Record<string, string>)['document'] ?? '';
}

function postFile(services: ApplicationServices) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const draftId = idOf(request);
    const refuse = (refusal: FileRefusal | 'notChosen'): Promise<Html> =>
      page(services, request, refused(request, 'file', refusal));
    if (!request.isMultipart()) throw new Failure('unsupportedType');
    const part = await request.file();
    if (part === undefined || part.filename === '') return refuse('notChosen');
    const bytes = await part.toBuffer().catch(() => undefined);
    if (bytes === undefined) return refuse('tooLarge');
    const upload = { draftId, document: documentOf(request), name: part.filename, bytes };
    const refusal = await attachFile(services, personOf(request), upload);
    return refusal === undefined ? reply.redirect(draftPaths.files(draftId), 303) : refuse(refusal);
  };
}

/** «Менің құжаттарым»: from the cabinet. */
function postKept(services: ApplicationServices) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const draftId = idOf(request);
    const document = documentOf(request);
    const refuse = (refusal: FileRefusal | 'notChosen'): Promise<Html> =>
      page(services, request, refused(request, 'kept', refusal));
    const kept = bodyOf(request.body)[`kept-${document}`] ?? '';
    if (kept === '') return refuse('notChosen');
    const refusal = await attachKept(services, personOf(request), { draftId, document, kept });
    return refusal === undefined ? reply.redirect(draftPaths.files(draftId), 303) : refuse(refusal);
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

/** A file of a draft that is open to this actor; gone with the draft, which the application takes over. */
export function getDraftFile(place: DraftPlace) {
  const { services } = place;
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const { draft } = await place.open(request);
    const opened = await services.files.open(services.db, idOf(request, 'file'), ({ holder }) => holder === draft.id);
    if (opened === undefined) throw new Failure('notFound');
    return sendFile(reply, opened);
  };
}

export function postRemoveFile(place: DraftPlace) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const draftId = idOf(request);
    await detachFile(place.services, place.actorOf(request), { draftId, id: idOf(request, 'file') });
    return reply.redirect(place.paths.files(draftId), 303);
  };
}

/** Files of a draft: attached, looked at, taken off again (APP-3). */
export function fileRoutes(services: ApplicationServices): Route<Access>[] {
  const files = '/applications/drafts/:id/files';
  const place = portalPlace(services);
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
    { method: 'POST', url: `${files}/:document/kept`, access: 'person', handler: postKept(services) },
    { method: 'GET', url: `${files}/:file`, access: 'person', handler: getDraftFile(place) },
    { method: 'POST', url: `${files}/:file/remove`, access: 'person', handler: postRemoveFile(place) },
  ];
}
