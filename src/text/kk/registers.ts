/** Words of the local body's own registers. */
export const registers = {
  names: { unemployed: 'Жұмыссыздар тізілімі' },
  categories: {
    preschool: { outOfTurn: 'кезектен тыс', firstInTurn: 'бірінші кезекте', general: 'жалпы кезек' },
    housing: {
      veterans: 'Ұлы Отан соғысының ардагерлері',
      orphans: 'жетім балалар, ата-анасының қамқорлығынсыз қалған балалар',
      vulnerable: 'халықтың әлеуметтік жағынан осал топтары',
      publicServants: 'мемлекеттік қызметшілер, бюджеттік ұйымдардың қызметкерлері, әскери қызметшілер',
      unsafeHome: 'жалғыз тұрғынжайы авариялық деп танылған азаматтар',
    },
  },
  unemployed: {
    title: 'Жұмыссыздар тізілімі',
    search: 'ЖСН немесе тегі',
    count: (total: number) => `Жазба саны: ${total}`,
    name: 'Аты-жөні',
    iin: 'ЖСН',
    registeredOn: 'Тіркелген күні',
    leftOn: 'Есептен шыққан күні',
    standing: 'Күйі',
    registered: 'Есепте тұр',
    left: 'Есептен шыққан',
    publicWorks: 'Қоғамдық жұмыстарға қатысуы',
    training: 'Кәсіби даярлық, жастар практикасы',
    assistance: 'Атаулы әлеуметтік көмек, тұрғын үй көмегі',
    none: 'жоқ',
    empty: 'Тізілім бос',
    emptyText: 'Тіркелген адамдар осында көрінеді.',
    nothingFound: 'Мұндай адам тізілімде жоқ',
    nothingFoundText: 'ЖСН-ді немесе тегін тексеріңіз.',
    back: 'Тізілімге оралу',
    entries: (count: number) => `Барлық жазбалары (${count})`,
    card: 'Тізілім карточкасы',
  },
};
export type RegistersTexts = typeof registers;
