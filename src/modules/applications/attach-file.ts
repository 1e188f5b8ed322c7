import { inTransaction } from '#kit/db';
import type { Tx } from '#kit/db';
import { Failure } from '#kit/failure';
import type { Reception } from '#documents';
import type { PersonActor } from '#identity';
import type { RequiredDocument } from '#regulations';
import { lockToChange } from './draft.ts';
import type { DraftActor } from './draft.ts';
import type { ApplicationServices } from './services.ts';
import { saveDraft } from './store.ts';
import type { Draft } from './store.ts';

export type FileRefusal = Extract<Reception, { ok: false }>['fault'] | 'tooMany' | 'notAccepted';

interface Touch {
  readonly services: ApplicationServices;
  readonly actor: DraftActor;
  readonly draftId: string;
}

/** Changes a draft's files with the draft locked. */
async function touched(
  { services, actor, draftId }: Touch,
  work: (draft: Draft, tx: Tx) => Promise<FileRefusal | undefined>,
): Promise<FileRefusal | undefined> {
  const at = services.clock.now();
  return inTransaction(services.db, async (tx) => {
    const draft = await lockToChange(tx, actor, draftId);
    const refusal = await work(draft, tx);
    // Another file is another request: it has to be reviewed again.
    if (refusal === undefined) await saveDraft(tx, draft.id, { ...draft, prepared: undefined, at });
    return refusal;
  });
}

function requiredDocument(services: ApplicationServices, draft: Draft, document: string): RequiredDocument {
  const regulation = services.regulations.version(draft.service, draft.regulationVersion);
  const required = regulation.passport.requiredDocuments.find(({ id }) => id === document);
  if (required === undefined) throw new Failure('badRequest');
  return required;
}

/** Attaches an uploaded file to a draft as one of the required documents (APP-3). @returns why not, or undefined when it is attached. */
export async function attachFile(
  services: ApplicationServices,
  actor: DraftActor,
  upload: { draftId: string; document: string; name: string; bytes: Uint8Array },
): Promise<FileRefusal | undefined> {
  const received = await services.files.receive({ name: upload.name, bytes: upload.bytes });
  if (!received.ok) return received.fault;
  const { file } = received;
  return touched({ services, actor, draftId: upload.draftId }, async (draft, tx) => {
    const required = requiredDocument(services, draft, upload.document);
    if (!required.formats.includes(mediaTypeOf(file.type))) return 'notAccepted';
    const to = { owner: actor.id, holder: draft.id, kind: required.id, title: required.title[actor.locale] };
    return (await services.files.attach(tx, file, to)) === 'tooMany' ? 'tooMany' : undefined;
  });
}

/**
 * Attaches a document that the person keeps in the cabinet (APP-3): the same bytes, which stay with the application whatever becomes of the
 * cabinet's. @returns why not, or undefined when it is attached.
 *
 * @throws Failure `notFound` for a file that is not in this person's cabinet
 */
export async function attachKept(
  services: ApplicationServices,
  person: PersonActor,
  chosen: { draftId: string; document: string; kept: string },
): Promise<FileRefusal | undefined> {
  return touched({ services, actor: person, draftId: chosen.draftId }, async (draft, tx) => {
    const required = requiredDocument(services, draft, chosen.document);
    const cabinet = await services.files.list(tx, { owner: person.id, holder: null });
    const kept = cabinet.find(({ id }) => id === chosen.kept);
    if (kept === undefined) throw new Failure('notFound');
    if (!required.formats.includes(mediaTypeOf(kept.type))) return 'notAccepted';
    const to = { holder: draft.id, kind: required.id, title: required.title[person.locale] };
    const copy = await services.files.copy(tx, kept, to);
    if (copy === undefined) throw new Failure('notFound');
    return copy === 'tooMany' ? copy : undefined;
  });
}

/** Takes a file off a draft. */
export async function detachFile(
  services: ApplicationServices,
  actor: DraftActor,
  file: { draftId: string; id: string },
): Promise<void> {
  await touched({ services, actor, draftId: file.draftId }, async (draft, tx) => {
    const removed = await services.files.remove(tx, { id: file.id, owner: actor.id, holder: draft.id });
    if (!removed) throw new Failure('notFound');
    return undefined;
  });
}

/** `application/pdf` for `pdf`. */
export function mediaTypeOf(type: string): string {
  return type === 'pdf' ? 'application/pdf' : `image/${type}`;
}
