import type { FastifyReply, FastifyRequest } from 'fastify';
import { findApplication } from '#applications';
import type { ApplicationServices } from '#applications';
import type { Access } from '#identity';
import { Failure } from '#kit/failure';
import type { Route } from '#kit/http';
import { drawProcess } from '#regulations';
import { callOf } from './desk-routes.ts';

/** The diagram of an application's channel with the place where it stands (PRO-7). It says nothing of the person. */
export function processRoutes(services: ApplicationServices): Route<Access>[] {
  const draw = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const { id, officer, locale } = callOf(request);
    const application = await findApplication(services.db, id, { bodyId: officer.bodyId });
    if (application === undefined) throw new Failure('notFound');
    const { service, regulationVersion, channel, state } = application;
    const svg = drawProcess(services.regulations.version(service, regulationVersion), { channel, state, locale });
    return reply.type('image/svg+xml; charset=utf-8').header('cache-control', 'private, no-store').send(svg.toString());
  };
  // A picture that stands by itself brings its colours along.
  const policy = { 'style-src': "'unsafe-inline'" };
  return [{ method: 'GET', url: '/requests/:id/process.svg', access: 'officer', handler: draw, policy }];
}
