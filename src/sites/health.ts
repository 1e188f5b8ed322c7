import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Access } from '#identity';
import { answers } from '#kit/db';
import type { Db } from '#kit/db';
import { Failure } from '#kit/failure';
import type { Route } from '#kit/http';
import type { Metrics } from '#kit/metrics';

export interface HealthOptions {
  readonly db: Db;
  /** Each reason why this process is not ready. */
  readonly reasons: () => readonly string[];
}

/** Live: the process answers. Ready: it can do its work; otherwise the reasons (OPS-3). */
export function healthRoutes({ db, reasons }: HealthOptions): Route<Access>[] {
  const ready = async (_request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const database = (await answers(db)) ? [] : ['database'];
    const found = [...database, ...reasons()];
    return reply.status(database.length === 0 ? 200 : 503).send({ ready: database.length === 0, reasons: found });
  };
  return [
    { method: 'GET', url: '/health/live', access: 'everyone', handler: () => ({ live: true }) },
    { method: 'GET', url: '/health/ready', access: 'everyone', handler: ready },
  ];
}

const thisMachine = /^(?:127\.|::1$|::ffff:127\.)/;

/** Figures for Prometheus, for this machine only; what a proxy passes on comes from elsewhere, though the proxy stands here. */
export function metricsRoute(metrics: Metrics): Route<Access> {
  return {
    method: 'GET',
    url: '/metrics',
    access: 'machine',
    handler: async (request, reply) => {
      const passedOn = request.headers['x-forwarded-for'] ?? request.headers.forwarded;
      if (passedOn !== undefined || !thisMachine.test(request.ip)) throw new Failure('notFound');
      reply.type(metrics.contentType);
      return metrics.text();
    },
  };
}
