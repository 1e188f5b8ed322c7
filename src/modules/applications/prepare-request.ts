import { inTransaction } from '#kit/db';
import type { Tx } from '#kit/db';
import { Failure } from '#kit/failure';
import type { StoredFile } from '#documents';
import { findBodyByKind, listOfficers } from '#identity';
import type { PersonActor } from '#identity';
import { canonicalRequest, localDate, readForm } from '#regulations';
import type { Fault, Regulation, RequestContents, RequiredDocument } from '#regulations';
import { formatName, formatShortName } from '#subjects';
import type { Locale } from '#text';
import { mediaTypeOf } from './attach-file.ts';
import type { ApplicationServices } from './services.ts';
import { lockDraft, saveDraft } from './store.ts';
import type { Draft } from './store.ts';

/** What still stands between a draft and its signature. */
export type Prepared =
  | { readonly kind: 'ready'; readonly contents: RequestContents; readonly bytes: Uint8Array; readonly regulation: Regulation }
  | { readonly kind: 'faults'; readonly page: string; readonly faults: readonly Fault[] }
  | { readonly kind: 'missingDocuments'; readonly documents: readonly RequiredDocument[] };

/** A review that is older is made anew: what is signed carries the time at which it was put together. */
const reviewHours = 12;

function stillFresh(draft: Draft, locale: Locale, now: Date): draft is Draft & { prepared: RequestContents } {
  const { prepared } = draft;
  if (prepared?.locale !== locale) return false;
  return now.getTime() - new Date(prepared.preparedAt).getTime() < reviewHours * 3_600_000;
}

function missingDocuments(regulation: Regulation, files: readonly StoredFile[]): RequiredDocument[] {
  const attached = new Set(files.map(({ kind }) => kind));
  return regulation.passport.requiredDocuments.filter(({ id, required }) => required && !attached.has(id));
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

/**
 * Puts together what is reviewed and then signed, and fixes it: the bytes made of these contents, and no others, are what the signature
 * must cover (APP-4, APP-5). All answers are judged once more; a page that was right yesterday may be wrong today.
 */
export async function prepareRequest(
  services: ApplicationServices,
  person: PersonActor,
  asked: { draftId: string; locale: Locale },
): Promise<Prepared> {
  const now = services.clock.now();
  return inTransaction(services.db, async (tx): Promise<Prepared> => {
    const draft = await lockDraft(tx, { id: asked.draftId, accountId: person.id });
    if (draft === undefined) throw new Failure('notFound');
    const regulation = services.regulations.version(draft.service, draft.regulationVersion);
    const read = readForm(regulation.form, draft.answers, { today: localDate(services.calendar, now), known: draft.known });
    const [first] = read.faults;
    if (first !== undefined) return { kind: 'faults', page: pageOfFault(regulation, first), faults: read.faults };
    const files = await services.files.listHeld(tx, draft.id);
    const missing = missingDocuments(regulation, files);
    if (missing.length > 0) return { kind: 'missingDocuments', documents: missing };
    if (stillFresh(draft, asked.locale, now)) {
      return { kind: 'ready', contents: draft.prepared, bytes: canonicalRequest(regulation, draft.prepared), regulation };
    }
    const body = await findBodyByKind(tx, regulation.passport.providerKind);
    if (body === undefined) throw new Error(`No body provides services of the kind ${regulation.passport.providerKind}`);
    const contents: RequestContents = {
      id: draft.id,
      regulation: { id: regulation.id, version: regulation.version },
      channel: 'portal',
      body: { bin: body.bin, name: body.name, head: await headOf(tx, body.id) },
      consumer: { iin: person.iin, name: formatName(person.name) },
      locale: asked.locale,
      answers: read.answers,
      attachments: files.map(named),
      preparedAt: now.toISOString(),
    };
    const { donePages, answers } = draft;
    await saveDraft(tx, draft.id, { answers, donePages, prepared: contents, at: now });
    return { kind: 'ready', contents, bytes: canonicalRequest(regulation, contents), regulation };
  });
}
