import { inTransaction } from '#kit/db';
import type { Queryable, Tx } from '#kit/db';
import { Failure } from '#kit/failure';
import { sha256Hex } from '#kit/ids';
import type { StoredFile } from '#documents';
import { findBody, refusalOf } from '#identity';
import type { Refusal } from '#identity';
import { encodeEvidence } from '#pki';
import type { Verified } from '#pki';
import { statusFor } from '#regulations';
import type { RequiredDocument } from '#regulations';
import { mediaTypeOf } from './attach-file.ts';
import type { FileRefusal } from './attach-file.ts';
import { record, tellDesks } from './move.ts';
import { filledBy } from './counter-request.ts';
import { channelAt, findOwnApplication, historyActorOf, lockOwnApplication } from './own.ts';
import type { OwnActor } from './own.ts';
import { canonicalAnswer, isEmptyAnswer, missingFrom } from './rules/enquiry.ts';
import type { AnswerContents } from './rules/enquiry.ts';
import { afterPause } from './rules/running-clock.ts';
import type { ApplicationServices } from './services.ts';
import { verifyAndStamp } from './stamp.ts';
import { changeApplication, closeEnquiry, findOpenEnquiry, saveAnswer } from './store.ts';
import type { AnsweredAtCounter, Application, Enquiry } from './store.ts';
import { tellApplicant } from './tell.ts';

/** An enquiry that waits for its answer, with what was put together so far. */
export interface OpenAnswer {
  readonly application: Application;
  readonly enquiry: Enquiry;
  readonly files: readonly StoredFile[];
  /** The documents that were asked for. */
  readonly wanted: readonly RequiredDocument[];
  /** Who takes it at a counter; undefined where the person answers at the portal. */
  readonly filledBy: NonNullable<AnswerContents['counter']>['filledBy'] | undefined;
}

async function takerOf(db: Queryable, actor: OwnActor): Promise<OpenAnswer['filledBy']> {
  if (actor.kind === 'person') return undefined;
  const body = await findBody(db, actor.bodyId);
  return body && filledBy(actor, channelAt(actor), body);
}

async function answerOf(
  services: ApplicationServices,
  db: Queryable,
  { application, actor }: { application: Application; actor: OwnActor },
): Promise<OpenAnswer | undefined> {
  const enquiry = await findOpenEnquiry(db, application.id);
  if (enquiry === undefined) return undefined;
  const regulation = services.regulations.version(application.service, application.regulationVersion);
  const wanted = regulation.passport.requiredDocuments.filter(({ id }) => enquiry.documents.includes(id));
  const files = await services.files.listHeld(db, enquiry.id);
  return { application, enquiry, wanted, files, filledBy: await takerOf(db, actor) };
}

/**
 * What the consumer is asked, and what they have put together so far, at the portal or at the counter that took the request.
 *
 * @returns undefined where nothing is asked (any more)
 * @throws Failure `notFound` for another's application as for one that does not exist
 */
export async function openAnswer(services: ApplicationServices, actor: OwnActor, id: string): Promise<OpenAnswer | undefined> {
  const application = await findOwnApplication(services.db, actor, id);
  return answerOf(services, services.db, { application, actor });
}

/** Changes an open answer with its application locked. @returns undefined where nothing is asked any more */
async function touched<T>(
  services: ApplicationServices,
  of: { actor: OwnActor; id: string },
  work: (open: OpenAnswer, tx: Tx) => Promise<T>,
): Promise<T | undefined> {
  return inTransaction(services.db, async (tx) => {
    const application = await lockOwnApplication(tx, of.actor, of.id);
    const open = await answerOf(services, tx, { application, actor: of.actor });
    return open && work(open, tx);
  });
}

/** At a counter it is known when: what is never sent does not stay there. */
function touchedAt({ clock }: ApplicationServices, actor: OwnActor): Date | null {
  return actor.kind === 'officer' ? clock.now() : null;
}

/** Keeps the words of an answer, and at a counter who stands there and which papers were seen; nothing is sent yet. */
export async function writeAnswer(
  services: ApplicationServices,
  actor: OwnActor,
  written: { id: string; answer: string; counter?: AnsweredAtCounter | undefined },
): Promise<void> {
  const { id, answer, counter } = written;
  const change = { answer, counter, touchedAt: touchedAt(services, actor) };
  await touched(services, { actor, id }, ({ enquiry }, tx) => saveAnswer(tx, enquiry.id, change));
}

