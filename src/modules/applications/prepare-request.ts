import { inTransaction } from '#kit/db';
import type { Tx } from '#kit/db';
import { Failure } from '#kit/failure';
import type { StoredFile } from '#documents';
import { listOfficers } from '#identity';
import { canonicalRequest, localDate, readForm, repeatedSigners, signersOf } from '#regulations';
import type { Answers, Fault, Regulation, RequestContents, RequestSigner, RequiredDocument } from '#regulations';
import { formatName, formatShortName } from '#subjects';
import type { Locale } from '#text';
import { mediaTypeOf } from './attach-file.ts';
import { counterParties, providerOf } from './counter-request.ts';
import type { Parties } from './counter-request.ts';
import { draftKey } from './draft.ts';
import type { DraftActor } from './draft.ts';
import { isOver, voidSignatures } from './gather-signatures.ts';
import { isReadyToSign } from './rules/counter.ts';
import type { ApplicationServices } from './services.ts';
import { lockDraft, saveDraft } from './store.ts';
import type { Draft } from './store.ts';

/** What still stands between a draft and its signature. */
export type Prepared =
  | { readonly kind: 'ready'; readonly contents: RequestContents; readonly bytes: Uint8Array; readonly regulation: Regulation }
  | { readonly kind: 'faults'; readonly page: string; readonly faults: readonly Fault[] }
  /** Somebody is named twice among the signers, or is the applicant: by name (FRM-9). */
  | { readonly kind: 'repeatedSigners'; readonly names: readonly string[] }
  | { readonly kind: 'missingDocuments'; readonly documents: readonly RequiredDocument[] }
  /** At a counter: the registries have not given what the request is made from (condition 1). */
  | { readonly kind: 'noData' };

/** A review that is older is made anew: what is signed carries the time at which it was put together. */
const reviewHours = 12;

function stillFresh(draft: Draft, locale: Locale, now: Date): draft is Draft & { prepared: RequestContents } {
  const { prepared } = draft;
  if (prepared?.locale !== locale) return false;
  return now.getTime() - new Date(prepared.preparedAt).getTime() < reviewHours * 3_600_000;
}

/** What has no file; at a counter also what nobody has seen on paper (PRO-3, step 5). */
export function missingDocuments(
  regulation: Regulation,
  { counter }: Pick<Draft, 'counter'>,
  files: readonly StoredFile[],
): RequiredDocument[] {
  const attached = new Set(files.map(({ kind }) => kind));
  const isSeen = (id: string): boolean => counter === undefined || counter.originals.includes(id);
  return regulation.passport.requiredDocuments.filter(({ id, required }) => required && !(attached.has(id) && isSeen(id)));
}

function pageOfFault(regulation: Regulation, fault: Fault): string {
  const asked = fault.item?.list.id ?? fault.question.id;
  const page = regulation.form.pages.find(({ questions }) => questions.some(({ id }) => id === asked));
  return page?.id ?? regulation.form.pages[0]?.id ?? '';
}

function named({ kind, name, type, size, sha256 }: StoredFile): RequestContents['attachments'][number] {
  return { document: kind, name, mediaType: mediaTypeOf(type), size, sha256 };
}

/** The request is addressed to the head by name, as at the top of the seed's form (annex 3). */
async function headOf(tx: Tx, bodyId: string): Promise<string> {
  const head = (await listOfficers(tx, bodyId)).find(({ roles }) => roles.includes('head'));
  return head === undefined ? '' : formatShortName(head.name);
}

async function partiesOf(tx: Tx, actor: DraftActor, of: { draft: Draft; regulation: Regulation }): Promise<Parties> {
  const { draft, regulation } = of;
  if (actor.kind === 'officer') {
    if (draft.counter === undefined) throw new Failure('notFound');
    return counterParties(tx, actor, { draft, counter: draft.counter, regulation });
  }
  const consumer = { iin: actor.iin, name: formatName(actor.name) };
  return { channel: 'portal', consumer, body: await providerOf(tx, regulation) };
}

/** Who signs besides this person today; undefined where the regulation asks for nobody, and at a counter, where all sign on paper. */
function signersNow(
  { calendar, clock }: ApplicationServices,
  { form }: Regulation,
  asked: { draft: Draft; answers: Answers; actor: DraftActor },
): RequestSigner[] | undefined {
  const { answers, actor, draft } = asked;
  if (form.signers.length === 0 || actor.kind !== 'person') return undefined;
  const today = localDate(calendar, clock.now());
  return signersOf(form.signers, { answers, today, applicantIin: actor.iin, representation: draft.representation });
}

