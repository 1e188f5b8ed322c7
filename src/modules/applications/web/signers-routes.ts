import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Html } from '#kit/html';
import type { Route } from '#kit/http';
import { bodyOf, personOf } from '#identity';
import type { Access } from '#identity';
import { chooseRepresentatives, readRepresentation } from '../choose-representatives.ts';
import { openDraft } from '../draft.ts';
import type { OpenDraft } from '../draft.ts';
import { inviteSigners, reopenDraft } from '../gather-signatures.ts';
import { prepareRequest } from '../prepare-request.ts';
import type { ApplicationServices } from '../services.ts';
import { askToChange } from './ask-to-change.ts';
import { idOf } from './draft-place.ts';
import { draftPaths } from './pages/draft.ts';
import { choiceName, signersView } from './pages/signers.ts';
import { signingPaths } from './pages/signing.ts';

function getSigners(services: ApplicationServices) {
  return async (request: FastifyRequest): Promise<Html> => {
    const person = personOf(request);
    const open = await openDraft(services, person, idOf(request));
    if (open.draft.signingUntil !== undefined) return askToChange(request, open, 'signers');
    const asked = (request.query as Record<string, unknown>)['repeated'] !== undefined;
    const prepared = asked
      ? await prepareRequest(services, person, { draftId: open.draft.id, locale: request.page.locale })
      : undefined;
    const repeated = prepared?.kind === 'repeatedSigners' ? prepared.names : [];
    return signersView(request.page, { ...open, paths: draftPaths, errors: [], repeated });
  };
}

function postSigners(services: ApplicationServices) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const person = personOf(request);
    const { draft, representable } = await openDraft(services, person, idOf(request));
    const body = bodyOf(request.body);
    const raw = Object.fromEntries(representable.map(({ id }) => [id, body[choiceName(id)]]));
    const representation = readRepresentation(representable, raw);
    await chooseRepresentatives(services, person, { draftId: draft.id, representation });
    return reply.redirect(draftPaths.review(draft.id), 303);
  };
}

/** «Алдымен басқаларды шақыру»: the others are invited before the applicant signs. */
function postInvite(services: ApplicationServices) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const draftId = idOf(request);
    const outcome = await inviteSigners(services, personOf(request), draftId);
    return reply.redirect(outcome === 'changed' ? `${draftPaths.review(draftId)}?changed` : signingPaths.view(draftId), 303);
  };
}

/** Where the person wanted to go when asked: a page of this form, its files, who signs; else the review. */
function placeOf({ draft, regulation }: OpenDraft, to: string | undefined): string {
  if (to === 'files') return draftPaths.files(draft.id);
  if (to === 'signers') return draftPaths.signers(draft.id);
  const page = regulation.form.pages.find(({ id }) => id === to);
  return page === undefined ? draftPaths.review(draft.id) : `${draftPaths.page(draft.id, page.id)}?return=review`;
}

function getChange(services: ApplicationServices) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const open = await openDraft(services, personOf(request), idOf(request));
    if (open.draft.signingUntil === undefined) return reply.redirect(draftPaths.review(open.draft.id), 303);
    return askToChange(request, open, 'review');
  };
}

function postChange(services: ApplicationServices) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const person = personOf(request);
    const open = await openDraft(services, person, idOf(request));
    await reopenDraft(services, person, open.draft.id);
    return reply.redirect(placeOf(open, bodyOf(request.body)['to']), 303);
  };
}

/** The applicant's side of a request that several people sign: who does, how they are invited, how it is changed (FRM-9). */
export function signersRoutes(services: ApplicationServices): Route<Access>[] {
  const draft = '/applications/drafts/:id';
  const access = 'person';
  const limit = { max: 30, seconds: 60 } as const;
  return [
    { method: 'GET', url: `${draft}/signers`, access, handler: getSigners(services) },
    { method: 'POST', url: `${draft}/signers`, access, handler: postSigners(services) },
    { method: 'POST', url: `${draft}/signing`, access, limit, handler: postInvite(services) },
    { method: 'GET', url: `${draft}/signing/change`, access, handler: getChange(services) },
    { method: 'POST', url: `${draft}/signing/change`, access, handler: postChange(services) },
  ];
}
