import { inTransaction } from '#kit/db';
import type { Queryable, Tx } from '#kit/db';
import { Failure } from '#kit/failure';
import { sha256Hex } from '#kit/ids';
import type { StoredFile } from '#documents';
import { refusalOf } from '#identity';
import type { PersonActor, Refusal } from '#identity';
import { encodeEvidence } from '#pki';
import type { Verified } from '#pki';
import { statusFor } from '#regulations';
import type { RequiredDocument } from '#regulations';
import { mediaTypeOf } from './attach-file.ts';
import type { FileRefusal } from './attach-file.ts';
import { record, tellDesks } from './move.ts';
import { consumerActor, findOwnApplication, lockOwnApplication } from './own.ts';
import { canonicalAnswer, isEmptyAnswer, missingFrom } from './rules/enquiry.ts';
import type { AnswerContents } from './rules/enquiry.ts';
import { afterPause } from './rules/running-clock.ts';
import type { ApplicationServices } from './services.ts';
import { verifyAndStamp } from './stamp.ts';
import { changeApplication, closeEnquiry, findOpenEnquiry, saveAnswer } from './store.ts';
import type { Application, Enquiry } from './store.ts';
import { tellApplicant } from './tell.ts';

/** An enquiry that waits for its answer, with what was put together so far. */
export interface OpenAnswer {
  readonly application: Application;
  readonly enquiry: Enquiry;
  readonly files: readonly StoredFile[];
  /** The documents that were asked for. */
  readonly wanted: readonly RequiredDocument[];
}

async function answerOf(services: ApplicationServices, db: Queryable, application: Application): Promise<OpenAnswer | undefined> {
  const enquiry = await findOpenEnquiry(db, application.id);
  if (enquiry === undefined) return undefined;
  const regulation = services.regulations.version(application.service, application.regulationVersion);
  const wanted = regulation.passport.requiredDocuments.filter(({ id }) => enquiry.documents.includes(id));
  return { application, enquiry, wanted, files: await services.files.listHeld(db, enquiry.id) };
}

/**
 * What this person is asked, and has put together so far.
 *
 * @returns undefined where nothing is asked (any more)
 * @throws Failure `notFound` for another's application as for one that does not exist
 */
export async function openAnswer(
  services: ApplicationServices,
  person: PersonActor,
  id: string,
): Promise<OpenAnswer | undefined> {
  return answerOf(services, services.db, await findOwnApplication(services.db, person, id));
}

/** Changes an open answer with its application locked. @returns undefined where nothing is asked any more */
async function touched<T>(
  services: ApplicationServices,
  of: { person: PersonActor; id: string },
  work: (open: OpenAnswer, tx: Tx) => Promise<T>,
): Promise<T | undefined> {
  return inTransaction(services.db, async (tx) => {
    const open = await answerOf(services, tx, await lockOwnApplication(tx, of.person, of.id));
    return open && work(open, tx);
  });
}

/** Keeps the words of an answer; nothing is sent yet. */
export async function writeAnswer(
  services: ApplicationServices,
  person: PersonActor,
  written: { id: string; answer: string },
): Promise<void> {
  await touched(services, { person, id: written.id }, ({ enquiry }, tx) => saveAnswer(tx, enquiry.id, written.answer));
}

/** Adds a file to an answer, as one of the documents that were asked for. @returns why not, or undefined */
export async function attachToAnswer(
  services: ApplicationServices,
  person: PersonActor,
  upload: { id: string; document: string; name: string; bytes: Uint8Array },
): Promise<FileRefusal | undefined> {
  await findOwnApplication(services.db, person, upload.id);
  const received = await services.files.receive({ name: upload.name, bytes: upload.bytes });
  if (!received.ok) return received.fault;
  const { file } = received;
  return touched<FileRefusal | undefined>(services, { person, id: upload.id }, async ({ enquiry, wanted }, tx) => {
    const document = wanted.find(({ id }) => id === upload.document);
    if (document === undefined) throw new Failure('badRequest');
    if (!document.formats.includes(mediaTypeOf(file.type))) return 'notAccepted';
    const to = { owner: person.id, holder: enquiry.id, kind: document.id, title: document.title[person.locale] };
    return (await services.files.attach(tx, file, to)) === 'tooMany' ? 'tooMany' : undefined;
  });
}

