import { sql } from 'kysely';
import type { Queryable, Tx } from '#kit/db';
import type { Iin } from '#subjects';
import type { HistoryActor, HistoryEvent } from '../rules/history.ts';
import type { InvitationState, SignatureMade } from '../rules/signing.ts';
import { applicationColumns, applicationOf } from './applications.ts';
import type { Application } from './applications.ts';
import { draftColumns, draftOf, isPersons } from './drafts.ts';
import type { Draft, PersonsDraft } from './drafts.ts';
import type { Tables } from './tables.ts';

/** Somebody who is asked to sign a request. */
interface Invitation {
  readonly requestId: string;
  readonly iin: string;
  readonly state: InvitationState;
  readonly reason: string | undefined;
  readonly invitedAt: Date;
  readonly viewedAt: Date | undefined;
}

const invitationColumns = ['request_id', 'iin', 'state', 'reason', 'invited_at', 'viewed_at'] as const;

type InvitationRow = Pick<Tables['applications.invitation'], (typeof invitationColumns)[number]>;

function invitationOf(row: InvitationRow): Invitation {
  return {
    requestId: row.request_id,
    iin: row.iin,
    state: row.state as InvitationState,
    reason: row.reason ?? undefined,
    invitedAt: row.invited_at,
    viewedAt: row.viewed_at ?? undefined,
  };
}

/** Whose request or invitation it is: somebody else's is missing (SEC-2). */
export interface PartyKey {
  readonly id: string;
  readonly accountId: string;
  readonly iin: string;
}

function personsDraftOf(row: Parameters<typeof draftOf>[0]): PersonsDraft | undefined {
  const draft = draftOf(row);
  return isPersons(draft) ? draft : undefined;
}

function draftOfParty(db: Queryable, { id, accountId, iin }: PartyKey) {
  const invited = sql<boolean>`exists (select 1 from applications.invitation where request_id = draft.id and iin = ${iin})`;
  return db
    .withTables<Tables>()
    .selectFrom('applications.draft')
    .select(draftColumns)
    .where('id', '=', id)
    .where((eb) => eb.or([eb('account_id', '=', accountId), invited]));
}

/** A draft of one's own, or one that one is invited to sign. */
export async function findDraftToSign(db: Queryable, key: PartyKey): Promise<PersonsDraft | undefined> {
  const row = await draftOfParty(db, key).executeTakeFirst();
  return row && personsDraftOf(row);
}

/** As `findDraftToSign`, and nobody else signs or changes it until the transaction ends. */
export async function lockDraftToSign(tx: Tx, key: PartyKey): Promise<PersonsDraft | undefined> {
  const row = await draftOfParty(tx, key).forUpdate().executeTakeFirst();
  return row && personsDraftOf(row);
}

/** For the program's own work, which acts for nobody. */
export async function lockDraftById(tx: Tx, id: string): Promise<PersonsDraft | undefined> {
  const drafts = tx.withTables<Tables>().selectFrom('applications.draft').select(draftColumns);
  const row = await drafts.where('id', '=', id).forUpdate().executeTakeFirst();
  return row && personsDraftOf(row);
}

/** Until when signatures are gathered; undefined where they are not any more. */
export async function saveSigningUntil(tx: Tx, id: string, until: Date | undefined): Promise<void> {
  const drafts = tx.withTables<Tables>().updateTable('applications.draft');
  await drafts
    .set({ signing_until: until ?? null })
    .where('id', '=', id)
    .execute();
}

/** Another choice is another request: it has to be reviewed again. */
export async function saveRepresentation(
  tx: Tx,
  id: string,
  change: { representation: Readonly<Record<string, string>>; at: Date },
): Promise<void> {
  const drafts = tx.withTables<Tables>().updateTable('applications.draft');
  await drafts
    .set({ representation: JSON.stringify(change.representation), prepared: null, updated_at: change.at })
    .where('id', '=', id)
    .execute();
}

/** The application that a request became, for one of those who were invited to sign it. */
export async function findSignedApplication(db: Queryable, key: PartyKey): Promise<Application | undefined> {
  const invited = sql<boolean>`exists (select 1 from applications.invitation where request_id = application.id and iin = ${key.iin})`;
  const row = await db
    .withTables<Tables>()
    .selectFrom('applications.application')
    .select(applicationColumns)
    .where('id', '=', key.id)
    .where((eb) => eb.or([eb('account_id', '=', key.accountId), invited]))
    .executeTakeFirst();
  return row && applicationOf(row);
}

export async function insertInvitations(
  tx: Tx,
  requestId: string,
  invited: { iins: readonly string[]; at: Date },
): Promise<void> {
  const rows = invited.iins.map((iin) => ({
    request_id: requestId,
    iin,
    state: 'invited',
    reason: null,
    invited_at: invited.at,
    viewed_at: null,
  }));
  if (rows.length > 0) await tx.withTables<Tables>().insertInto('applications.invitation').values(rows).execute();
}

