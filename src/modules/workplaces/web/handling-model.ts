import { findComplaint, listEnquiries, listNotes, listStatements } from '#applications';
import type { Application, ApplicationServices, Complaint, Enquiry, Note, Statement } from '#applications';
import type { StoredFile } from '#documents';
import { newId } from '#kit/ids';

/** An enquiry with the files of its answer. */
export interface HandledEnquiry {
  readonly enquiry: Enquiry;
  readonly files: readonly StoredFile[];
}

/** A statement on paper that was signed at a counter, with its scans. */
export interface HandledStatement {
  readonly statement: Statement;
  readonly files: readonly StoredFile[];
}

/** What happened to a request beside its process: enquiries in their order, statements on paper, notes, the complaint. */
export interface Handling {
  readonly statements: readonly HandledStatement[];
  readonly enquiries: readonly HandledEnquiry[];
  readonly notes: readonly Note[];
  readonly complaint: Complaint | undefined;
  /** Id of the note that may be written next: sent twice, it is one. */
  readonly nextNote: string;
}

export async function handlingOf(services: ApplicationServices, { id }: Application): Promise<Handling> {
  const { db, files } = services;
  const [enquiries, notes, complaint, signed] = await Promise.all([
    listEnquiries(db, id),
    listNotes(db, id),
    findComplaint(db, id),
    listStatements(db, id),
  ]);
  const statements = signed.map(async (statement) => ({ statement, files: await files.listHeld(db, statement.id) }));
  const answered = enquiries.map(async (enquiry) => ({
    enquiry,
    // What the consumer has put together and not sent is nobody's to see.
    files: enquiry.answeredAt === undefined ? [] : await files.listHeld(db, enquiry.id),
  }));
  return {
    enquiries: await Promise.all(answered),
    statements: await Promise.all(statements),
    notes,
    complaint,
    nextNote: newId(),
  };
}

/** By what files of a request may be held: by itself, by its answered enquiries and by signed statements about it. */
export async function holdersOf(services: ApplicationServices, { id }: Application): Promise<readonly string[]> {
  const enquiries = await listEnquiries(services.db, id);
  const statements = await listStatements(services.db, id);
  return [id, ...[...enquiries.filter(({ answeredAt }) => answeredAt !== undefined), ...statements].map((one) => one.id)];
}
