import type { FastifyReply, FastifyRequest } from 'fastify';
import type { MultipartFile } from '@fastify/multipart';
import { Failure } from '#kit/failure';
import type { Route } from '#kit/http';
import { bodyOf, mustBeChecked, officerOf, readCms } from '#identity';
import type { Access, EdsWeb } from '#identity';
import { texts } from '#text';
import type { FieldError, NavigationItem } from '#ui';
import type { FileRefusal } from '../attach-file.ts';
import { statementKinds } from '../rules/statement.ts';
import type { StatementKind } from '../rules/statement.ts';
import type { ApplicationServices } from '../services.ts';
import { prepareStatement, signStatement } from '../sign-statement.ts';
import { attachToStatement, detachFromStatement, openStatement, writeStatement } from '../take-statement.ts';
import type { OpenStatement } from '../take-statement.ts';
import { idOf } from './draft-place.ts';
import { sendFile } from './file-routes.ts';
import { longestComplaint } from './pages/card-after.ts';
import { counterPaths } from './pages/counter-begin.ts';
import { statementFields, statementPaths, statementSignView, statementView } from './pages/statement.ts';
import { visitorFieldName } from './pages/visitor.ts';
import { readVisitor } from './visitor.ts';

/** Where statements are taken. */
interface Desk {
  readonly services: ApplicationServices;
  readonly eds: EdsWeb;
  readonly navigation: (request: FastifyRequest) => readonly NavigationItem[];
}

