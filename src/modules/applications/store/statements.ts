import type { Queryable, Tx } from '#kit/db';
import type { StatementKind } from '../rules/statement.ts';
import type { Visitor } from '../rules/visitor.ts';
import type { HandlingTables } from './handling-tables.ts';
import type { SignedAnswer } from './enquiries.ts';

/** A paper statement that is taken at a counter, or was. */
export interface Statement {
  readonly id: string;
  readonly applicationId: string;
  readonly kind: StatementKind;
  /** Who stood at the counter; undefined until it is known. */
  readonly visitor: Visitor | undefined;
  readonly text: string;
  /** Final where there is this. */
  readonly signedAt: Date | undefined;
}

const columns = ['id', 'application_id', 'kind', 'visitor', 'text', 'signed_at'] as const;

function statementOf(row: Pick<HandlingTables['applications.statement'], (typeof columns)[number]>): Statement {
  return {
    id: row.id,
    applicationId: row.application_id,
    kind: row.kind as StatementKind,
    visitor: (row.visitor as Visitor | null) ?? undefined,
    text: row.text,
    signedAt: row.signed_at ?? undefined,
  };
}

const statements = (db: Queryable) => db.withTables<HandlingTables>().selectFrom('applications.statement').select(columns);

/** Those of an application that were signed, in their order. */
export async function listStatements(db: Queryable, applicationId: string): Promise<Statement[]> {
  const signed = statements(db).where('application_id', '=', applicationId).where('signed_at', 'is not', null);
  return (await signed.orderBy('signed_at').execute()).map(statementOf);
}

/** The one of a kind that is not signed yet. */
export async function findOpenStatement(
  db: Queryable,
  { applicationId, kind }: { applicationId: string; kind: StatementKind },
): Promise<Statement | undefined> {
  const open = statements(db).where('application_id', '=', applicationId).where('kind', '=', kind);
  const row = await open.where('signed_at', 'is', null).executeTakeFirst();
  return row && statementOf(row);
}

/** Keeps what a statement says so far. Only with the application locked. */
export async function putStatement(tx: Tx, statement: Omit<Statement, 'signedAt'> & { readonly at: Date }): Promise<void> {
  const said = { visitor: statement.visitor ?? null, text: statement.text, touched_at: statement.at };
  const { id, applicationId: application_id, kind } = statement;
  await tx
    .withTables<HandlingTables>()
    .insertInto('applications.statement')
    .values({
      id,
      application_id,
      kind,
      ...said,
      officer_id: null,
      signed_at: null,
      signed_bytes: null,
      cms: null,
      evidence: null,
      signer_serial: null,
    })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(said))
    .execute();
}

/** The signature that makes it final. Only with the application locked. */
export async function signStatementRow(tx: Tx, id: string, signed: SignedAnswer & { readonly officerId: string }): Promise<void> {
  await tx
    .withTables<HandlingTables>()
    .updateTable('applications.statement')
    .set({
      officer_id: signed.officerId,
      signed_at: signed.at,
      signed_bytes: Buffer.from(signed.signedBytes),
      cms: Buffer.from(signed.cms),
      evidence: Buffer.from(signed.evidence),
      signer_serial: signed.signerSerial,
    })
    .where('id', '=', id)
    .execute();
}
