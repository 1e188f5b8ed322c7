import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Failure } from '#kit/failure';
import { parse } from '#kit/http';
import type { Route } from '#kit/http';
import { drawProcess, writeBpmn } from '#regulations';
import type { Channel, Regulation } from '#regulations';
import type { Locale } from '#text';
import type { CatalogueInForce } from '../in-force.ts';
import { paths } from './paths.ts';

const params = z.object({ id: z.string(), channel: z.string() });

/** A file that shows a channel, in one language. */
interface Format {
  readonly ending: 'svg' | 'bpmn';
  readonly type: string;
  readonly disposition: 'inline' | 'attachment';
  write(regulation: Regulation, wish: { channel: Channel['kind']; locale: Locale }): string;
}

const formats: readonly Format[] = [
  {
    ending: 'svg',
    type: 'image/svg+xml; charset=utf-8',
    disposition: 'inline',
    write: (regulation, wish) => drawProcess(regulation, wish).toString(),
  },
  { ending: 'bpmn', type: 'application/xml; charset=utf-8', disposition: 'attachment', write: writeBpmn },
];

/** The diagrams of all channels, made when first asked for: they say the same to everybody (PRO-7). */
export function processRoutes(catalogue: CatalogueInForce): Route[] {
  const made = new WeakMap<Regulation, Map<string, string>>();
  const answer = (format: Format) => (request: FastifyRequest, reply: FastifyReply) => {
    const { id, channel: kind } = parse(params, request.params);
    const { locale } = request.page;
    const regulation = catalogue().find(id)?.service.regulation;
    const channel = regulation?.process.channels.find((one) => one.kind === kind);
    if (!regulation || !channel) throw new Failure('notFound');
    const name = `${id}-${channel.kind}-${locale}.${format.ending}`;
    const files = made.get(regulation) ?? new Map<string, string>();
    const file = files.get(name) ?? format.write(regulation, { channel: channel.kind, locale });
    made.set(regulation, files.set(name, file));
    return reply
      .type(format.type)
      .header('content-disposition', `${format.disposition}; filename="${name}"`)
      .header('cache-control', 'no-store')
      .send(file);
  };
  return formats.map((format) => ({
    method: 'GET',
    url: paths.process(':id', ':channel', format.ending),
    access: 'everyone',
    handler: answer(format),
    // A picture that stands by itself brings its colours along.
    policy: { 'style-src': "'unsafe-inline'" },
  }));
}
