import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Db } from './db.ts';
import { countJobs } from './jobs-store.ts';

/** Figures of this process for Prometheus. Labels are routes and codes, never what a person entered. */
export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
  /** Adds a figure that is counted when it is asked for. */
  show(figure: { readonly name: string; readonly help: string; readonly count: () => Promise<number> }): void;
  /** Measures the requests of a site. */
  watch(app: FastifyInstance, site: string): void;
}

/** Jobs that wait and jobs that lie dead, by kind. */
function jobsFigure(db: Db): Gauge<'kind' | 'state'> {
  return new Gauge({
    name: 'jobs',
    help: 'Jobs that wait and jobs that lie dead',
    labelNames: ['kind', 'state'] as const,
    async collect() {
      this.reset();
      for (const { kind, waiting, dead } of await countJobs(db)) {
        this.set({ kind, state: 'waiting' }, waiting);
        this.set({ kind, state: 'dead' }, dead);
      }
    },
    registers: [],
  });
}

export function createMetrics(db: Db): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the request to the end of its answer',
    labelNames: ['site', 'route', 'status'] as const,
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers: [registry],
  });
  registry.registerMetric(jobsFigure(db));
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    show({ name, help, count }) {
      const gauge = new Gauge({
        name,
        help,
        async collect() {
          this.set(await count());
        },
        registers: [],
      });
      registry.registerMetric(gauge);
    },
    watch(app, site) {
      app.addHook('onResponse', async (request, reply) => {
        const route = request.routeOptions.url ?? 'none';
        duration.observe({ site, route, status: reply.statusCode }, reply.elapsedTime / 1000);
      });
    },
  };
}
