import { sinceTime } from './since.ts';

export const registries = {
  person: 'ЖТ ММБ: жеке тұлға туралы мәліметтер',
  notary: 'БНАЖ: сенімхат',
  addresses: 'Мекенжай тіркелімі: елді мекендер мен көшелер',
  gender: { male: 'ер', female: 'әйел' },
  document: { passport: 'паспорт', identityCard: 'жеке куәлік', other: 'басқа құжат' },
  address: {
    building: (number: string) => `${number}-үй`,
    corpus: (number: string) => `${number}-корпус`,
    flat: (number: string) => `${number}-пәтер`,
  },
  /** Since when nothing came, for pages that show or await what a registry knows (GW-4). */
  notReceived: (since: string) => `Мәлімет сағат ${sinceTime(since)} алынған жоқ.`,
  finder: {
    link: 'Мекенжай тіркелімінен іздеу (жаңа қойындыда)',
    title: 'Мекенжай тіркелімі',
    label: 'Елді мекен немесе көше',
    hint: 'Атауының басын қазақша не орысша жазыңыз, мысалы: самар горохов',
    copy: 'Керегін көшіріп алып, өтінішке қойыңыз; үй мен пәтер нөмірін өзіңіз қосыңыз.',
    none: 'Мұндай мекенжай табылмады',
    noneText: 'Басқаша жазып көріңіз немесе мекенжайды өтінішке өзіңіз толық жазыңыз.',
    unavailable: 'Мекенжай тіркелімі қазір жауап бермейді. Мекенжайды өтінішке өзіңіз жаза аласыз.',
  },
  access: {
    title: 'Деректерімді кім қарады',
    intro:
      'Деректеріңізді кім, қай органнан, қашан және не үшін қарағаны осы жерде көрінеді. Жазбаларды ешкім өзгерте де, жоя да алмайды.',
    when: 'Қашан',
    who: 'Кім',
    what: 'Нені қарады',
    ground: 'Негіздеме',
    from: 'Күнінен бастап',
    to: 'Күніне дейін',
    dayHint: 'Мысалы: 22.11.2026',
    dayFault: 'Күнді кк.аа.жжжж түрінде жазыңыз, мысалы: 22.11.2026',
    withoutLists: 'Тізімдерде көрінгенімді қоспай',
    repeated: (count: number, first: string) => `сол күні ${count} рет, алғашқысы ${first}`,
    yourself: 'Өзіңіз',
    system: 'Жүйе, сіздің сұрауыңыз бойынша',
    kinds: {
      application: (service: string) => `Өтінішіңіз: ${service}`,
      document: (service: string) => `Қызмет нәтижесі: ${service}`,
      file: (service: string) => `Өтінішке тіркелген құжат: ${service}`,
      register: (register: string) => `Органның тізіліміндегі жазба: ${register}`,
    },
    registers: {
      unemployed: 'жұмыссыздар',
      homeTaught: 'үйде оқитын балалар',
      preschool: 'мектепке дейінгі ұйымдарға кезек',
      guardianship: 'қорғаншылық және қамқоршылық',
      housing: 'тұрғын үйге кезек',
    } as Readonly<Record<string, string>>,
    purposes: {
      registration: 'Порталда тіркелу',
      application: 'Қызметке өтініш',
      register: 'Тізілімді жүргізу',
      registerExport: 'Тізілімді файлға шығару',
      list: 'Жұмыс тізімін ашу: аты-жөн, ЖСН, нөмір мен жағдай көрінді',
      search: 'Іздеу: аты-жөн, ЖСН, нөмір мен жағдай көрінді',
    } as Readonly<Record<string, string>>,
    number: (number: string) => `№ ${number}`,
    consents: {
      signature: 'Өтінішке қойған қолтаңбаңыз',
      powerOfAttorney: (number: string) => `№ ${number} сенімхат`,
      presence: (end: string | undefined) =>
        `Жеке куәлікпен өзіңіз келдіңіз${end === undefined ? '' : ` (нөмірінің соңы: ${end})`}`,
    },
    outcomes: { absent: 'Мәлімет табылмады', unavailable: 'Тіркелім жауап бермеді, мәлімет берілмеді' },
    empty: 'Әзірге жазба жоқ',
    emptyText: 'Біреу деректеріңізді қараса, ол осы жерде көрінеді.',
    nothingFound: 'Бұл күндері деректеріңізді ешкім қараған жоқ',
    nothingFoundText: 'Басқа күндерді таңдап көріңіз.',
    total: (count: number) => `Барлығы: ${count}`,
    complaint:
      'Деректеріңіз негізсіз қаралды деп ойласаңыз, сол органның басшысына жазыңыз немесе 1414 нөміріне қоңырау шалыңыз.',
  },
};
export type RegistriesTexts = typeof registries;
