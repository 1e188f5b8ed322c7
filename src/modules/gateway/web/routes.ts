import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Failure } from '#kit/failure';
import type { Route } from '#kit/http';
import type { SoapAnswer } from '../open-message.ts';
import { messageLimits } from '../xml/reader.ts';

/** Takes the bytes of a message and answers; the signature inside says who calls. */
export type Endpoint = (bytes: Buffer) => Promise<SoapAnswer>;

export interface Endpoints {
  /** Of the node, where this process is one. */
  readonly node?: { readonly sync: Endpoint; readonly async: Endpoint } | undefined;
  /** Asynchronous endpoints of our systems, by senderId. */
  readonly systems: ReadonlyMap<string, Endpoint>;
}

/** Has a site hand the bytes of SOAP messages to its routes as they came: the signature is over bytes. Give it to the site's `extend`. */
export async function acceptSoap(app: FastifyInstance): Promise<void> {
  const types = ['text/xml', 'application/soap+xml', 'application/xml'];
  app.addContentTypeParser(types, { parseAs: 'buffer', bodyLimit: messageLimits.bytes }, (_request, body, done) =>
    done(null, body),
  );
}

/** Access `system`: whoever signs as a registered system; its guard lets all pass, each endpoint checks signature and right itself. */
export function gatewayRoutes(endpoints: Endpoints): Route<'system'>[] {
  const { node, systems } = endpoints;
  const ofNode = node === undefined ? [] : [routeOf('/bip-sync', node.sync), routeOf('/bip-async', node.async)];
  const toSystem = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const { system } = request.params as { system: string };
    const endpoint = systems.get(system);
    if (endpoint === undefined) throw new Failure('notFound');
    return answer(endpoint, request, reply);
  };
  return [...ofNode, { ...shape, url: '/systems/:system/bip-async', handler: toSystem }];
}

const shape = { method: 'POST', access: 'system', forMachines: true, bodyLimit: messageLimits.bytes } as const;

function routeOf(url: string, endpoint: Endpoint): Route<'system'> {
  return { ...shape, url, handler: (request, reply) => answer(endpoint, request, reply) };
}

async function answer(endpoint: Endpoint, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  if (!Buffer.isBuffer(request.body)) throw new Failure('unsupportedType');
  const { status, xml } = await endpoint(request.body);
  return reply.status(status).type('text/xml; charset=utf-8').send(xml);
}
