export { deleteFile, findFile, insertFile, listFiles, listHeld, lockFile, lockOwner, retitleFile } from './store/file-store.ts';
export type { FileKey, StoredFile } from './store/file-store.ts';
export {
  deletePrepared,
  findByNumber,
  findByPdfHash,
  findDocument,
  insertDocument,
  isBodyKnown,
  listOfApplication,
  listOfOwner,
  moveDocument,
  usedHashes,
} from './store/document-store.ts';
export type { DocumentStatus, StoredDocument } from './store/document-store.ts';
