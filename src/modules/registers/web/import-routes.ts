import type { FastifyRequest } from 'fastify';
import { Failure } from '#kit/failure';
import type { Html } from '#kit/html';
import type { Route } from '#kit/http';
import { texts } from '#text';
import type { FieldError } from '#ui';
import { headOf } from '../export-entries.ts';
import { lookAtFile, mostLines, storeImport } from '../import-entries.ts';
import { csvBeginning, csvLine } from '#kit/csv';
import { idIn, routesBelow } from './call.ts';
import type { ReadTable } from '../rules/import.ts';
import type { Register } from '../rules/register.ts';
import type { RegisterCall, RegisterPages, SeenEntry } from './call.ts';
import { importDoneView, importFormView, importPreviewView } from './pages/import.ts';

type Pages = RegisterPages<string>;

/** Largest file, bytes: two thousand lines with room to spare. */
const mostBytes = 1_048_576;

interface Uploaded {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/** @returns undefined where no file was chosen. @throws Failure `tooLarge`, `unsupportedType` */
async function uploadedFile(request: FastifyRequest): Promise<Uploaded | undefined> {
  if (!request.isMultipart()) throw new Failure('unsupportedType');
  const part = await request.file({ limits: { fileSize: mostBytes, files: 1 } });
  if (part === undefined || part.filename === '') return undefined;
  const bytes = await part.toBuffer().catch(() => undefined);
  if (bytes === undefined || part.file.truncated) throw new Failure('tooLarge');
  return bytes.length === 0 ? undefined : { fileName: part.filename.replaceAll('\0', '').slice(0, 200), bytes };
}

function importForm({ request, frame }: RegisterCall, message?: string): Html {
  const errors: FieldError[] = message === undefined ? [] : [{ field: 'file', message }];
  return importFormView(request.page, { ...frame, mostLines, errors });
}

/** Who is in the register already is told by the faults of a file: that is a search for each of them (CAB-9). */
function foundBy({ rows, faults }: ReadTable, { name }: Register): SeenEntry[] {
  const known = new Set(faults.filter(({ fault }) => fault === 'known').map(({ line }) => line));
  return rows.filter(({ line }) => known.has(line)).map(({ iin }) => ({ register: name, iin, purpose: 'search' }));
}

async function postFile({ db, record }: Pages, call: RegisterCall): Promise<Html> {
  const { request, register, keeper, who, frame, at } = call;
  const words = texts(request.page.locale).registers.import;
  const uploaded = await uploadedFile(request);
  if (uploaded === undefined) return importForm(call, words.notChosen);
  const outcome = await lookAtFile(db, register, { ...uploaded, bodyId: keeper.bodyId, officer: who, at });
  if (outcome.kind !== 'read') {
    const messages = { unreadable: words.unreadable, tooMany: words.tooMany(mostLines), empty: words.nothing };
    return importForm(call, messages[outcome.kind]);
  }
  await record(request, foundBy(outcome.table, register));
  return importPreviewView(request.page, { ...frame, table: outcome.table, importId: outcome.id });
}

async function postStore({ db }: Pages, call: RegisterCall): Promise<Html> {
  const { request, register, keeper, who, frame, at } = call;
  const outcome = await storeImport(db, register, { id: idIn(request), bodyId: keeper.bodyId, officer: who, at });
  if (outcome.kind === 'missing') throw new Failure('notFound');
  return importDoneView(request.page, { ...frame, count: outcome.kind === 'stored' ? outcome.count : undefined });
}

/** The first line of a file, to be filled in. */
function getSample({ request, reply, register }: RegisterCall): unknown {
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${register.name}.csv"`)
    .send(csvBeginning + csvLine(headOf(register, request.page.locale)));
}

/** Files into registers: looked at first, then entered whole or not at all (WRK-4). */
export function importRoutes<A extends string>(pages: RegisterPages<A>): Route<A>[] {
  const route = routesBelow(pages, ':register');
  return [
    route('GET', '/import', (call) => importForm(call)),
    route('GET', '/sample.csv', getSample),
    { ...route('POST', '/import', (call) => postFile(pages, call)), bodyLimit: mostBytes + 65_536 },
    route('POST', '/import/:id', (call) => postStore(pages, call)),
  ];
}
