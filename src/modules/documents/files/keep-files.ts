import type { Clock } from '#kit/clock';
import type { Queryable, Tx } from '#kit/db';
import { isId, newId, sha256Hex } from '#kit/ids';
import type { FileScanner, FileStore } from '../ports.ts';
import { examineFile } from '../rules/content/examine.ts';
import type { FileFault, FileType } from '../rules/content/examine.ts';
import { deleteFile, findFile, insertFile, listFiles, listHeld, lockFile, lockOwner, retitleFile } from '../store.ts';
import type { FileKey, StoredFile } from '../store.ts';

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
/** Bytes that passed the examination and lie in the store; only {@link Files} makes it, so that nothing else can be attached. */
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
  rename(tx: Tx, file: FileKey, title: string): Promise<boolean>;
  /** Puts a received file in the place of one, under its kind and title. @returns undefined where there is none. */
  replace(tx: Tx, file: FileKey, by: ReceivedFile): Promise<StoredFile | undefined>;
  /** Attaches a stored file of its owner to something else as well (APP-3); each lives on without the other. @returns undefined where there is none. */
  copy(tx: Tx, file: FileKey, to: Omit<Attachment, 'owner'>): Promise<StoredFile | 'tooMany' | undefined>;
  /** Removes the owner's file; its bytes go with the next sweep. */
  remove(tx: Tx, file: FileKey): Promise<boolean>;
}

export interface OpenedFile {
  readonly file: StoredFile;
  readonly bytes: Buffer;
}

/** Letters of a title that are kept. */
const titleLimit = 300;

/** A device's name for a file, as far as it can be shown and sent in a header: no folders, no control characters, 120 signs. */
export function shownName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  // oxlint-disable-next-line no-control-regex -- exactly those characters, and marks that turn the direction of writing, are taken out
  const clean = last.replaceAll(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069"<>|:*?]/g, '').trim();
  return clean.slice(0, 120) || 'file';
}

type Upload = Parameters<Files['receive']>[0];

async function receive({ store, scanner, sizeLimit }: FilesOptions, { name, bytes }: Upload): Promise<Reception> {
  const found = examineFile(bytes, sizeLimit);
  if (!found.ok) return found;
  if (scanner !== undefined && (await scanner.scan(bytes)) === 'infected') return { ok: false, fault: 'infected' };
  const sha256 = await store.put(found.bytes);
  const file = { name: shownName(name), type: found.type, size: found.bytes.length, sha256 } as ReceivedFile;
  return { ok: true, file };
}

type Attaching = Pick<FilesOptions, 'clock' | 'countLimit'>;

async function attach(
  { clock, countLimit }: Attaching,
  tx: Tx,
  [file, to]: [ReceivedFile, Attachment],
): Promise<StoredFile | 'tooMany'> {
  const { name, type, size, sha256 } = file;
  await lockOwner(tx, to.owner);
  const title = to.title.slice(0, titleLimit);
  const present = await listFiles(tx, to);
  // Sent twice, it is there once (REL-4).
  const same = present.find((one) => one.sha256 === sha256 && one.kind === to.kind && one.title === title && one.name === name);
  if (same !== undefined) return same;
  if (present.length >= countLimit) return 'tooMany';
  const stored: StoredFile = { id: newId(), ...to, title, name, type, size, sha256, createdAt: clock.now() };
  await insertFile(tx, stored);
  return stored;
}

async function replace(clock: Clock, tx: Tx, [key, by]: [FileKey, ReceivedFile]): Promise<StoredFile | undefined> {
  const old = isId(key.id) ? await lockFile(tx, key) : undefined;
  if (old === undefined) return undefined;
  await deleteFile(tx, key);
  const { name, type, size, sha256 } = by;
  // A new id: what was once shown at an address never turns into something else.
  const file: StoredFile = { ...old, id: newId(), name, type, size, sha256, createdAt: clock.now() };
  await insertFile(tx, file);
  return file;
}

async function copy(
  options: Attaching,
  tx: Tx,
  [key, to]: [FileKey, Omit<Attachment, 'owner'>],
): Promise<StoredFile | 'tooMany' | undefined> {
  // Locked: were it removed now, the sweep could take the bytes before the copy's row is there to hold them.
  const original = isId(key.id) ? await lockFile(tx, key) : undefined;
  if (original === undefined) return undefined;
  const { name, type, size, sha256 } = original;
  return attach(options, tx, [{ name, type, size, sha256 } as ReceivedFile, { ...to, owner: key.owner }]);
}

async function open(
  store: FileStore,
  q: Queryable,
  [id, mayRead]: [string, Parameters<Files['open']>[2]],
): Promise<OpenedFile | undefined> {
  const file = isId(id) ? await findFile(q, id) : undefined;
  if (file === undefined || !(await mayRead(file))) return undefined;
  const bytes = await store.read(file.sha256);
  if (sha256Hex(bytes) !== file.sha256) throw new Error(`File ${file.id} is not what was stored`);
  return { file, bytes };
}

export function createFiles(options: FilesOptions): Files {
  const { store, clock, sizeLimit, countLimit } = options;
  return {
    sizeLimit,
    countLimit,
    receive: (upload) => receive(options, upload),
    attach: (tx, ...given) => attach(options, tx, given),
    list: listFiles,
    listHeld,
    open: (q, ...asked) => open(store, q, asked),
    rename: async (tx, key, title) => isId(key.id) && retitleFile(tx, key, title.slice(0, titleLimit)),
    replace: (tx, ...given) => replace(clock, tx, given),
    copy: (tx, ...given) => copy(options, tx, given),
    remove: async (tx, key) => isId(key.id) && deleteFile(tx, key),
  };
}
