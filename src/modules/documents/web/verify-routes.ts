import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Clock } from '#kit/clock';
import type { Queryable } from '#kit/db';
import { Failure } from '#kit/failure';
import type { Html } from '#kit/html';
import { parse } from '#kit/http';
import type { Route } from '#kit/http';
import { texts } from '#text';
import type { Documents } from '../documents.ts';
import { contentOf, isOver } from '../issued-content.ts';
import { codesInText } from '../rules/code/codes.ts';
import { parseDocumentNumber } from '../rules/number.ts';
import type { DocumentNumber } from '../rules/number.ts';
import type { DocumentVerifier, Examined } from '../verifying/document-verifier.ts';
import { numberPage, verdictPage } from './pages/verdict-page.ts';
import type { FoundByNumber } from './pages/verdict-page.ts';
import { verifyPage } from './pages/verify-page.ts';
import type { VerifyPageProps } from './pages/verify-page.ts';
import { verifyPaths } from './paths.ts';
import { scannerRoutes } from './scanner-routes.ts';
import type { TrustMaterials } from './scanner-routes.ts';
import { readUploads, uploadLimit } from './uploads.ts';

export interface VerifyRoutesOptions {
  readonly db: Queryable;
  readonly clock: Clock;
  readonly documents: Documents;
  readonly verifier: DocumentVerifier;
  /** For the page that verifies by itself: roots and newest lists, DER. */
  readonly trustMaterials: () => Promise<TrustMaterials>;
}

type Errors = Extract<keyof ReturnType<typeof texts>['documents']['verify']['errors'], string>;

interface Refusal extends VerifyPageProps {
  readonly field: string;
  readonly error: Errors;
}

function refused(request: FastifyRequest, { field, error, ...props }: Refusal): Html {
  const message = texts(request.page.locale).documents.verify.errors[error];
  return verifyPage(request.page, { ...props, errors: [{ field, message }] });
}

function shown(request: FastifyRequest, examined: Examined, field: string): Html {
  return examined.kind === 'unreadable' ? refused(request, { field, error: 'unreadable' }) : verdictPage(request.page, examined);
}

/** Pages for everybody, without an account (EDS-PUB). Each is limited: pictures cost time, numbers must not be guessed. */
export function verifyRoutes(options: VerifyRoutesOptions): Route<'everyone'>[] {
  const access = 'everyone';
  const limit = { max: 30, seconds: 60 } as const;
  const files = { access, limit, bodyLimit: 2 * uploadLimit + 65_536 } as const;
  const { page, file, text, number, signature, api } = verifyPaths;
  // The reader of bar codes is WebAssembly; nothing else on the portal may run it. What cannot be read is answered by the same page.
  const policy = { 'script-src': "'self' 'wasm-unsafe-eval'", 'trusted-types': 'birtereze birtereze-scan' };
  const often = { access, policy, limit: { max: 20, seconds: 60 } } as const;
  return [
    { method: 'GET', url: page, access, policy, handler: (request) => verifyPage(request.page) },
    { method: 'POST', url: file, ...files, policy, handler: (request) => postFile(options, request) },
    { method: 'POST', url: signature, ...files, policy, handler: (request) => postSignature(options, request) },
    { method: 'POST', url: text, access, policy, limit, handler: (request) => postText(options, request) },
    { method: 'GET', url: number, ...often, handler: (request) => getNumber(options, request) },
    { method: 'POST', url: api, ...files, forMachines: true, handler: (request, reply) => postApi(options, request, reply) },
    ...scannerRoutes(options.trustMaterials),
  ];
}

async function postFile({ verifier }: VerifyRoutesOptions, request: FastifyRequest): Promise<Html> {
  const files = await readUploads(request);
  if (files === undefined) return refused(request, { field: 'file', error: 'tooLarge' });
  const { file, cms } = files;
  return file === undefined
    ? refused(request, { field: 'file', error: 'noFile' })
    : shown(request, await verifier.file(file, cms), 'file');
}

async function postSignature({ verifier }: VerifyRoutesOptions, request: FastifyRequest): Promise<Html> {
  const files = await readUploads(request);
  if (files === undefined) return refused(request, { field: 'signature', error: 'tooLarge' });
  const { signature, content } = files;
  if (signature === undefined) return refused(request, { field: 'signature', error: 'noSignature' });
  return shown(request, await verifier.signature(signature, content), 'signature');
}

async function postText({ verifier }: VerifyRoutesOptions, request: FastifyRequest): Promise<Html> {
  const { text } = parse(z.object({ text: z.string().max(200_000).default('') }), request.body);
  const codes = codesInText(text);
  if (codes.length === 0) return refused(request, { field: 'text', error: 'noText', text });
  return shown(request, await verifier.codes(codes), 'text');
}

/** A document that was issued, with its content; one that waits for its signature is nobody's business. */
async function findIssued(
  { db, documents, clock }: VerifyRoutesOptions,
  number: DocumentNumber,
): Promise<FoundByNumber | undefined> {
  const document = await documents.findByNumber(db, number);
  if (document === undefined || document.status === 'prepared') return undefined;
  return { document, content: contentOf(document), isOver: isOver(document, clock.now()) };
}

async function getNumber(options: VerifyRoutesOptions, request: FastifyRequest): Promise<Html> {
  const { number: text } = parse(z.object({ number: z.string().max(100).default('') }), request.query);
  const number = parseDocumentNumber(text);
  if (number === undefined) return refused(request, { field: 'number', error: 'number', number: text });
  return numberPage(request.page, await findIssued(options, number));
}

const base64 = z.base64().transform((text) => Buffer.from(text, 'base64'));
const apiSchema = z.union([
  z.strictObject({ codes: z.array(z.string().max(5000)).min(1).max(64) }),
  z.strictObject({ file: base64, cms: base64.optional() }),
  z.strictObject({ cms: base64, content: base64.optional() }),
]);

/** The same for programs: `{codes}`, `{file, cms?}` (base64) or `{cms, content?}` → what was found, as JSON. */
async function postApi({ verifier }: VerifyRoutesOptions, request: FastifyRequest, reply: FastifyReply): Promise<Examined> {
  const asked = parse(apiSchema, request.body);
  reply.header('cache-control', 'no-store');
  if ('codes' in asked) return verifier.codes(asked.codes);
  if ('file' in asked) return verifier.file(asked.file, asked.cms);
  if (asked.cms.length === 0) throw new Failure('badRequest');
  return verifier.signature(asked.cms, asked.content);
}
