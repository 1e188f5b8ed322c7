import type { FastifyRequest } from 'fastify';
import { Failure } from '#kit/failure';
import { isId } from '#kit/ids';
import { personOf } from '#identity';
import type { Access } from '#identity';
import { openDraft } from '../draft.ts';
import type { DraftActor, OpenDraft } from '../draft.ts';
import type { ApplicationServices } from '../services.ts';
import { draftPaths } from './pages/draft.ts';
import type { DraftPage, DraftPaths } from './pages/draft.ts';

/** @throws Failure `notFound` for what cannot be an id */
export function idOf(request: FastifyRequest, name = 'id'): string {
  const id = (request.params as Record<string, string>)[name] ?? '';
  if (!isId(id)) throw new Failure('notFound');
  return id;
}

/** Where drafts are filled in: by persons at the portal, by officers at a counter. */
export interface DraftPlace {
  readonly services: ApplicationServices;
  readonly access: Access;
  /** Address below which its drafts stand, and those of their pages. */
  readonly base: string;
  readonly paths: DraftPaths;
  actorOf(request: FastifyRequest): DraftActor;
  /** @throws Failure `notFound` for another's draft as for one that does not exist (SEC-2) */
  open(request: FastifyRequest): Promise<OpenDraft>;
  navigation?(request: FastifyRequest): DraftPage['navigation'];
}

/** A person's own drafts at the portal. */
export function portalPlace(services: ApplicationServices): DraftPlace {
  return {
    services,
    access: 'person',
    base: '/applications/drafts',
    paths: draftPaths,
    actorOf: personOf,
    open: (request) => openDraft(services, personOf(request), idOf(request)),
  };
}

/** What all pages of a draft are told by. */
export async function openPage(place: DraftPlace, request: FastifyRequest) {
  return { ...(await place.open(request)), paths: place.paths, navigation: place.navigation?.(request) };
}
