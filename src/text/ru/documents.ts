import type { DocumentsTexts } from '../kk/documents.ts';

export const documents: DocumentsTexts = {
  paper: {
    signed: 'Подписано электронной цифровой подписью',
    code: (index, count) => `Штрих-код ${index}/${count}`,
  },
};
