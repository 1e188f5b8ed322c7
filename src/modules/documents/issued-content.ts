import { readSealedMessage } from './rules/code/cose.ts';
import { decodeContent } from './rules/code/payload.ts';
import type { DocumentContent } from './rules/code/payload.ts';
import type { StoredDocument } from './store.ts';

/** What a stored document says, read back from its seal: the one place where it stands. */
export function contentOf(document: StoredDocument): DocumentContent {
  const message = readSealedMessage(document.sealed);
  const read = message && decodeContent(message.payload);
  if (!read?.ok) throw new Error(`Document ${document.id}: what was sealed cannot be read`);
  return read.content;
}

/** Its term has ended. */
export function isOver({ validUntil }: StoredDocument, now: Date): boolean {
  return validUntil !== null && validUntil < now;
}
