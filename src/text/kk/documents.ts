export const documents = {};
export type DocumentsTexts = typeof documents;
