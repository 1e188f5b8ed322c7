import type { OfficerActor } from '#identity';
import { openForSignature, signDecision } from './sign-decision.ts';
import type { DocumentToSign, OpenOutcome, SignOutcome } from './sign-decision.ts';
import type { ApplicationServices } from './services.ts';
import { findApplication } from './store.ts';
import type { Application } from './store.ts';

/** Documents of one batch, at most: each is a page of its own to be read before it is signed. */
export const mostTogether = 20;

/** A decision of a batch: open for the signature, or why not. */
export type OpenedInBatch =
  | { readonly kind: 'open'; readonly opened: DocumentToSign }
  | { readonly kind: Exclude<OpenOutcome['kind'], 'open'>; readonly id: string };

/** Opens several decisions for one signing, each as if it were alone; what cannot be signed is named. */
export async function openBatch(
  services: ApplicationServices,
  officer: OfficerActor,
  ids: readonly string[],
): Promise<OpenedInBatch[]> {
  const batch: OpenedInBatch[] = [];
  for (const id of ids.slice(0, mostTogether)) {
    const opened = await openForSignature(services, officer, id);
    batch.push(opened.kind === 'open' ? { kind: 'open', opened } : { kind: opened.kind, id });
  }
  return batch;
}

export interface SignedInBatch {
  readonly application: Application;
  readonly outcome: SignOutcome;
}

/** A batch that was sent again finds its own work done. */
async function isSignedAlready(
  services: ApplicationServices,
  officer: OfficerActor,
  { id, documentId }: { id: string; documentId: string },
): Promise<boolean> {
  const application = await findApplication(services.db, id, { bodyId: officer.bodyId });
  return application?.decidedAt !== undefined && application.documentId === documentId;
}

/**
 * Signs several decisions with one entry of the password (WRK-1). Each is decided in a transaction of its own and has an outcome of its own:
 * what fails stays as it was and does not hold up the others.
 *
 * @throws Failure `notFound` for another body's request as for one that does not exist
 */
export async function signBatch(
  services: ApplicationServices,
  officer: OfficerActor,
  signed: readonly { id: string; documentId: string; cms: Uint8Array }[],
): Promise<SignedInBatch[]> {
  const outcomes: SignedInBatch[] = [];
  for (const one of signed.slice(0, mostTogether)) {
    const done = await isSignedAlready(services, officer, one);
    const outcome: SignOutcome = done ? { kind: 'signed' } : await signDecision(services, officer, one);
    const application = await findApplication(services.db, one.id, { bodyId: officer.bodyId });
    if (application !== undefined) outcomes.push({ application, outcome });
  }
  return outcomes;
}
