import type { FastifyReply, FastifyRequest } from 'fastify';
import { listQueue, mostTogether, openBatch, signBatch } from '#applications';
import type { ApplicationServices } from '#applications';
import { bodyOf, officerOf, readCmsLines } from '#identity';
import type { Access, EdsWeb, OfficerActor } from '#identity';
import { Failure } from '#kit/failure';
import type { Html } from '#kit/html';
import type { Route } from '#kit/http';
import { isId } from '#kit/ids';
import { texts } from '#text';
import { batchDoneView, choiceView, openBatchView } from './pages/batch.ts';
import { paths } from './place.ts';
import { standingOf } from './queue-routes.ts';

interface Signing {
  readonly services: ApplicationServices;
  readonly eds: EdsWeb;
}

/** @throws Failure `forbidden` for who does not sign decisions */
function headOf(request: FastifyRequest): OfficerActor {
  const officer = officerOf(request);
  if (!officer.roles.includes('head')) throw new Failure('forbidden');
  return officer;
}

async function choice({ services }: Signing, request: FastifyRequest, missing: boolean): Promise<Html> {
  const officer = headOf(request);
  const now = services.clock.now();
  const search = { bodyId: officer.bodyId, officerId: officer.id, queue: 'sign', words: undefined, now } as const;
  const [applications, standing] = await Promise.all([
    listQueue(services.db, search, { limit: mostTogether, offset: 0 }),
    standingOf(services, officer),
  ]);
  const { locale } = request.page;
  const errors = missing ? [{ field: 'id', message: texts(locale).handling.batch.chosenNone }] : [];
  const titleOf = (one: (typeof applications)[number]) =>
    services.regulations.version(one.service, one.regulationVersion).passport.shortTitle[locale];
  return choiceView(request.page, { ...standing, waiting: applications, titleOf, errors });
}

async function opened(
  { services, eds }: Signing,
  request: FastifyRequest,
  asked: { ids: readonly string[]; error?: string },
): Promise<Html> {
  const officer = headOf(request);
  const batch = await openBatch(services, officer, asked.ids);
  const open = batch.flatMap((one) => (one.kind === 'open' ? [one.opened] : []));
  const documents = open.map(({ application, document }) => `${application.id}:${document.id}`).join(' ');
  const content = open.map(({ application }) => paths.part(application.id, 'document.pdf'));
  const signing = { content, purpose: 'signing', action: paths.batch, hidden: { documents }, iin: officer.iin } as const;
  const panel = open.length > 0 ? eds.panel(request.page, signing) : undefined;
  return openBatchView(request.page, { batch, panel, error: asked.error });
}

function getBatch(signing: Signing) {
  return (request: FastifyRequest): Promise<Html> => {
    const { id, open } = request.query as Record<string, unknown>;
    const ids = [id].flat().filter((one): one is string => typeof one === 'string' && isId(one));
    return ids.length > 0 ? opened(signing, request, { ids }) : choice(signing, request, open !== undefined);
  };
}

/** `<application>:<document>`, as the page that was signed on names them. */
function documentsOf(text: string): { id: string; documentId: string }[] {
  const pairs = text.split(' ').map((pair) => pair.split(':'));
  const documents = pairs.map(([id = '', documentId = '']) => ({ id, documentId }));
  if (documents.length > mostTogether || documents.some(({ id, documentId }) => !isId(id) || !isId(documentId)))
    throw new Failure('badRequest');
  return documents;
}

function postBatch(signing: Signing) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<Html> => {
    const officer = headOf(request);
    const body = bodyOf(request.body);
    const documents = documentsOf(body['documents'] ?? '');
    const signatures = readCmsLines(body, documents.length);
    if (signatures === undefined) {
      reply.code(422);
      const error = texts(request.page.locale).handling.batch.unreadable;
      return opened(signing, request, { ids: documents.map(({ id }) => id), error });
    }
    const signed = documents.flatMap((one, index) => {
      const cms = signatures[index];
      return cms === undefined ? [] : [{ ...one, cms }];
    });
    return batchDoneView(request.page, await signBatch(signing.services, officer, signed));
  };
}

/** Several documents signed with one entry of the password (WRK-1). */
export function batchRoutes(services: ApplicationServices, eds: EdsWeb): Route<Access>[] {
  const signing = { services, eds };
  return [
    { method: 'GET', url: paths.batch, access: 'officer', handler: getBatch(signing) },
    // A signature with its chain and its time stamp takes some 10 kB.
    { method: 'POST', url: paths.batch, access: 'officer', bodyLimit: 4_000_000, handler: postBatch(signing) },
  ];
}
