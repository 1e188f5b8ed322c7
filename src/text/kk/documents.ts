/** Files, electronic documents and their verification. */
export const documents = {
  /** Words printed on the documents themselves. */
  paper: {
    signed: 'Электрондық цифрлық қолтаңбамен қол қойылған',
    code: (index: number, count: number) => `Штрих-код ${index}/${count}`,
  },
};
export type DocumentsTexts = typeof documents;
