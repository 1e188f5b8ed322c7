import { inTransaction } from '#kit/db';
import type { Queryable, Tx } from '#kit/db';
import { Failure } from '#kit/failure';
import { newId } from '#kit/ids';
import type { StoredFile } from '#documents';
import type { OfficerActor } from '#identity';
import type { FileRefusal } from './attach-file.ts';
import { findOwnApplication, lockOwnApplication } from './own.ts';
import type { StatementKind } from './rules/statement.ts';
import type { Visitor } from './rules/visitor.ts';
import type { ApplicationServices } from './services.ts';
import { findComplaint, findOpenStatement, putStatement } from './store.ts';
import type { Application, Statement } from './store.ts';
import { canWithdraw } from './withdraw.ts';

/** A statement that is being taken; without an id of its own until something of it was kept. */
export interface OpenStatement {
  readonly application: Application;
  readonly statement: Statement;
  readonly files: readonly StoredFile[];
}

export interface StatementOf {
  readonly id: string;
  readonly kind: StatementKind;
}

/** Whether there is anything to say: something to take back, a refusal that nobody has complained about. */
async function isDue(db: Queryable, application: Application, kind: StatementKind): Promise<boolean> {
  if (kind === 'withdrawal') return canWithdraw(application);
  return application.status === 'refused' && (await findComplaint(db, application.id)) === undefined;
}

/** @returns undefined where there is nothing to take back, or to complain about, (any more) */
export async function openIn(
  services: ApplicationServices,
  db: Queryable,
  of: { application: Application; kind: StatementKind },
): Promise<OpenStatement | undefined> {
  const { application, kind } = of;
  if (!(await isDue(db, application, kind))) return undefined;
  const { id: applicationId } = application;
  const begun = await findOpenStatement(db, { applicationId, kind });
  const statement = begun ?? { id: newId(), applicationId, kind, visitor: undefined, text: '', signedAt: undefined };
  return { application, statement, files: begun === undefined ? [] : await services.files.listHeld(db, begun.id) };
}

/**
 * A statement of the consumer at the counter that took the request: a withdrawal, or a complaint about the refusal (APP-9).
 *
 * @throws Failure `notFound` for another counter's application as for one that does not exist (SEC-2)
 */
export async function openStatement(
  services: ApplicationServices,
  officer: OfficerActor,
  { id, kind }: StatementOf,
): Promise<OpenStatement | undefined> {
  const application = await findOwnApplication(services.db, officer, id);
  return openIn(services, services.db, { application, kind });
}

/** Changes a statement with its application locked; from then on it is kept. @returns undefined where there is nothing to say any more */
async function touched<T>(
  services: ApplicationServices,
  of: StatementOf & { officer: OfficerActor; change?: Partial<Pick<Statement, 'visitor' | 'text'>> },
  work: (open: OpenStatement, tx: Tx) => Promise<T>,
): Promise<T | undefined> {
  const { officer, id, kind, change } = of;
  const at = services.clock.now();
  return inTransaction(services.db, async (tx) => {
    const open = await openIn(services, tx, { application: await lockOwnApplication(tx, officer, id), kind });
    if (open === undefined) return undefined;
    await putStatement(tx, { ...open.statement, ...change, at });
    return work(open, tx);
  });
}

/** Keeps who stands there and what they say; who was recognised once stays so until somebody else comes. */
export async function writeStatement(
  services: ApplicationServices,
  officer: OfficerActor,
  said: StatementOf & { text: string; visitor: Visitor | undefined },
): Promise<void> {
  const { visitor, text, ...of } = said;
  const change = visitor === undefined ? { text } : { text, visitor };
  await touched(services, { ...of, officer, change }, async () => undefined);
}

/** Adds a scan of the paper. @returns why not, or undefined */
export async function attachToStatement(
  services: ApplicationServices,
  officer: OfficerActor,
  upload: StatementOf & { title: string; name: string; bytes: Uint8Array },
): Promise<FileRefusal | undefined> {
  const { title, name, bytes, ...of } = upload;
  await findOwnApplication(services.db, officer, of.id);
  const received = await services.files.receive({ name, bytes });
  if (!received.ok) return received.fault;
  const { file } = received;
  return touched<FileRefusal | undefined>(services, { ...of, officer }, async ({ statement }, tx) => {
    const to = { owner: officer.id, holder: statement.id, kind: of.kind, title };
    return (await services.files.attach(tx, file, to)) === 'tooMany' ? 'tooMany' : undefined;
  });
}

/** Takes a scan off again, whoever of the counter added it. */
export async function detachFromStatement(
  services: ApplicationServices,
  officer: OfficerActor,
  { file: id, ...of }: StatementOf & { file: string },
): Promise<void> {
  await touched(services, { ...of, officer }, async ({ files }, tx) => {
    const file = files.find((one) => one.id === id);
    const removed = file !== undefined && (await services.files.remove(tx, file));
    if (!removed) throw new Failure('notFound');
  });
}