/** Adds a file to an answer, as one of the documents that were asked for. @returns why not, or undefined */
export async function attachToAnswer(
  services: ApplicationServices,
  actor: OwnActor,
  upload: { id: string; document: string; name: string; bytes: Uint8Array },
): Promise<FileRefusal | undefined> {
  await findOwnApplication(services.db, actor, upload.id);
  const received = await services.files.receive({ name: upload.name, bytes: upload.bytes });
  if (!received.ok) return received.fault;
  const { file } = received;
  return touched<FileRefusal | undefined>(services, { actor, id: upload.id }, async ({ enquiry, wanted }, tx) => {
    const document = wanted.find(({ id }) => id === upload.document);
    if (document === undefined) throw new Failure('badRequest');
    if (!document.formats.includes(mediaTypeOf(file.type))) return 'notAccepted';
    const to = { owner: actor.id, holder: enquiry.id, kind: document.id, title: document.title[actor.locale] };
    if (actor.kind === 'officer') await saveAnswer(tx, enquiry.id, { touchedAt: touchedAt(services, actor) });
    return (await services.files.attach(tx, file, to)) === 'tooMany' ? 'tooMany' : undefined;
  });
}

/** Takes a file off an answer again, whoever added it: the answer is one, at the portal and at the counter. */
export async function detachFromAnswer(
  services: ApplicationServices,
  actor: OwnActor,
  { id, file }: { id: string; file: string },
): Promise<void> {
  await touched(services, { actor, id }, async ({ files }, tx) => {
    const attached = files.find((one) => one.id === file);
    const removed = attached !== undefined && (await services.files.remove(tx, attached));
    if (!removed) throw new Failure('notFound');
  });
}

/** At a counter, once it is known who stands there. */
function counterOf({ filledBy: taker, enquiry }: OpenAnswer): Pick<AnswerContents, 'counter'> {
  const { visitor, originals = [] } = enquiry.counter ?? {};
  if (taker === undefined || visitor === undefined) return {};
  return { counter: { filledBy: taker, visitor, paperOriginals: originals } };
}

function contentsOf(open: OpenAnswer): AnswerContents {
  const { application, enquiry, files } = open;
  return {
    ...counterOf(open),
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
  /** At a counter: nobody said who stands there. */
  | { readonly kind: 'noVisitor' }
  | { readonly kind: 'missing'; readonly documents: readonly string[] };

export function prepareAnswer(open: OpenAnswer): PreparedAnswer {
  const contents = contentsOf(open);
  if (open.filledBy !== undefined && contents.counter === undefined) return { kind: 'noVisitor' };
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
  actor: OwnActor,
  sent: { id: string; cms: Uint8Array },
): Promise<AnswerOutcome> {
  const open = await openAnswer(services, actor, sent.id);
  if (open === undefined) return { kind: 'closed' };
  const prepared = prepareAnswer(open);
  if (prepared.kind !== 'ready') return { kind: 'changed' };
  const { bytes } = prepared;
  const expected = { content: bytes, purpose: 'signing', expectedIin: actor.iin } as const;
  const { cms, verification } = await verifyAndStamp(services, { cms: sent.cms, ...expected });
  if (verification.verdict !== 'passed') return { kind: 'refused', failed: refusalOf(verification) };
  const signed = { actor, bytes, cms, verified: verification.verified };
  const outcome = await touched<AnswerOutcome>(services, { actor, id: sent.id }, async (now, tx) => {
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
  made: { open: OpenAnswer; actor: OwnActor; bytes: Uint8Array; cms: Uint8Array; verified: Verified },
): Promise<void> {
  const { open, actor, bytes, cms, verified } = made;
  const { application, enquiry } = open;
  const at = services.clock.now();
  const signerSerial = verified.signer.serial;
  const counter = open.filledBy && enquiry.counter;
  const evidence = encodeEvidence(verified.evidence);
  await closeEnquiry(tx, enquiry.id, { at, signedBytes: bytes, cms, evidence, signerSerial, counter });
  const regulation = services.regulations.version(application.service, application.regulationVersion);
  const status = statusFor(regulation, application.state, { taken: application.holderId !== undefined });
  const clock = afterPause(services.calendar, application, at);
  await changeApplication(tx, application.id, { awaits: 'officer', status, ...clock });
  const due = (clock.due_at ?? application.dueAt)?.toISOString() ?? '';
  const event = {
    kind: 'answered',
    serial: signerSerial,
    sha256: sha256Hex(bytes),
    due,
    ...(counter?.visitor && { visitor: counter.visitor }),
  } as const;
  await record(tx, application.id, { events: [event], actor: historyActorOf(actor), at });
  tellDesks(tx, application.bodyId);
  await tellApplicant(services, tx, { applicationId: application.id, occasion: 'considered', occurrence: enquiry.id });
}
