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
export { documentJobs, documentSchedules } from './jobs.ts';
export type { DocumentStatus, FileKey, StoredDocument, StoredFile } from './store.ts';

export { createDocuments } from './documents.ts';
export type { Documents, DocumentsOptions, Preparation, PreparedDocument } from './documents.ts';
export { sealOf } from './making/seal.ts';
export type { Seal } from './making/seal.ts';
export type { Bilingual, DocumentContent, DocumentKind, Fact, Signatory } from './rules/code/payload.ts';

export { createCodeReader } from './verifying/code-reader.ts';
export type { CodeReader } from './verifying/code-reader.ts';
export { code128 } from './rules/code/code128.ts';
export type { BarCode } from './rules/code/code128.ts';
export { codesInText } from './rules/code/codes.ts';
export { createDocumentVerifier } from './verifying/document-verifier.ts';
export type { DocumentVerifier, DocumentVerifierOptions, Examined, RegisterAnswer } from './verifying/document-verifier.ts';
export { registerIn, revocationOnline, signatureIn } from './verifying/online.ts';
export { revocationByLists } from './rules/verdict/revocation-by-lists.ts';
export { findings } from './rules/verdict/verdict.ts';
export type { Check, CheckName, DocumentVerdict, Finding } from './rules/verdict/verdict.ts';

export { documentPaths, keptPaths, verifyPaths } from './web/paths.ts';
export { fileSize } from './web/file-size.ts';
export { keptRoutes } from './web/kept-routes.ts';
export type { KeptRoutesOptions } from './web/kept-routes.ts';
export { asDownload, documentRoutes } from './web/document-routes.ts';
export type { DocumentRoutesOptions } from './web/document-routes.ts';
export { verifyRoutes } from './web/verify-routes.ts';
export type { VerifyRoutesOptions } from './web/verify-routes.ts';
export type { TrustMaterials } from './web/scanner-routes.ts';
export { factInLine } from './rules/fact-line.ts';
