/** Words around the survey of annex 4; its questions stand in the regulations. */
export const surveys = {
  title: 'Қызметті бағалаңыз',
  lead: 'Екі сұрақ. Жауабыңыз атыңызсыз есептеледі, бір өтініш бойынша бір рет беріледі.',
  submit: 'Жауапты жіберу',
  missing: 'Жауаптардың бірін таңдаңыз',
  thanks: 'Рақмет, бағаңыз есепке алынды.',
  results: 'Сауалнаманың жалпы нәтижелері',
  page: {
    title: 'Тұтынушылардың бағасы',
    lead: 'Қызмет алғандардың сауалнамасы: қызмет пен тоқсан бойынша. Жеке деректер жоқ.',
    empty: 'Әзірге нәтиже жоқ',
    emptyText: 'Қызмет алғандар сауалнамаға жауап берген соң осында көрінеді.',
    period: 'Тоқсан',
    quarter: (year: string, quarter: string) => `${year} жылғы ${quarter}-тоқсан`,
    service: 'Қызмет',
    all: 'Барлығы',
    show: 'Көрсету',
    answers: 'Жауаптар',
    few: (least: number) => `Жауап ${least}-нан аз болғандықтан көрсетілмейді: кімнің жауабы екенін тануға болмауы керек.`,
    hidden: (least: number) => `${least}-тен аз`,
    rounded: 'Аз жауап көрінбеуі үшін сандар беске дейін дөңгелектелген.',
  },
};
export type SurveysTexts = typeof surveys;
