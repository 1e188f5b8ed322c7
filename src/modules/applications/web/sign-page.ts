import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EdsWeb } from '#identity';
import { readableRequest, readableText } from '#regulations';
import { signingIslands } from '#ui';
import { prepareRequest } from '../prepare-request.ts';
import type { Prepared } from '../prepare-request.ts';
import { idOf, openPage } from './draft-place.ts';
import type { DraftPlace } from './draft-place.ts';
import { draftPaths, signView } from './pages/draft.ts';

type OpenPage = Awaited<ReturnType<typeof openPage>>;

type Ready = Extract<Prepared, { kind: 'ready' }> & { readonly open: OpenPage };

/** The prepared request, or a redirect to what is still to be done. Registries are asked before: what they say anew has to be reviewed. */
export async function readyOr(
  place: DraftPlace,
  call: { request: FastifyRequest; reply: FastifyReply },
): Promise<Ready | FastifyReply> {
  const { services, paths } = place;
  const { request, reply } = call;
  const draftId = idOf(request);
  const open = await openPage(place, request);
  const prepared = await prepareRequest(services, place.actorOf(request), { draftId, locale: request.page.locale });
  switch (prepared.kind) {
    case 'ready':
      return { ...prepared, open };
    case 'faults':
      return reply.redirect(paths.page(draftId, prepared.page), 303);
    case 'repeatedSigners':
      return reply.redirect(`${draftPaths.signers(draftId)}?repeated`, 303);
    case 'missingDocuments':
      return reply.redirect(`${paths.files(draftId)}?missing=yes`, 303);
    case 'noData':
      return reply.redirect(paths.start(open.draft), 303);
    default:
      return prepared satisfies never;
  }
}

export function isReady(prepared: Ready | FastifyReply): prepared is Ready {
  return 'kind' in prepared && prepared.kind === 'ready';
}

/** The readable request, in the language in which it was reviewed. */
export function textOf({ regulation, contents }: Ready): string {
  return readableText(readableRequest(regulation, contents, contents.locale), contents.locale);
}

/** The page that has the reviewed request signed. */
export async function signPage(
  place: DraftPlace,
  eds: EdsWeb,
  call: { request: FastifyRequest; reply: FastifyReply; error?: string },
): Promise<unknown> {
  const { request } = call;
  const prepared = await readyOr(place, call);
  if (!isReady(prepared)) return prepared;
  const { draft } = prepared.open;
  const action = place.paths.sign(draft.id);
  const panel = eds.panel(request.page, {
    content: prepared.bytes,
    purpose: 'signing',
    action,
    hidden: {},
    iin: place.actorOf(request).iin,
  });
  const { paths, navigation } = prepared.open;
  return signView(request.page, {
    draft,
    paths,
    navigation,
    panel,
    error: call.error,
    islands: signingIslands,
    request: textOf(prepared),
  });
}
