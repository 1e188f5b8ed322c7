import type { Clock } from '#kit/clock';
import type { Queryable, Tx } from '#kit/db';
import { Failure } from '#kit/failure';
import { isId, newId, sha256Hex } from '#kit/ids';
import type { Verified } from '#pki';
import { makeDocument } from './making/make-document.ts';
import type { Seal } from './making/seal.ts';
import type { FileStore } from './ports.ts';
import type { Bilingual, DocumentContent } from './rules/code/payload.ts';
import { newDocumentNumber } from './rules/number.ts';
import type { DocumentNumber } from './rules/number.ts';
import {
  deletePrepared,
  findByNumber,
  findByPdfHash,
  findDocument,
  insertDocument,
  listOfApplication,
  listOfOwner,
  moveDocument,
} from './store.ts';
import type { StoredDocument } from './store.ts';

export interface DocumentsOptions {
  readonly store: FileStore;
  readonly clock: Clock;
  /** Address of the verification page as it is printed, `portal.example.kz/verify`. */
  readonly verifyAt: string;
}

/** What a document is made of; its number and its time are given here. */
export interface Preparation {
  /** Accounts and applications by their ids. */
  readonly owner: string;
  readonly application: string;
  readonly content: Omit<DocumentContent, 'number' | 'issuedAt'>;
  /** How many of the first facts stand above the title: to whom the document goes. */
  readonly addressed?: number;
  /** The legal statements, word for word: the first above the bar codes, the others below (DOC-1). */
  readonly statements: readonly Bilingual[];
  readonly seal: Seal;
}

/** A document whose bytes are made and stored, ready to be entered; only {@link Documents.make} makes it. */
export interface PreparedDocument {
  readonly document: StoredDocument;
  /** What the signatory signs. */
  readonly pdf: Uint8Array;
}

export interface Documents {
  /** Seals, prints and stores the bytes, outside of any transaction. */
  make(preparation: Preparation): Promise<PreparedDocument>;
  /** Enters a made document; it waits for the signature. */
  prepare(tx: Tx, made: PreparedDocument): Promise<StoredDocument>;
  /** Discards a document that was never issued, as when the head sends it back. */
  discard(tx: Tx, id: string): Promise<boolean>;
  /**
   * Issues a prepared document under the signatory's signature.
   *
   * @throws Failure `conflict` where the signature is over other bytes or the document is not waiting for one.
   */
  issue(tx: Tx, id: string, signature: { readonly verified: Verified; readonly cms: Uint8Array }): Promise<StoredDocument>;
  /** @throws Failure `conflict` where it is not in force. */
  annul(tx: Tx, id: string): Promise<void>;
  /** Puts another issued document in the place of one. @throws Failure `conflict` where either is not in force. */
  replace(tx: Tx, id: string, by: string): Promise<void>;
  find(q: Queryable, id: string): Promise<StoredDocument | undefined>;
  findByNumber(q: Queryable, number: DocumentNumber): Promise<StoredDocument | undefined>;
  /** The document whose PDF has exactly these bytes. */
  findByPdf(q: Queryable, pdf: Uint8Array): Promise<StoredDocument | undefined>;
  ofApplication(q: Queryable, application: string): Promise<StoredDocument[]>;
  /** Issued to a person, newest first. */
  ofOwner(q: Queryable, owner: string): Promise<StoredDocument[]>;
  pdf(document: StoredDocument): Promise<Buffer>;
}

type Made = Awaited<ReturnType<typeof makeDocument>>;

function enteredAs(
  { owner, application, content }: Preparation,
  made: Made,
  full: DocumentContent,
): Omit<StoredDocument, 'pdfSha256'> {
  return {
    id: newId(full.issuedAt.getTime()),
    number: full.number,
    owner,
    application,
    ...content.kind,
    bodyBin: content.body.bin,
    status: 'prepared',
    issuedAt: full.issuedAt,
    validUntil: content.validUntil ?? null,
    statusSince: full.issuedAt,
    replacedBy: null,
    pdfSize: made.pdf.length,
    sealed: made.sealed,
    cms: null,
  };
}

async function mustFind(tx: Tx, id: string): Promise<StoredDocument> {
  const document = isId(id) ? await findDocument(tx, id) : undefined;
  if (document === undefined) throw new Failure('notFound');
  return document;
}

async function mustMove(tx: Tx, id: string, step: Parameters<typeof moveDocument>[2]): Promise<void> {
  if (!(await moveDocument(tx, id, step))) throw new Failure('conflict');
}

/** The life of electronic documents: made, waiting for the signature, issued, annulled or replaced. */
export function createDocuments({ store, clock, verifyAt }: DocumentsOptions): Documents {
  async function make(preparation: Preparation): Promise<PreparedDocument> {
    // Codes and databases keep whole seconds; the time printed, coded and stored must be one.
    const issuedAt = new Date(Math.floor(clock.now().getTime() / 1000) * 1000);
    const content: DocumentContent = { ...preparation.content, number: newDocumentNumber(), issuedAt };
    const made = await makeDocument({ ...preparation, content, verifyAt });
    const pdfSha256 = await store.put(made.pdf);
    return { document: { ...enteredAs(preparation, made, content), pdfSha256 }, pdf: made.pdf };
  }

  async function issue(
    tx: Tx,
    id: string,
    { verified, cms }: { readonly verified: Verified; readonly cms: Uint8Array },
  ): Promise<StoredDocument> {
    const document = await mustFind(tx, id);
    if (verified.contentHash !== document.pdfSha256) throw new Failure('conflict');
    await mustMove(tx, id, { from: 'prepared', to: 'issued', at: clock.now(), cms });
    return mustFind(tx, id);
  }

  async function replace(tx: Tx, id: string, by: string): Promise<void> {
    if ((await mustFind(tx, by)).status !== 'issued' || id === by) throw new Failure('conflict');
    await mustMove(tx, id, { from: 'issued', to: 'replaced', at: clock.now(), replacedBy: by });
  }

  return {
    make,
    prepare: async (tx, { document }) => {
      await insertDocument(tx, document);
      return document;
    },
    discard: deletePrepared,
    issue,
    annul: (tx, id) => mustMove(tx, id, { from: 'issued', to: 'annulled', at: clock.now() }),
    replace,
    find: async (q, id) => (isId(id) ? findDocument(q, id) : undefined),
    findByNumber,
    findByPdf: async (q, pdf) => findByPdfHash(q, sha256Hex(pdf)),
    ofApplication: listOfApplication,
    ofOwner: listOfOwner,
    pdf: (document) => store.read(document.pdfSha256),
  };
}