export async function detachFromAnswer(
  services: ApplicationServices,
  person: PersonActor,
  file: { id: string; file: string },
): Promise<void> {
  await touched(services, { person, id: file.id }, async ({ enquiry }, tx) => {
    const removed = await services.files.remove(tx, { id: file.file, owner: person.id, holder: enquiry.id });
    if (!removed) throw new Failure('notFound');
  });
}

function contentsOf({ application, enquiry, files }: OpenAnswer): AnswerContents {
  return {
    application: { id: application.id, number: application.number ?? '' },
    enquiry: { id: enquiry.id, text: enquiry.text, documents: enquiry.documents },
    consumer: { iin: application.consumerIin, name: application.consumerName },
    answer: enquiry.answer,
    attachments: files.map(({ kind, name, type, size, sha256 }) => ({
      document: kind,
      name,
      mediaType: mediaTypeOf(type),
      size,
      sha256,
    })),
  };
}

/** What an answer still lacks, or the bytes to sign. */
export type PreparedAnswer =
  | { readonly kind: 'ready'; readonly bytes: Uint8Array }
  | { readonly kind: 'empty' }
  | { readonly kind: 'missing'; readonly documents: readonly string[] };

export function prepareAnswer(open: OpenAnswer): PreparedAnswer {
  const contents = contentsOf(open);
  const documents = missingFrom(contents);
  if (documents.length > 0) return { kind: 'missing', documents };
  return isEmptyAnswer(contents) ? { kind: 'empty' } : { kind: 'ready', bytes: canonicalAnswer(contents) };
}

/** `changed`: what was signed is not what the answer holds now. `closed`: nothing is asked any more. */
export type AnswerOutcome =
  | { readonly kind: 'answered' }
  | { readonly kind: 'refused'; readonly failed: Refusal }
  | { readonly kind: 'changed' }
  | { readonly kind: 'closed' };

/** Sends a signed answer: the request goes back to the officer who asked, and the clock goes on (APP-9). */
export async function sendAnswer(
  services: ApplicationServices,
  person: PersonActor,
  sent: { id: string; cms: Uint8Array },
): Promise<AnswerOutcome> {
  const open = await openAnswer(services, person, sent.id);
  if (open === undefined) return { kind: 'closed' };
  const prepared = prepareAnswer(open);
  if (prepared.kind !== 'ready') return { kind: 'changed' };
  const { bytes } = prepared;
  const expected = { content: bytes, purpose: 'signing', expectedIin: person.iin } as const;
  const { cms, verification } = await verifyAndStamp(services, { cms: sent.cms, ...expected });
  if (verification.verdict !== 'passed') return { kind: 'refused', failed: refusalOf(verification) };
  const signed = { person, bytes, cms, verified: verification.verified };
  const outcome = await touched<AnswerOutcome>(services, { person, id: sent.id }, async (now, tx) => {
    const again = prepareAnswer(now);
    if (again.kind !== 'ready' || !Buffer.from(again.bytes).equals(bytes)) return { kind: 'changed' };
    await close(services, tx, { open: now, ...signed });
    return { kind: 'answered' };
  });
  return outcome ?? { kind: 'closed' };
}

async function close(
  services: ApplicationServices,
  tx: Tx,
  made: { open: OpenAnswer; person: PersonActor; bytes: Uint8Array; cms: Uint8Array; verified: Verified },
): Promise<void> {
  const { open, person, bytes, cms, verified } = made;
  const { application, enquiry } = open;
  const at = services.clock.now();
  const signerSerial = verified.signer.serial;
  await closeEnquiry(tx, enquiry.id, { at, signedBytes: bytes, cms, evidence: encodeEvidence(verified.evidence), signerSerial });
  const regulation = services.regulations.version(application.service, application.regulationVersion);
  const status = statusFor(regulation, application.state, { taken: application.holderId !== undefined });
  const clock = afterPause(services.calendar, application, at);
  await changeApplication(tx, application.id, { awaits: 'officer', status, ...clock });
  const due = (clock.due_at ?? application.dueAt)?.toISOString() ?? '';
  const event = { kind: 'answered', serial: signerSerial, sha256: sha256Hex(bytes), due } as const;
  await record(tx, application.id, { events: [event], actor: consumerActor(person), at });
  tellDesks(tx, application.bodyId);
  await tellApplicant(services, tx, { applicationId: application.id, occasion: 'considered', occurrence: enquiry.id });
}
