import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Clock } from '#kit/clock';
import { inTransaction } from '#kit/db';
import type { Db } from '#kit/db';
import { Failure } from '#kit/failure';
import type { Html } from '#kit/html';
import { parse } from '#kit/http';
import type { Route } from '#kit/http';
import { texts } from '#text';
import type { FieldError, NavigationItem, PageContext } from '#ui';
import type { Documents } from '../documents.ts';
import type { Files } from '../files/keep-files.ts';
import { fileTypes } from '../rules/content/examine.ts';
import type { FileKey, StoredFile } from '../store.ts';
import { postAdd, addPage } from './add-document.ts';
import { asDownload } from './document-routes.ts';
import { atOnce, receiveUploads } from './kept-uploads.ts';
import { keptDeletionPage, keptDocumentPage } from './pages/kept-document.ts';
import { keptListPage } from './pages/kept-list.ts';
import type { KeptDone } from './pages/kept-list.ts';
import { keptPaths } from './paths.ts';

export interface KeptRoutesOptions<Access extends string> {
  readonly db: Db;
  readonly clock: Clock;
  readonly files: Files;
  readonly documents: Documents;
  readonly access: Access;
  /** Whose cabinet a request may see. */
  readonly ownerOf: (request: FastifyRequest) => string;
  readonly navigation: (context: PageContext) => readonly NavigationItem[];
}

type Options = KeptRoutesOptions<string>;

function doneOf(request: FastifyRequest): KeptDone | undefined {
  const { done } = request.query as Record<string, unknown>;
  return (['added', 'renamed', 'replaced', 'deleted'] as const).find((known) => known === done);
}

function keyOf({ ownerOf }: Options, request: FastifyRequest): FileKey {
  return { id: (request.params as { id: string }).id, owner: ownerOf(request), holder: null };
}

/** @throws Failure `notFound` for another's document as for one that does not exist or lies elsewhere (SEC-2) */
async function keptFile(options: Options, request: FastifyRequest): Promise<StoredFile> {
  const { id, owner } = keyOf(options, request);
  const file = (await options.files.list(options.db, { owner, holder: null })).find((one) => one.id === id);
  if (file === undefined) throw new Failure('notFound');
  return file;
}

async function getList(options: Options, request: FastifyRequest): Promise<Html> {
  const { db, clock, files, documents } = options;
  const owner = options.ownerOf(request);
  const [issued, kept] = await Promise.all([documents.ofOwner(db, owner), files.list(db, { owner, holder: null })]);
  const { page } = request;
  const navigation = options.navigation(page);
  return keptListPage(page, { issued, kept, countLimit: files.countLimit, now: clock.now(), done: doneOf(request), navigation });
}

async function documentPage(options: Options, request: FastifyRequest, errors: readonly FieldError[] = []): Promise<Html> {
  const file = await keptFile(options, request);
  return keptDocumentPage(request.page, { file, errors, done: doneOf(request), navigation: options.navigation(request.page) });
}

/** The bytes: saved, shown within a page, or, a PDF only, opened by the browser's reader (SEC-9). */
function getBytes(options: Options, how: 'attachment' | 'inline') {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<Buffer> => {
    const { id, owner } = keyOf(options, request);
    const opened = await options.files.open(options.db, id, (file) => file.owner === owner && file.holder === null);
    if (opened === undefined || (how === 'inline' && opened.file.type !== 'pdf')) throw new Failure('notFound');
    const { name, type } = opened.file;
    asDownload(reply.type(fileTypes[type].media), name, how);
    return opened.bytes;
  };
}

async function postRename(options: Options, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const { title } = parse(z.object({ title: z.string().trim().max(1000).default('') }), request.body);
  const message = texts(request.page.locale).documents.kept.document.nameMissing;
  if (title === '') return documentPage(options, request, [{ field: 'title', message }]);
  const key = keyOf(options, request);
  if (!(await inTransaction(options.db, (tx) => options.files.rename(tx, key, title)))) throw new Failure('notFound');
  return reply.redirect(`${keptPaths.document(key.id)}?done=renamed`, 303);
}

async function postReplace(options: Options, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const { files: words, kept } = texts(request.page.locale).documents;
  const refuse = (message: string): Promise<Html> => documentPage(options, request, [{ field: 'file', message }]);
  await keptFile(options, request);
  const uploads = await receiveUploads(request, options.files);
  if (uploads === 'tooMany') return refuse(kept.add.atOnce(1));
  const [first, second] = uploads.sent;
  if (first === undefined) return refuse(words.notChosen);
  if (second !== undefined) return refuse(kept.add.atOnce(1));
  const { reception } = first;
  if (!reception.ok) return refuse(words.refusals[reception.fault]);
  const key = keyOf(options, request);
  const file = await inTransaction(options.db, (tx) => options.files.replace(tx, key, reception.file));
  if (file === undefined) throw new Failure('notFound');
  return reply.redirect(`${keptPaths.document(file.id)}?done=replaced`, 303);
}

async function postDelete(options: Options, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const key = keyOf(options, request);
  if (!(await inTransaction(options.db, (tx) => options.files.remove(tx, key)))) throw new Failure('notFound');
  return reply.redirect(`${keptPaths.list}?done=deleted`, 303);
}

/** The cabinet's section «Құжаттар» (CAB-3): what was issued to the person, and what the person keeps for the next application. */
export function keptRoutes<Access extends string>(options: KeptRoutesOptions<Access>): Route<Access>[] {
  const { access, files } = options;
  const uploading = { bodyLimit: atOnce * files.sizeLimit + 65_536, limit: { max: 30, seconds: 60 } } as const;
  const get = (url: string, handler: Route['handler']): Route<Access> => ({ method: 'GET', url, access, handler });
  const post = (url: string, handler: Route['handler']): Route<Access> => ({ method: 'POST', url, access, handler });
  const { list, add, ...of } = keptPaths;
  const id = ':id';
  return [
    get(list, (request) => getList(options, request)),
    get(add, (request) => addPage(options, request)),
    { ...post(add, (request, reply) => postAdd(options, request, reply)), ...uploading },
    get(of.document(id), (request) => documentPage(options, request)),
    get(of.file(id), getBytes(options, 'attachment')),
    get(of.open(id), getBytes(options, 'inline')),
    post(of.rename(id), (request, reply) => postRename(options, request, reply)),
    { ...post(of.replace(id), (request, reply) => postReplace(options, request, reply)), ...uploading },
    get(of.delete(id), async (request) =>
      keptDeletionPage(request.page, { file: await keptFile(options, request), navigation: options.navigation(request.page) }),
    ),
    post(of.delete(id), (request, reply) => postDelete(options, request, reply)),
  ];
}
