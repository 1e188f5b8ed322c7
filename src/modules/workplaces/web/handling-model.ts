import { findComplaint, listEnquiries, listNotes } from '#applications';
import type { Application, ApplicationServices, Complaint, Enquiry, Note } from '#applications';
import type { StoredFile } from '#documents';
import { newId } from '#kit/ids';

/** An enquiry with the files of its answer. */
export interface HandledEnquiry {
  readonly enquiry: Enquiry;
  readonly files: readonly StoredFile[];
}

/** What happened to a request beside its process: enquiries in their order, notes, the complaint. */
export interface Handling {
  readonly enquiries: readonly HandledEnquiry[];
  readonly notes: readonly Note[];
  readonly complaint: Complaint | undefined;
  /** Id of the note that may be written next: sent twice, it is one. */
  readonly nextNote: string;
}

export async function handlingOf(services: ApplicationServices, { id }: Application): Promise<Handling> {
  const { db, files } = services;
  const [enquiries, notes, complaint] = await Promise.all([listEnquiries(db, id), listNotes(db, id), findComplaint(db, id)]);
  const answered = enquiries.map(async (enquiry) => ({
    enquiry,
    // What the consumer has put together and not sent is nobody's to see.
    files: enquiry.answeredAt === undefined ? [] : await files.listHeld(db, enquiry.id),
  }));
  return { enquiries: await Promise.all(answered), notes, complaint, nextNote: newId() };
}

/** By what files of a request may be held: by itself, and by its answered enquiries. */
export async function holdersOf(services: ApplicationServices, { id }: Application): Promise<readonly string[]> {
  const enquiries = await listEnquiries(services.db, id);
  return [id, ...enquiries.filter(({ answeredAt }) => answeredAt !== undefined).map((one) => one.id)];
}
