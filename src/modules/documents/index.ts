/** Front door of the module: files; electronic documents: PDF, bar code, verification. */
export { newDocumentNumber, parseDocumentNumber } from './rules/number.ts';
export type { DocumentNumber } from './rules/number.ts';

export { fileTypes } from './rules/content/examine.ts';
export type { FileFault, FileType } from './rules/content/examine.ts';
export { createFiles } from './files/keep-files.ts';
export type { Attachment, Files, FilesOptions, OpenedFile, Reception, ReceivedFile } from './files/keep-files.ts';
export type { FileScanner, FileStore } from './ports.ts';
export { folderFileStore } from './adapters/folder-file-store.ts';
export { clamdScanner } from './adapters/clamd-scanner.ts';
export { sweepFiles } from './sweep-files.ts';
export type { DocumentStatus, StoredDocument, StoredFile } from './store.ts';

export { createDocuments } from './documents.ts';
export type { Documents, DocumentsOptions, Preparation, PreparedDocument } from './documents.ts';
export { sealOf } from './making/seal.ts';
export type { Seal } from './making/seal.ts';
export type { Bilingual, DocumentContent, DocumentKind, Fact, Signatory } from './rules/code/payload.ts';
