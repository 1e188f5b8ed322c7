import type { FastifyInstance } from 'fastify';
import { countSignIn } from '#applications';
import type { ApplicationServices } from '#applications';

/** How long people wait for their sign-in is kept beside the regulations' limit (PRO-9). */
export function measureSignIn(services: ApplicationServices) {
  return async (app: FastifyInstance): Promise<void> => {
    app.addHook('onResponse', async (request, reply) => {
      const isSignIn = request.method === 'POST' && request.routeOptions.url === '/sign-in' && reply.statusCode === 303;
      if (!isSignIn) return;
      await countSignIn(services, reply.elapsedTime).catch((error: unknown) =>
        services.log.warn({ error: error instanceof Error ? error.message : 'unknown' }, 'a sign-in was not counted'),
      );
    });
  };
}
