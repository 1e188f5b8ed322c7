import type { FastifyReply, FastifyRequest } from 'fastify';
import type { MultipartFile } from '@fastify/multipart';
import { Failure } from '#kit/failure';
import type { Html } from '#kit/html';
import type { Route } from '#kit/http';
import { officerOf } from '#identity';
import type { Access } from '#identity';
import type { RequiredDocument } from '#regulations';
import { texts } from '#text';
import type { FieldError } from '#ui';
import { attachFile } from '../attach-file.ts';
import type { FileRefusal } from '../attach-file.ts';
import { markOriginals } from '../mark-originals.ts';
import { missingDocuments } from '../prepare-request.ts';
import { idOf, openPage } from './draft-place.ts';
import type { DraftPlace } from './draft-place.ts';
import { getDraftFile, postRemoveFile } from './file-routes.ts';
import { formatNames } from './pages/attachments.ts';
import { paperFields, papersView } from './pages/counter-papers.ts';

/** Parts of one form: for each document a mark, a file and a photograph. */
const mostParts = 120;

async function filesOf({ services }: DraftPlace, draftId: string) {
  return services.files.listHeld(services.db, draftId);
}

async function papersPage(place: DraftPlace, request: FastifyRequest, errors: readonly FieldError[]): Promise<Html> {
  const open = await openPage(place, request);
  const files = await filesOf(place, open.draft.id);
  return papersView(request.page, { ...open, errors, files, limit: place.services.files.sizeLimit });
}

/** What is not marked or not scanned, each beside its field. */
async function missing(place: DraftPlace, request: FastifyRequest): Promise<FieldError[]> {
  const { draft, regulation } = await place.open(request);
  const { locale } = request.page;
  const words = texts(locale).counter.papers;
  const documents = missingDocuments(regulation, draft, await filesOf(place, draft.id));
  return documents.map(({ id, title }) => ({ field: paperFields.file(id), message: words.missing(title[locale]) }));
}

function refusalText(refusal: FileRefusal, document: RequiredDocument, request: FastifyRequest): string {
  const { applications, documents } = texts(request.page.locale);
  const isKind = refusal === 'notAccepted' || refusal === 'unknownType';
  return isKind ? applications.files.notAccepted(formatNames(document)) : documents.files.refusals[refusal];
}

/** The document that a file field belongs to; undefined for a field that the form does not have. */
function documentOf(field: string, documents: readonly RequiredDocument[]): RequiredDocument | undefined {
  return documents.find(({ id }) => field === paperFields.file(id) || field === paperFields.camera(id));
}

async function attach(
  place: DraftPlace,
  request: FastifyRequest,
  { part, document }: { part: MultipartFile; document: RequiredDocument },
): Promise<FieldError[]> {
  const bytes = await part.toBuffer();
  const upload = { draftId: idOf(request), document: document.id, name: part.filename, bytes };
  const refusal = part.file.truncated ? 'tooLarge' : await attachFile(place.services, place.actorOf(request), upload);
  if (refusal === undefined) return [];
  return [{ field: paperFields.file(document.id), message: refusalText(refusal, document, request) }];
}

/** Reads the form part by part: marks are collected, files are attached as they come. */
async function readPapers(place: DraftPlace, request: FastifyRequest) {
  const { regulation } = await place.open(request);
  const documents = regulation.passport.requiredDocuments;
  const fields = new Map<string, string>();
  const errors: FieldError[] = [];
  const limits = { files: mostParts, fields: mostParts, parts: 2 * mostParts, fileSize: place.services.files.sizeLimit };
  // One file that is too large is told beside its field; the rest of the form is read.
  const reading = { limits, throwFileSizeLimit: false };
  for await (const part of request.parts(reading)) {
    if (part.type === 'field') {
      fields.set(part.fieldname, String(part.value));
      continue;
    }
    const document = part.filename === '' ? undefined : documentOf(part.fieldname, documents);
    // Bytes that nobody asked for are read to their end and dropped.
    if (document === undefined) part.file.resume();
    else errors.push(...(await attach(place, request, { part, document })));
  }
  const originals = documents.map(({ id }) => id).filter((id) => fields.has(paperFields.original(id)));
  return { originals, errors, goesOn: fields.get('go') !== 'save' };
}

function postPapers(place: DraftPlace) {
  const { services, paths } = place;
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const draftId = idOf(request);
    await place.open(request);
    if (!request.isMultipart()) throw new Failure('unsupportedType');
    const { originals, errors, goesOn } = await readPapers(place, request);
    await markOriginals(services, officerOf(request), { draftId, originals });
    const found = errors.length === 0 && goesOn ? await missing(place, request) : errors;
    if (found.length > 0) return papersPage(place, request, found);
    return reply.redirect(goesOn ? paths.review(draftId) : paths.files(draftId), 303);
  };
}

function getPapers(place: DraftPlace) {
  return async (request: FastifyRequest): Promise<Html> => {
    const asked = (request.query as Record<string, unknown>)['missing'] !== undefined;
    return papersPage(place, request, asked ? await missing(place, request) : []);
  };
}

/** The papers of a draft at a counter: marked, scanned, taken off again. */
export function paperRoutes(place: DraftPlace): Route<Access>[] {
  const { access, base, services } = place;
  const files = `${base}/:id/files`;
  const bodyLimit = 10 * services.files.sizeLimit;
  const limit = { max: 60, seconds: 60 } as const;
  return [
    { method: 'GET', url: files, access, handler: getPapers(place) },
    { method: 'POST', url: files, access, bodyLimit, limit, handler: postPapers(place) },
    { method: 'GET', url: `${files}/:file`, access, handler: getDraftFile(place) },
    { method: 'POST', url: `${files}/:file/remove`, access, handler: postRemoveFile(place) },
  ];
}
