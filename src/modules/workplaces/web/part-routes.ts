import type { FastifyReply, FastifyRequest } from 'fastify';
import { findApplication, findRequest, openForSignature, recordReading, sendFile, signatureAt } from '#applications';
import type { Application, ApplicationServices } from '#applications';
import { officerOf } from '#identity';
import type { Access } from '#identity';
import { inTransaction } from '#kit/db';
import { Failure } from '#kit/failure';
import type { Route } from '#kit/http';
import { callOf } from './desk-routes.ts';
import { holdersOf } from './handling-model.ts';

interface Part {
  readonly services: ApplicationServices;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly application: Application;
}

const file = async ({ services, request, reply, application }: Part): Promise<unknown> => {
  const { file: id = '' } = request.params as Record<string, string>;
  const holders = await holdersOf(services, application);
  const opened = await services.files.open(services.db, id, ({ holder }) => holder !== null && holders.includes(holder));
  if (opened === undefined) throw new Failure('notFound');
  return sendFile(reply, opened);
};

/** The issued document; before that, for who may sign it, the one that waits for the signature. */
async function documentOf({ services, request, application }: Part): Promise<{ name: string; pdf: Uint8Array } | undefined> {
  const { documentId } = application;
  if (documentId !== undefined) {
    const document = await services.documents.find(services.db, documentId);
    return document && { name: document.number, pdf: await services.documents.pdf(document) };
  }
  const opened = await openForSignature(services, officerOf(request), application.id);
  return opened.kind === 'open' ? { name: opened.document.number, pdf: opened.pdf } : undefined;
}

const documentPdf = async (part: Part): Promise<unknown> => {
  const found = await documentOf(part);
  if (found === undefined) throw new Failure('notFound');
  const { reply } = part;
  // Shown in a frame of the signing page, and in no other site's.
  reply
    .type('application/pdf')
    .header('content-disposition', `inline; filename="${found.name}.pdf"`)
    .header('cache-control', 'private, no-store')
    .header('x-frame-options', 'SAMEORIGIN');
  return reply.send(Buffer.from(found.pdf));
};

function signedPart(name: string, type: string, bytes: 'signedBytes' | 'cms') {
  return async ({ services, reply, application }: Part): Promise<unknown> => {
    const signed = await findRequest(services.db, application.id);
    if (signed === undefined) throw new Error('An application without its signed request');
    reply.type(type).header('content-disposition', `attachment; filename="${name}"`).header('cache-control', 'private, no-store');
    return reply.send(Buffer.from(signed[bytes]));
  };
}

/** The signature of one of those who signed beside the applicant, by its place (FRM-9). */
const signerCms = async ({ services, request, reply, application }: Part): Promise<unknown> => {
  const signed = await findRequest(services.db, application.id);
  const cms = signed && (await signatureAt(services.db, signed, (request.params as Record<string, string>)['place']));
  if (cms === undefined) throw new Failure('notFound');
  reply.type('application/pkcs7-signature').header('content-disposition', 'attachment; filename="signer.cms"');
  return reply.header('cache-control', 'private, no-store').send(Buffer.from(cms));
};

interface Sending {
  readonly send: (part: Part) => Promise<unknown>;
  /** What the person will read that was looked at (CAB-9). */
  readonly kind: 'file' | 'document' | 'application';
  readonly policy?: Route['policy'];
}

/** What belongs to a request and is no page: its files, its signed bytes, its document. */
export function partRoutes(services: ApplicationServices): Route<Access>[] {
  const part = (path: string, { send, kind, policy }: Sending): Route<Access> => ({
    method: 'GET',
    url: `/requests/:id/${path}`,
    access: 'officer',
    ...(policy === undefined ? {} : { policy }),
    async handler(request, reply) {
      const { id, officer } = callOf(request);
      const application = await findApplication(services.db, id, { bodyId: officer.bodyId });
      if (application === undefined) throw new Failure('notFound');
      // What waits for a head's signature is theirs to read, however much it is.
      if (kind !== 'document' || application.awaits !== 'signatory')
        await services.lookups.admit(officer, application.consumerIin);
      const at = services.clock.now();
      await inTransaction(services.db, (tx) => recordReading(tx, officer, { application, kind, at }));
      return send({ services, request, reply, application });
    },
  });
  return [
    part('files/:file', { send: file, kind: 'file' }),
    part('document.pdf', { send: documentPdf, kind: 'document', policy: { 'frame-ancestors': "'self'" } }),
    part('request.json', { send: signedPart('request.json', 'application/json', 'signedBytes'), kind: 'application' }),
    part('signers/:place.cms', { send: signerCms, kind: 'application' }),
    part('request.cms', { send: signedPart('request.json.cms', 'application/pkcs7-signature', 'cms'), kind: 'application' }),
  ];
}
