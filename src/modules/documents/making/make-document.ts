import type { Bilingual, DocumentContent } from '../rules/code/payload.ts';
import { printDocument } from './print-document.ts';
import { sealContent } from './seal-content.ts';
import type { Seal } from './seal.ts';

export interface DocumentOrder {
  readonly content: DocumentContent;
  /** How many of the first facts stand above the title: to whom the document goes. */
  readonly addressed?: number | undefined;
  readonly statements: readonly Bilingual[];
  /** Of the information system of the body that stands in the content. */
  readonly seal: Seal;
  /** Printed address of the page where anybody checks a document. */
  readonly verifyAt: string;
}

export interface MadeDocument {
  /** What the signatory signs. */
  readonly pdf: Uint8Array;
  /** COSE_Sign1 with the content. */
  readonly sealed: Uint8Array;
  readonly codes: readonly string[];
}

/** Makes an electronic document: seals what it states, prints it with its bar codes. Stores nothing. */
export async function makeDocument({ content, addressed, statements, seal, verifyAt }: DocumentOrder): Promise<MadeDocument> {
  const { message, codes } = await sealContent(content, seal);
  return { pdf: await printDocument({ content, addressed, statements, codes, verifyAt }), sealed: message, codes };
}
