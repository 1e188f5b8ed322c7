import {
  attachFile,
  beginAtCounter,
  beginDraft,
  chooseRepresentatives,
  fillPage,
  markOriginals,
  prepareRequest,
  registerRequest,
  sentMessage,
  submit,
  submitAtCounter,
} from '#applications';
import type { DraftActor } from '#applications';
import { inTransaction } from '#kit/db';
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
  /** Who came to the counter instead, with which power of attorney. */
  readonly representative?: { readonly who: CastKey; readonly power: string };
  /** Who signs besides, at the portal; `awaited`: nobody of them has signed yet (FRM-9). */
  readonly signers?: readonly CastKey[] | 'awaited';
  /** Who signs for a child, by the child's IIN. */
  readonly representation?: Readonly<Record<string, string>>;
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
  const message = await sentMessage(services.db, applicationId);
  if (message === undefined) throw new StoryEnds('nothing was sent');
  const { registeredAt } = await inTransaction(services.db, (tx) => registerRequest(services, tx, message));
  demand(registeredAt === clock.now().toISOString(), 'the gateway was faster');
}

function regulationOf({ services, clock }: Desk, service: string): Regulation {
  const regulation = services.regulations.current(service, clock.now());
  if (regulation === undefined) throw new StoryEnds(`${service} is not offered`);
  return regulation;
}

async function submitAs(desk: Desk, key: CastKey, signed: { draftId: string; bytes: Uint8Array }): Promise<string> {
  const { draftId, bytes } = signed;
  const browser = { device: 'Firefox, Windows', address: '127.0.0.1', deviceHash: '' };
  const cms = await signAs(desk, key, bytes);
  return (await submit(desk.services, await personAt(desk, key), { draftId, cms, browser })).kind;
}

async function fileAtPortal(desk: Desk, filing: Filing): Promise<string> {
  const { services } = desk;
  const { service, consumer, signers = [], representation } = filing;
  const person = await personAt(desk, consumer);
  const draftId = await beginDraft(services, person, service);
  await fillIn(desk, person, { ...filing, draftId, regulation: regulationOf(desk, service) });
  if (representation !== undefined) await chooseRepresentatives(services, person, { draftId, representation });
  const signed = { draftId, bytes: await reviewed(desk, person, draftId) };
  let outcome = await submitAs(desk, consumer, signed);
  if (signers === 'awaited') {
    demand(outcome === 'waiting', outcome);
    return draftId;
  }
  for (const signer of signers) outcome = await submitAs(desk, signer, signed);
  demand(outcome === 'sent', outcome);
  await carry(desk, draftId);
  return draftId;
}

async function fileAtCounter(desk: Desk, filing: Filing & { at: CastKey }): Promise<string> {
  const { services } = desk;
  const { service, consumer, at, representative: came } = filing;
  const officer = await officerAt(desk, at);
  const { documentNumber: identityCard } = cast[consumer];
  const representative = came && { iin: iinOf(came.who), number: came.power };
  const begun = { service, consumerIin: iinOf(consumer), identityCard, representative };
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
