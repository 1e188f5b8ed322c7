import type { Clock } from '#kit/clock';
import type { Queryable, Tx } from '#kit/db';
import { isId, newId, sha256Hex } from '#kit/ids';
import type { FileScanner, FileStore } from '../ports.ts';
import { examineFile } from '../rules/content/examine.ts';
import type { FileFault, FileType } from '../rules/content/examine.ts';
import { deleteFile, findFile, insertFile, listFiles, listHeld, lockOwner, retitleFile } from '../store.ts';
import type { StoredFile } from '../store.ts';

export interface FilesOptions {
  readonly store: FileStore;
  readonly clock: Clock;
  /** None where an installation has not connected one. */
  readonly scanner?: FileScanner;
  /** Largest file, bytes (CAB-3). */
  readonly sizeLimit: number;
  /** Files of one holder, or of one person's cabinet, at most. */
  readonly countLimit: number;
}

declare const examined: unique symbol;
/** Bytes that passed the examination and lie in the store; only {@link Files.receive} makes it, so that nothing else can be attached. */
export interface ReceivedFile {
  readonly [examined]: true;
  readonly name: string;
  readonly type: FileType;
  readonly size: number;
  readonly sha256: string;
}

export type Reception = { readonly ok: true; readonly file: ReceivedFile } | { readonly ok: false; readonly fault: FileFault };

export interface Attachment {
  readonly owner: string;
  /** What it is attached to; null: the person's cabinet. */
  readonly holder: string | null;
  readonly kind: string;
  readonly title: string;
}

export interface Files {
  readonly sizeLimit: number;
  readonly countLimit: number;
  /** Examines, cleans, scans and keeps the bytes of an upload, outside of any transaction. */
  receive(upload: { readonly name: string; readonly bytes: Uint8Array }): Promise<Reception>;
  /** @returns `tooMany` where the holder has as many as allowed. */
  attach(tx: Tx, file: ReceivedFile, to: Attachment): Promise<StoredFile | 'tooMany'>;
  /** What a person attached to a thing, or keeps in the cabinet (`holder: null`). */
  list(q: Queryable, of: { readonly owner: string; readonly holder: string | null }): Promise<StoredFile[]>;
  /** All that is attached to a thing. The caller has decided that the asker may see it. */
  listHeld(q: Queryable, holder: string): Promise<StoredFile[]>;
  /** @returns undefined where there is none or `mayRead` refuses: nobody learns which (SEC-2). */
  open(q: Queryable, id: string, mayRead: (file: StoredFile) => boolean | Promise<boolean>): Promise<OpenedFile | undefined>;
  rename(tx: Tx, file: { readonly id: string; readonly owner: string; readonly title: string }): Promise<boolean>;
  /** Removes the owner's file; its bytes go with the next sweep. */
  remove(tx: Tx, file: { readonly id: string; readonly owner: string }): Promise<boolean>;
}

export interface OpenedFile {
  readonly file: StoredFile;
  readonly bytes: Buffer;
}

/** A device's name for a file, as far as it can be shown and sent in a header: no folders, no control characters, 120 signs. */
export function shownName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  // oxlint-disable-next-line no-control-regex -- exactly those characters, and marks that turn the direction of writing, are taken out
  const clean = last.replaceAll(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069"<>|:*?]/g, '').trim();
  return clean.slice(0, 120) || 'file';
}

export function createFiles({ store, clock, scanner, sizeLimit, countLimit }: FilesOptions): Files {
  async function receive({ name, bytes }: { readonly name: string; readonly bytes: Uint8Array }): Promise<Reception> {
    const found = examineFile(bytes, sizeLimit);
    if (!found.ok) return found;
    if (scanner !== undefined && (await scanner.scan(bytes)) === 'infected') return { ok: false, fault: 'infected' };
    const sha256 = await store.put(found.bytes);
    const file = { name: shownName(name), type: found.type, size: found.bytes.length, sha256 } as ReceivedFile;
    return { ok: true, file };
  }

  async function attach(tx: Tx, { name, type, size, sha256 }: ReceivedFile, to: Attachment): Promise<StoredFile | 'tooMany'> {
    await lockOwner(tx, to.owner);
    if ((await listFiles(tx, to)).length >= countLimit) return 'tooMany';
    const file: StoredFile = {
      id: newId(),
      ...to,
      title: to.title.slice(0, 300),
      name,
      type,
      size,
      sha256,
      createdAt: clock.now(),
    };
    await insertFile(tx, file);
    return file;
  }

  async function open(
    q: Queryable,
    id: string,
    mayRead: (file: StoredFile) => boolean | Promise<boolean>,
  ): Promise<OpenedFile | undefined> {
    const file = isId(id) ? await findFile(q, id) : undefined;
    if (file === undefined || !(await mayRead(file))) return undefined;
    const bytes = await store.read(file.sha256);
    if (sha256Hex(bytes) !== file.sha256) throw new Error(`File ${file.id} is not what was stored`);
    return { file, bytes };
  }

  return { sizeLimit, countLimit, receive, attach, list: listFiles, listHeld, open, rename: retitleFile, remove: deleteFile };
}
