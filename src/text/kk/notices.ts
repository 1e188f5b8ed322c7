/** Words of the cabinet's section «Хабарламалар». */
export const notices = {
  title: 'Хабарламалар',
  empty: 'Хабарлама жоқ',
  emptyText: 'Өтінішіңіздің күйі өзгерсе, хабарлама осында келеді.',
  fresh: 'жаңа',
  open: 'Ашу',
  earlier: 'Бұрынғы хабарламалар',
};
export type NoticesTexts = typeof notices;
