import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Failure } from '#kit/failure';
import type { Route } from '#kit/http';
import type { Authority } from '../authority.ts';
import { paths } from '../rules/addresses.ts';
import { binaryTypes, publications } from './publications.ts';
import type { Endpoint } from './publications.ts';
import { statementPage } from './statement-page.ts';

/** OCSP, time stamps, lists and certificates on the PKI site: for every machine, without signing in (NCA-4). */
export function publicationRoutes(authority: Authority): Route[] {
  const statement: Route = { method: 'GET', url: paths.statement, access: 'everyone', handler: () => statementPage() };
  const files = publications(authority).map(
    (endpoint): Route => ({
      method: endpoint.method,
      url: endpoint.url,
      access: 'everyone',
      forMachines: true,
      ...(endpoint.bodyLimit === undefined ? {} : { bodyLimit: endpoint.bodyLimit }),
      handler: (request, reply) => answer(endpoint, request, reply),
    }),
  );
  return [...files, statement];
}

/** Has the site hand over OCSP and time-stamp requests as bytes; for the `extend` of its options. */
export async function acceptBinaryRequests(app: FastifyInstance): Promise<void> {
  app.addContentTypeParser([...binaryTypes], { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}

async function answer(endpoint: Endpoint, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  if (endpoint.accepts !== undefined && mediaTypeOf(request) !== endpoint.accepts) throw new Failure('unsupportedType');
  const body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
  const rest = request.url.slice(endpoint.url.length - 1);
  const { type, headers, body: content } = await endpoint.respond({ body, rest });
  reply.headers(headers).type(type);
  if (headers['etag'] !== undefined && request.headers['if-none-match'] === headers['etag']) return reply.status(304).send();
  return reply.send(Buffer.from(content.buffer, content.byteOffset, content.byteLength));
}

function mediaTypeOf(request: FastifyRequest): string {
  return (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