interface Taking extends Desk {
  readonly kind: StatementKind;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

function placeOf({ request, kind }: Taking) {
  return { id: idOf(request), kind, officer: officerOf(request) };
}

/** Opens the statement; where there is nothing to say (any more) the card says so. */
async function openOr(taking: Taking): Promise<OpenStatement | FastifyReply> {
  const { officer, ...of } = placeOf(taking);
  const open = await openStatement(taking.services, officer, of);
  return open ?? taking.reply.redirect(`${counterPaths.application(of.id)}?done=${of.kind}Closed`, 303);
}

function isOpen(open: OpenStatement | FastifyReply): open is OpenStatement {
  return 'statement' in open;
}

type Shown = { readonly errors: readonly FieldError[]; readonly typedIin?: string; readonly typedText?: string };

async function page(taking: Taking, shown: Shown): Promise<unknown> {
  const { request, reply, services, navigation } = taking;
  const open = await openOr(taking);
  if (!isOpen(open)) return open;
  const changed = (request.query as Record<string, unknown>)['changed'] !== undefined;
  if (shown.errors.length > 0) reply.code(422);
  const { errors, typedIin, typedText } = shown;
  const around = { limit: services.files.sizeLimit, navigation: navigation(request) };
  return statementView(request.page, { open, errors, typedIin, typedText, changed, ...around });
}

/** Parts of one form: fields, and scans of several pages. */
const mostParts = 24;

function scanFault(refusal: FileRefusal, { request }: Taking): FieldError {
  const { documents } = texts(request.page.locale);
  const message = documents.files.refusals[refusal === 'notAccepted' ? 'unknownType' : refusal];
  return { field: statementFields.scan, message };
}

async function attach(taking: Taking, part: MultipartFile): Promise<FieldError[]> {
  const { officer, ...of } = placeOf(taking);
  const bytes = await part.toBuffer();
  const title = texts(taking.request.page.locale).statements[of.kind].title;
  const upload = { ...of, title, name: part.filename, bytes };
  const refusal = part.file.truncated ? 'tooLarge' : await attachToStatement(taking.services, officer, upload);
  return refusal === undefined ? [] : [scanFault(refusal, taking)];
}

const fileFields: readonly string[] = [statementFields.scan, statementFields.camera];

/** Reads the form part by part: fields are collected, scans are kept as they come. */
async function readForm(taking: Taking): Promise<{ fields: Readonly<Record<string, string>>; errors: FieldError[] }> {
  const { request, services } = taking;
  if (!request.isMultipart()) throw new Failure('unsupportedType');
  const fields: Record<string, string> = {};
  const errors: FieldError[] = [];
  const limits = { files: mostParts, fields: mostParts, parts: 2 * mostParts, fileSize: services.files.sizeLimit };
  // One scan that is too large is told beside its field; the rest of the form is read.
  const reading = { limits, throwFileSizeLimit: false };
  for await (const part of request.parts(reading)) {
    if (part.type === 'field') fields[part.fieldname] = String(part.value);
    // Bytes that nobody asked for are read to their end and dropped.
    else if (part.filename === '' || !fileFields.includes(part.fieldname)) part.file.resume();
    else errors.push(...(await attach(taking, part)));
  }
  return { fields, errors };
}

/** What keeps a statement from being signed, beside its fields. */
async function lacking(taking: Taking, open: OpenStatement): Promise<FieldError[]> {
  const { services, request } = taking;
  const prepared = await prepareStatement(services, officerOf(request), open);
  if (prepared.kind === 'ready') return [];
  const { statements, handling } = texts(request.page.locale);
  const faults = {
    visitor: { field: visitorFieldName, message: statements.visitor.faults.empty },
    text: { field: statementFields.text, message: handling.complaint.empty },
    scan: { field: statementFields.scan, message: statements.sign.scanMissing },
  };
  return prepared.parts.map((part) => faults[part]);
}

async function postPage(taking: Taking): Promise<unknown> {
  const { services, request, reply } = taking;
  const { locale } = request.page;
  const { officer, ...of } = placeOf(taking);
  const before = await openOr(taking);
  if (!isOpen(before)) return before;
  const { fields, errors } = await readForm(taking);
  const { [visitorFieldName]: typedIin = '', [statementFields.text]: typed = '', go } = fields;
  const text = typed.trim();
  if (text.length > longestComplaint) {
    const message = texts(locale).handling.complaint.tooLong(longestComplaint);
    return page(taking, { errors: [...errors, { field: statementFields.text, message }], typedIin, typedText: text });
  }
  const { visitor, error } = await readVisitor(services, officer, { id: of.id, typed: typedIin, locale });
  await writeStatement(services, officer, { ...of, text, visitor });
  const faults = error === undefined ? errors : [...errors, error];
  if (faults.length > 0) return page(taking, { errors: faults, typedIin });
  return go === 'sign' ? goToSign(taking) : reply.redirect(statementPaths.page(of.id, of.kind), 303);
}

async function goToSign(taking: Taking): Promise<unknown> {
  const { id, kind } = placeOf(taking);
  const open = await openOr(taking);
  if (!isOpen(open)) return open;
  const missing = await lacking(taking, open);
  return missing.length > 0 ? page(taking, { errors: missing }) : taking.reply.redirect(statementPaths.sign(id, kind), 303);
}

async function getFile(taking: Taking): Promise<unknown> {
  const { services, request, reply } = taking;
  const { officer, ...of } = placeOf(taking);
  const held = (await openStatement(services, officer, of))?.statement.id;
  const opened = held && (await services.files.open(services.db, idOf(request, 'file'), ({ holder }) => holder === held));
  if (!opened) throw new Failure('notFound');
  return sendFile(reply, opened);
}

async function postRemove(taking: Taking): Promise<unknown> {
  const { officer, ...of } = placeOf(taking);
  await detachFromStatement(taking.services, officer, { ...of, file: idOf(taking.request, 'file') });
  return taking.reply.redirect(statementPaths.page(of.id, of.kind), 303);
}

async function signPage(taking: Taking, error?: string): Promise<unknown> {
  const { services, eds, request, reply } = taking;
  const { officer, ...of } = placeOf(taking);
  const open = await openOr(taking);
  if (!isOpen(open)) return open;
  const prepared = await prepareStatement(services, officer, open);
  if (prepared.kind !== 'ready') return reply.redirect(statementPaths.page(of.id, of.kind), 303);
  const signing = {
    content: prepared.bytes,
    purpose: 'signing',
    action: statementPaths.sign(of.id, of.kind),
    hidden: {},
  } as const;
  const panel = eds.panel(request.page, { ...signing, iin: officer.iin });
  if (error !== undefined) reply.code(422);
  return statementSignView(request.page, { open, panel, error });
}

async function postSign(taking: Taking): Promise<unknown> {
  const { services, request, reply } = taking;
  const { officer, ...of } = placeOf(taking);
  const { identity, statements } = texts(request.page.locale);
  const cms = readCms(bodyOf(request.body));
  if (cms === undefined) return signPage(taking, identity.refused.structure);
  const outcome = await signStatement(services, officer, { ...of, cms });
  const card = counterPaths.application(of.id);
  switch (outcome.kind) {
    case 'done':
      return reply.redirect(`${card}?done=${of.kind}`, 303);
    case 'closed':
      return reply.redirect(`${card}?done=${of.kind}Closed`, 303);
    case 'changed':
      return reply.redirect(`${statementPaths.page(of.id, of.kind)}?changed`, 303);
    case 'refused':
      mustBeChecked(outcome.failed);
      return signPage(taking, statements.sign.refused(identity.refused[outcome.failed]));
    default:
      return outcome satisfies never;
  }
}

type Handle = (taking: Taking) => Promise<unknown>;

/** Statements on paper at the counter that took the request: withdrawal before the decision, complaint about the refusal (APP-9). */
export function statementRoutes(desk: Desk): Route<Access>[] {
  const access = 'officer' as const;
  const bodyLimit = 10 * desk.services.files.sizeLimit;
  return statementKinds.flatMap((kind) => {
    const at = statementPaths.page(':id', kind);
    const route = (method: 'GET' | 'POST', path: string, handle: Handle): Route<Access> => ({
      method,
      url: `${at}${path}`,
      access,
      handler: (request, reply) => handle({ ...desk, kind, request, reply }),
    });
    return [
      route('GET', '', (taking) => page(taking, { errors: [] })),
      { ...route('POST', '', postPage), bodyLimit, limit: { max: 60, seconds: 60 } },
      route('GET', '/files/:file', getFile),
      route('POST', '/files/:file/remove', postRemove),
      route('GET', '/sign', (taking) => signPage(taking)),
      { ...route('POST', '/sign', postSign), limit: { max: 30, seconds: 60 } },
    ];
  });
}
