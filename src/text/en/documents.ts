import type { DocumentsTexts } from '../kk/documents.ts';

export const documents: DocumentsTexts = {
  paper: {
    signed: 'Signed with an electronic digital signature',
    code: (index, count) => `Bar code ${index} of ${count}`,
  },
};
