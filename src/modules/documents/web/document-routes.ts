import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Queryable } from '#kit/db';
import { Failure } from '#kit/failure';
import type { Route } from '#kit/http';
import type { Documents } from '../documents.ts';
import type { StoredDocument } from '../store.ts';

export interface DocumentRoutesOptions<Access extends string> {
  readonly db: Queryable;
  readonly documents: Documents;
  readonly access: Access;
  /** Whether who asks may have this document: its owner, or an officer whose business it is. Others get what a missing one gets (SEC-2). */
  readonly mayRead: (request: FastifyRequest, document: StoredDocument) => boolean | Promise<boolean>;
}

/**
 * The headers with which bytes of documents and files leave: to be saved, or, a PDF only, `inline` for the browser's own reader, which the
 * sandbox does not hinder; never run as a page of this site (SEC-9).
 */
export function asDownload(reply: FastifyReply, name: string, disposition: 'attachment' | 'inline' = 'attachment'): void {
  reply
    .header('content-disposition', `${disposition}; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header('content-security-policy', "sandbox; default-src 'none'")
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'private, no-store');
}

/** Download of a document and of its signature. Mounted on each site with its own access and its own question of ownership. */
export function documentRoutes<Access extends string>(options: DocumentRoutesOptions<Access>): Route<Access>[] {
  const { db, documents, access, mayRead } = options;
  async function found(request: FastifyRequest): Promise<StoredDocument> {
    const document = await documents.find(db, (request.params as { id: string }).id);
    if (document === undefined || !(await mayRead(request, document))) throw new Failure('notFound');
    return document;
  }
  async function getPdf(request: FastifyRequest, reply: FastifyReply): Promise<Buffer> {
    const document = await found(request);
    asDownload(reply.type('application/pdf'), `${document.number}.pdf`);
    return documents.pdf(document);
  }
  async function getOpen(request: FastifyRequest, reply: FastifyReply): Promise<Buffer> {
    const document = await found(request);
    asDownload(reply.type('application/pdf'), `${document.number}.pdf`, 'inline');
    return documents.pdf(document);
  }
  async function getSignature(request: FastifyRequest, reply: FastifyReply): Promise<Buffer> {
    const { number, cms } = await found(request);
    if (cms === null) throw new Failure('notFound');
    asDownload(reply.type('application/pkcs7-signature'), `${number}.pdf.cms`);
    return Buffer.from(cms);
  }
  return [
    { method: 'GET', url: '/documents/:id', access, handler: getOpen },
    { method: 'GET', url: '/documents/:id/pdf', access, handler: getPdf },
    { method: 'GET', url: '/documents/:id/signature', access, handler: getSignature },
  ];
}
