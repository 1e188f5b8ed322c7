import { inTransaction } from '#kit/db';
import type { Db } from '#kit/db';
import type { Files, ReceivedFile } from './files/keep-files.ts';
import { keptTitles } from './rules/kept-kinds.ts';
import type { KeptKind } from './rules/kept-kinds.ts';
import type { StoredFile } from './store.ts';

interface ToKeep {
  readonly owner: string;
  readonly kind: KeptKind;
  /** Empty: the files' own names. */
  readonly title: string;
  readonly received: readonly ReceivedFile[];
}

/** Keeps received files in a person's cabinet (CAB-3). @returns what was kept, and what there was no room for. */
export async function keepDocuments(
  { db, files }: { readonly db: Db; readonly files: Files },
  { owner, kind, title, received }: ToKeep,
): Promise<{ readonly kept: readonly StoredFile[]; readonly left: readonly ReceivedFile[] }> {
  const titles = keptTitles(
    title,
    received.map(({ name }) => name),
  );
  return inTransaction(db, async (tx) => {
    const kept: StoredFile[] = [];
    const left: ReceivedFile[] = [];
    for (const [index, file] of received.entries()) {
      const stored = await files.attach(tx, file, { owner, holder: null, kind, title: titles[index] ?? file.name });
      if (stored === 'tooMany') left.push(file);
      else kept.push(stored);
    }
    return { kept, left };
  });
}
