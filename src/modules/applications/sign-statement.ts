import { inTransaction } from '#kit/db';
import type { Tx } from '#kit/db';
import { sha256Hex } from '#kit/ids';
import { findBody, refusalOf } from '#identity';
import type { OfficerActor, Refusal } from '#identity';
import { encodeEvidence } from '#pki';
import type { Verified } from '#pki';
import { mediaTypeOf } from './attach-file.ts';
import { fileComplaint } from './complain.ts';
import { filledBy } from './counter-request.ts';
import { channelAt, lockOwnApplication } from './own.ts';
import { canonicalStatement, lackingIn } from './rules/statement.ts';
import type { StatementContents } from './rules/statement.ts';
import type { ApplicationServices } from './services.ts';
import { verifyAndStamp } from './stamp.ts';
import { signStatementRow } from './store.ts';
import { openIn, openStatement } from './take-statement.ts';
import type { OpenStatement, StatementOf } from './take-statement.ts';
import { takeBack } from './withdraw.ts';

/** What a statement still lacks, or the bytes to sign. */
export type PreparedStatement =
  | { readonly kind: 'ready'; readonly bytes: Uint8Array }
  | { readonly kind: 'lacking'; readonly parts: readonly ('visitor' | 'text' | 'scan')[] };

type Officer = StatementContents['filledBy'];

async function officerOf({ db }: ApplicationServices, officer: OfficerActor): Promise<Officer> {
  const body = await findBody(db, officer.bodyId);
  if (body === undefined) throw new Error('An officer without a body');
  return filledBy(officer, channelAt(officer), body);
}

function prepared({ application, statement, files }: OpenStatement, officer: Officer): PreparedStatement {
  const { kind, text, visitor } = statement;
  const parts = lackingIn({ kind, text, visitor, scans: files.length });
  if (visitor === undefined || parts.length > 0) return { kind: 'lacking', parts };
  const scans = files.map(({ name, type, size, sha256 }) => ({ name, mediaType: mediaTypeOf(type), size, sha256 }));
  const bytes = canonicalStatement({
    kind,
    application: { id: application.id, number: application.number ?? '' },
    consumer: { iin: application.consumerIin, name: application.consumerName },
    visitor,
    filledBy: officer,
    text,
    scans,
  });
  return { kind: 'ready', bytes };
}

export async function prepareStatement(
  services: ApplicationServices,
  officer: OfficerActor,
  open: OpenStatement,
): Promise<PreparedStatement> {
  return prepared(open, await officerOf(services, officer));
}

/** `changed`: what was signed is not what the statement says now. `closed`: nothing can be taken back or complained about any more. */
export type StatementOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly failed: Refusal }
  | { readonly kind: 'changed' }
  | { readonly kind: 'closed' };

interface Signed {
  readonly officer: OfficerActor;
  readonly bytes: Uint8Array;
  readonly cms: Uint8Array;
  readonly verified: Verified;
}

/**
 * Files a statement that an officer or operator has signed with their own ЭЦҚ: with it, the application is withdrawn, or the complaint goes to
 * the head, as from the cabinet.
 */
export async function signStatement(
  services: ApplicationServices,
  officer: OfficerActor,
  { cms: sent, ...of }: StatementOf & { cms: Uint8Array },
): Promise<StatementOutcome> {
  const open = await openStatement(services, officer, of);
  if (open === undefined) return { kind: 'closed' };
  const signer = await officerOf(services, officer);
  const ready = prepared(open, signer);
  if (ready.kind !== 'ready') return { kind: 'changed' };
  const { bytes } = ready;
  const expected = { content: bytes, purpose: 'signing', expectedIin: officer.iin } as const;
  const { cms, verification } = await verifyAndStamp(services, { cms: sent, ...expected });
  if (verification.verdict !== 'passed') return { kind: 'refused', failed: refusalOf(verification) };
  const signed = { officer, bytes, cms, verified: verification.verified };
  return inTransaction(services.db, async (tx): Promise<StatementOutcome> => {
    const application = await lockOwnApplication(tx, officer, of.id);
    const now = await openIn(services, tx, { application, kind: of.kind });
    if (now === undefined) return { kind: 'closed' };
    const again = prepared(now, signer);
    if (again.kind !== 'ready' || !Buffer.from(again.bytes).equals(bytes)) return { kind: 'changed' };
    await close(services, tx, { open: now, ...signed });
    return { kind: 'done' };
  });
}

async function close(services: ApplicationServices, tx: Tx, made: Signed & { open: OpenStatement }): Promise<void> {
  const { open, officer: actor, bytes, cms, verified } = made;
  const { application, statement } = open;
  const { visitor, text, kind } = statement;
  if (visitor === undefined) throw new Error('A statement of nobody is never ready');
  const signerSerial = verified.signer.serial;
  const evidence = encodeEvidence(verified.evidence);
  const at = services.clock.now();
  await signStatementRow(tx, statement.id, { at, signedBytes: bytes, cms, evidence, signerSerial, officerId: actor.id });
  const paper = { visitor, serial: signerSerial, sha256: sha256Hex(bytes) };
  if (kind === 'withdrawal') await takeBack(services, tx, { application, actor, paper });
  else await fileComplaint(services, tx, { application, actor, text, paper });
}