function namesOf(signers: readonly RequestSigner[] = [], ids: readonly string[]): string[] {
  return signers.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
}

interface Parts {
  readonly actor: DraftActor;
  readonly locale: Locale;
  readonly draft: Draft;
  readonly answers: Answers;
  readonly files: readonly StoredFile[];
  readonly signers: readonly RequestSigner[] | undefined;
  readonly at: Date;
}

async function composed(tx: Tx, regulation: Regulation, parts: Parts): Promise<RequestContents> {
  const { actor, locale, draft, answers, files, signers, at } = parts;
  const { body, ...parties } = await partiesOf(tx, actor, { draft, regulation });
  return {
    id: draft.id,
    regulation: { id: regulation.id, version: regulation.version },
    body: { bin: body.bin, name: body.name, head: await headOf(tx, body.id) },
    ...parties,
    locale,
    answers,
    attachments: files.map(named),
    ...(signers === undefined ? {} : { signers: [...signers] }),
    preparedAt: at.toISOString(),
  };
}

type Judged =
  | {
      readonly kind: 'complete';
      readonly answers: Answers;
      readonly files: StoredFile[];
      readonly signers: RequestSigner[] | undefined;
    }
  | Exclude<Prepared, { kind: 'ready' }>;

/** Judges everything that was entered once more, as of now. */
async function judge(
  tx: Tx,
  services: ApplicationServices,
  asked: { actor: DraftActor; draft: Draft; regulation: Regulation },
): Promise<Judged> {
  const { actor, draft, regulation } = asked;
  const today = localDate(services.calendar, services.clock.now());
  const { answers, faults } = readForm(regulation.form, draft.answers, { today, known: draft.known });
  const [first] = faults;
  if (first !== undefined) return { kind: 'faults', page: pageOfFault(regulation, first), faults };
  const files = await services.files.listHeld(tx, draft.id);
  const missing = missingDocuments(regulation, draft, files);
  if (missing.length > 0) return { kind: 'missingDocuments', documents: missing };
  const signers = signersNow(services, regulation, { draft, answers, actor });
  const repeated = repeatedSigners(signers ?? [], actor.iin);
  if (repeated.length > 0) return { kind: 'repeatedSigners', names: namesOf(signers, repeated) };
  return { kind: 'complete', answers, files, signers };
}

function lacksData(regulation: Regulation, { counter }: Draft): boolean {
  return counter !== undefined && !isReadyToSign(regulation, counter);
}

/** What others are signing now; undefined where nobody does, or where it is over. */
function inSigning(draft: Draft, now: Date): RequestContents | undefined {
  return draft.signingUntil === undefined || isOver(draft, now) ? undefined : draft.prepared;
}

/**
 * Puts together what is reviewed and then signed, and fixes it: the bytes made of these contents, and no others, are what the signature
 * must cover (APP-4, APP-5). All answers are judged once more; a page that was right yesterday may be wrong today.
 */
export async function prepareRequest(
  services: ApplicationServices,
  actor: DraftActor,
  asked: { draftId: string; locale: Locale },
): Promise<Prepared> {
  const now = services.clock.now();
  return inTransaction(services.db, async (tx): Promise<Prepared> => {
    const locked = await lockDraft(tx, draftKey(actor, asked.draftId));
    if (locked === undefined) throw new Failure('notFound');
    const regulation = services.regulations.version(locked.service, locked.regulationVersion);
    if (lacksData(regulation, locked)) return { kind: 'noData' };
    const ready = (contents: RequestContents): Prepared => {
      return { kind: 'ready', contents, bytes: canonicalRequest(regulation, contents), regulation };
    };
    // While others sign these bytes they stay, in whatever language this person reads now; what was not signed in time is reviewed anew.
    const signed = inSigning(locked, now);
    if (signed !== undefined) return ready(signed);
    const draft = await voidSignatures(tx, services, { draft: locked, cause: 'expired' });
    const judged = await judge(tx, services, { actor, draft, regulation });
    if (judged.kind !== 'complete') return judged;
    if (stillFresh(draft, asked.locale, now)) return ready(draft.prepared);
    const contents = await composed(tx, regulation, { ...judged, actor, locale: asked.locale, draft, at: now });
    const { donePages, answers } = draft;
    await saveDraft(tx, draft.id, { answers, donePages, prepared: contents, at: now });
    return ready(contents);
  });
}
