import type { PageContext } from './context.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What pages need to know of the request; filled before the handlers run. */
    page: PageContext;
  }
}