export async function listInvitations(db: Queryable, requestId: string): Promise<Invitation[]> {
  const invitations = db.withTables<Tables>().selectFrom('applications.invitation').select(invitationColumns);
  return (await invitations.where('request_id', '=', requestId).orderBy('iin').execute()).map(invitationOf);
}

/** What waits for this person's signature, the last first: the drafts with who invited. */
export async function listToSign(db: Queryable, iin: string): Promise<Draft[]> {
  const rows = await db
    .withTables<Tables>()
    .selectFrom('applications.draft')
    .innerJoin('applications.invitation', 'applications.invitation.request_id', 'applications.draft.id')
    .select(draftColumns.map((column) => `applications.draft.${column}` as const))
    .where('iin', '=', iin)
    .where('state', '=', 'invited')
    .orderBy('invited_at', 'desc')
    .limit(20)
    .execute();
  return rows.map(draftOf);
}

export async function saveInvitation(
  tx: Tx,
  key: { id: string; iin: string },
  change: { state: InvitationState; reason?: string | undefined },
): Promise<void> {
  const invitations = tx.withTables<Tables>().updateTable('applications.invitation');
  await invitations
    .set({ state: change.state, reason: change.reason ?? null })
    .where('request_id', '=', key.id)
    .where('iin', '=', key.iin)
    .execute();
}

/** @returns whether it was the first look */
export async function markViewed(tx: Tx, key: { id: string; iin: string }, at: Date): Promise<boolean> {
  const invitations = tx.withTables<Tables>().updateTable('applications.invitation').set({ viewed_at: at });
  const result = await invitations
    .where('request_id', '=', key.id)
    .where('iin', '=', key.iin)
    .where('viewed_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

const signatureColumns = ['iin', 'cms', 'evidence', 'signer_serial', 'signed_at', 'stamped'] as const;

function signatureOf(row: Pick<Tables['applications.signature'], (typeof signatureColumns)[number]>): SignatureMade {
  const { iin, cms, evidence, stamped } = row;
  return { iin: iin as Iin, cms, evidence, signerSerial: row.signer_serial, signedAt: row.signed_at, stamped };
}

/** Signed twice, the first stays. */
export async function insertSignature(tx: Tx, requestId: string, made: SignatureMade): Promise<void> {
  await tx
    .withTables<Tables>()
    .insertInto('applications.signature')
    .values({
      request_id: requestId,
      iin: made.iin,
      cms: Buffer.from(made.cms),
      evidence: Buffer.from(made.evidence),
      signer_serial: made.signerSerial,
      signed_at: made.signedAt,
      stamped: made.stamped,
    })
    .onConflict((conflict) => conflict.columns(['request_id', 'iin']).doNothing())
    .execute();
}

export async function listSignatures(db: Queryable, requestId: string): Promise<SignatureMade[]> {
  const signatures = db.withTables<Tables>().selectFrom('applications.signature').select(signatureColumns);
  return (await signatures.where('request_id', '=', requestId).orderBy('signed_at').orderBy('iin').execute()).map(signatureOf);
}

/** The same signature with a time stamp, and the evidence with it. */
export async function stampSignature(
  tx: Tx,
  key: { id: string; iin: string },
  made: { cms: Uint8Array; evidence: Uint8Array },
): Promise<void> {
  const signatures = tx.withTables<Tables>().updateTable('applications.signature');
  await signatures
    .set({ cms: Buffer.from(made.cms), evidence: Buffer.from(made.evidence), stamped: true })
    .where('request_id', '=', key.id)
    .where('iin', '=', key.iin)
    .execute();
}

/** @returns whether there was one */
export async function removeSignature(tx: Tx, key: { id: string; iin: string }): Promise<boolean> {
  const signatures = tx.withTables<Tables>().deleteFrom('applications.signature');
  const result = await signatures.where('request_id', '=', key.id).where('iin', '=', key.iin).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Everything that was gathered for a request; what happened stays told. */
export async function removeGathered(tx: Tx, requestId: string): Promise<void> {
  await tx.withTables<Tables>().deleteFrom('applications.signature').where('request_id', '=', requestId).execute();
  await tx.withTables<Tables>().deleteFrom('applications.invitation').where('request_id', '=', requestId).execute();
}

/** What happened to a request before it was sent. */
export interface SigningEvent {
  readonly at: Date;
  readonly actor: HistoryActor;
  readonly event: HistoryEvent;
}

export async function insertSigningEvent(tx: Tx, draftId: string, { at, actor, event }: SigningEvent): Promise<void> {
  const row = { draft_id: draftId, at, actor: JSON.stringify(actor), event: JSON.stringify(event) };
  await tx.withTables<Tables>().insertInto('applications.signing_event').values(row).execute();
}

export async function listSigningEvents(db: Queryable, draftId: string): Promise<SigningEvent[]> {
  const events = db.withTables<Tables>().selectFrom('applications.signing_event').select(['at', 'actor', 'event']);
  return (await events.where('draft_id', '=', draftId).orderBy('position').execute()) as unknown as SigningEvent[];
}
