import {
  attachFile,
  beginAtCounter,
  beginDraft,
  fillPage,
  findRequest,
  markOriginals,
  prepareRequest,
  registerRequest,
  submit,
  submitAtCounter,
  tellApplicant,
} from '#applications';
import type { DraftActor } from '#applications';
import { inTransaction } from '#kit/db';
import { sha256Hex } from '#kit/ids';
import type { Regulation } from '#regulations';
import { cast } from '#seed';
import type { CastKey } from '#seed';
import { iinOf, officerAt, personAt, signAs } from './desk.ts';
import type { Desk } from './desk.ts';
import { paperCopy } from './paper-copy.ts';

/** A request as somebody of the cast makes it. */
export interface Filing {
  readonly service: string;
  readonly consumer: CastKey;
  /** Who takes it at a counter; absent: the person files it at the portal. */
  readonly at?: CastKey;
  readonly answers: Readonly<Record<string, string>>;
}

/** What keeps a story from going on; its further steps are left out. */
class StoryEnds extends Error {}

export function demand(happened: boolean, what: string): void {
  if (!happened) throw new StoryEnds(what);
}

/** Every page and every required document. */
async function fillIn(
  desk: Desk,
  actor: DraftActor,
  filing: Filing & { draftId: string; regulation: Regulation },
): Promise<void> {
  const { services } = desk;
  const { draftId, regulation, consumer, answers } = filing;
  const raw = { phone: cast[consumer].phone, ...answers };
  for (const page of regulation.form.pages) {
    const faults = await fillPage(services, actor, { draftId, page: page.id, raw });
    demand(faults.length === 0, `${regulation.id} ${page.id}: ${faults.map(({ field, code }) => `${field} ${code}`).join()}`);
  }
  for (const { id, required } of regulation.passport.requiredDocuments) {
    if (!required) continue;
    const refusal = await attachFile(services, actor, { draftId, document: id, name: `${id}.pdf`, bytes: paperCopy });
    demand(refusal === undefined, `${id}: ${refusal}`);
  }
}

async function reviewed({ services }: Desk, actor: DraftActor, draftId: string): Promise<Uint8Array> {
  const prepared = await prepareRequest(services, actor, { draftId, locale: actor.locale });
  if (prepared.kind !== 'ready') throw new StoryEnds(`not ready: ${prepared.kind}`);
  return prepared.bytes;
}

/** Registers what the gateway is about to carry, at the hour of the story; the gateway's own delivery then finds it done (GW-3). */
async function carry({ services, clock }: Desk, applicationId: string): Promise<void> {
  const request = await findRequest(services.db, applicationId);
  if (request === undefined) throw new StoryEnds('no request');
  const bytes = Buffer.from(request.signedBytes);
  const cms = Buffer.from(request.cms).toString('base64');
  const message = { applicationId, request: bytes.toString('base64'), cms, sha256: sha256Hex(bytes) };
  const { registeredAt } = await inTransaction(services.db, (tx) => registerRequest(services, tx, message));
  demand(registeredAt === clock.now().toISOString(), 'the gateway was faster');
  await inTransaction(services.db, (tx) => tellApplicant(services, tx, { applicationId, occasion: 'accepted' }));
}

function regulationOf({ services, clock }: Desk, service: string): Regulation {
  const regulation = services.regulations.current(service, clock.now());
  if (regulation === undefined) throw new StoryEnds(`${service} is not offered`);
  return regulation;
}

async function fileAtPortal(desk: Desk, filing: Filing): Promise<string> {
  const { services } = desk;
  const { service, consumer } = filing;
  const person = await personAt(desk, consumer);
  const draftId = await beginDraft(services, person, service);
  await fillIn(desk, person, { ...filing, draftId, regulation: regulationOf(desk, service) });
  const cms = await signAs(desk, consumer, await reviewed(desk, person, draftId));
  const browser = { device: 'Firefox, Windows', address: '127.0.0.1', deviceHash: '' };
  const sent = await submit(services, person, { draftId, cms, browser });
  demand(sent.kind === 'sent', JSON.stringify(sent));
  await carry(desk, draftId);
  return draftId;
}

async function fileAtCounter(desk: Desk, filing: Filing & { at: CastKey }): Promise<string> {
  const { services } = desk;
  const { service, consumer, at } = filing;
  const officer = await officerAt(desk, at);
  const { documentNumber: identityCard } = cast[consumer];
  const begun = { service, consumerIin: iinOf(consumer), identityCard, representative: undefined };
  const draftId = await beginAtCounter(services, officer, begun);
  const regulation = regulationOf(desk, service);
  await fillIn(desk, officer, { ...filing, draftId, regulation });
  const originals = regulation.passport.requiredDocuments.filter(({ required }) => required).map(({ id }) => id);
  await markOriginals(services, officer, { draftId, originals });
  const cms = await signAs(desk, at, await reviewed(desk, officer, draftId));
  const sent = await submitAtCounter(services, officer, { draftId, cms });
  demand(sent.kind === 'sent', JSON.stringify(sent));
  if (officer.roles.includes('operator')) await carry(desk, draftId);
  return draftId;
}

/** Files a request, until it has its number. @returns the application's id */
export function file(desk: Desk, filing: Filing): Promise<string> {
  const { at } = filing;
  return at === undefined ? fileAtPortal(desk, filing) : fileAtCounter(desk, { ...filing, at });
}
