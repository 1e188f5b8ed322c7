import type { FastifyReply, FastifyRequest } from 'fastify';
import { Failure } from '#kit/failure';
import { personOf } from '#identity';
import type { StoredDocument } from '#documents';
import { readableRequest, readableText } from '#regulations';
import type { ApplicationServices } from '../services.ts';
import { findApplication, findRequest, listEnquiries, listStatements } from '../store.ts';
import type { Application, SignedRequest } from '../store.ts';
import { signatureAt } from '../view-signing.ts';
import { idOf } from './draft-place.ts';
import { sendFile } from './file-routes.ts';

/** @throws Failure `notFound` for another's application as for one that does not exist (SEC-2) */
export async function own(services: ApplicationServices, request: FastifyRequest): Promise<Application> {
  const application = await findApplication(services.db, idOf(request), { consumerIin: personOf(request).iin });
  if (application === undefined) throw new Failure('notFound');
  return application;
}

/** What was signed. */
export async function requestOf(services: ApplicationServices, application: Application): Promise<SignedRequest> {
  const request = await findRequest(services.db, application.id);
  if (request === undefined) throw new Error('An application without its signed request');
  return request;
}

/** What was decided, once it is. */
export async function documentOf(services: ApplicationServices, application: Application): Promise<StoredDocument | undefined> {
  return application.documentId === undefined ? undefined : services.documents.find(services.db, application.documentId);
}

function attachment(reply: FastifyReply, name: string, type: string): void {
  reply.type(type).header('content-disposition', `attachment; filename="${name}"`).header('cache-control', 'private, no-store');
}

export type Part = (call: {
  services: ApplicationServices;
  request: FastifyRequest;
  reply: FastifyReply;
  application: Application;
}) => Promise<unknown>;

const requestText: Part = async ({ services, reply, application }) => {
  const { contents } = await requestOf(services, application);
  const regulation = services.regulations.version(application.service, application.regulationVersion);
  attachment(reply, 'request.txt', 'text/plain; charset=utf-8');
  // In the language in which it was reviewed: the hash of this text was signed.
  return readableText(readableRequest(regulation, contents, contents.locale), contents.locale);
};

const requestBytes: Part = async ({ services, reply, application }) => {
  const { signedBytes } = await requestOf(services, application);
  attachment(reply, 'request.json', 'application/json');
  return reply.send(Buffer.from(signedBytes));
};

const requestSignature: Part = async ({ services, reply, application }) => {
  const { cms } = await requestOf(services, application);
  attachment(reply, 'request.json.cms', 'application/pkcs7-signature');
  return reply.send(Buffer.from(cms));
};

const signerSignature: Part = async ({ services, request, reply, application }) => {
  const signed = await requestOf(services, application);
  const cms = await signatureAt(services.db, signed, (request.params as Record<string, string>)['place']);
  if (cms === undefined) throw new Failure('notFound');
  attachment(reply, 'signer.cms', 'application/pkcs7-signature');
  return reply.send(Buffer.from(cms));
};

const resultPdf: Part = async ({ services, reply, application }) => {
  const document = await documentOf(services, application);
  if (document === undefined || document.status === 'prepared') throw new Failure('notFound');
  reply
    .type('application/pdf')
    .header('content-disposition', `inline; filename="${document.number}.pdf"`)
    .header('cache-control', 'private, no-store');
  return reply.send(await services.documents.pdf(document));
};

const resultSignature: Part = async ({ services, reply, application }) => {
  const document = await documentOf(services, application);
  if (document?.cms === undefined || document.cms === null) throw new Failure('notFound');
  attachment(reply, `${document.number}.pdf.cms`, 'application/pkcs7-signature');
  return reply.send(Buffer.from(document.cms));
};

const file: Part = async ({ services, request, reply, application }) => {
  const { db } = services;
  const beside = [await listEnquiries(db, application.id), await listStatements(db, application.id)].flat();
  const holders = [application.id, ...beside.map(({ id }) => id)];
  const id = idOf(request, 'file');
  const opened = await services.files.open(services.db, id, ({ holder }) => holder !== null && holders.includes(holder));
  if (opened === undefined) throw new Failure('notFound');
  return sendFile(reply, opened);
};

/** What belongs to a person's application and is no page, by its address. */
export const cardParts: Readonly<Record<string, Part>> = {
  'request.txt': requestText,
  'request.json': requestBytes,
  'request.cms': requestSignature,
  'signers/:place.cms': signerSignature,
  'result.pdf': resultPdf,
  'result.cms': resultSignature,
  'files/:file': file,
};
