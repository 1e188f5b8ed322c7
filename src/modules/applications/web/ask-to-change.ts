import type { FastifyRequest } from 'fastify';
import type { Html } from '#kit/html';
import type { OpenDraft } from '../draft.ts';
import { draftPaths } from './pages/draft.ts';
import { changeView } from './pages/signing.ts';

/** While signatures are gathered, a page of the draft asks first whether they shall be void. @param to where the person wanted to go */
export function askToChange(request: FastifyRequest, { draft, regulation }: OpenDraft, to: string): Html {
  return changeView(request.page, { draftId: draft.id, regulation, action: draftPaths.change(draft.id), hidden: { to } });
}

/** The same of a page that was sent in: what was entered travels along. */
export function askToVoid(
  request: FastifyRequest,
  { draft, regulation }: OpenDraft,
  entered: Readonly<Record<string, string>>,
): Html {
  return changeView(request.page, { draftId: draft.id, regulation, action: request.url, hidden: { ...entered, void: 'yes' } });
}
