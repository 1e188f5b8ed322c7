import type { DocumentsTexts } from '../kk/documents.ts';

export const documents: DocumentsTexts = {};
