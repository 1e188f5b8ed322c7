/**
 * The cast: named people and bodies of the demonstration and of the tests. All are invented; their serial digits (99xx) are outside of what
 * was ever given to a person, their check digits are right.
 */
export interface CastPerson {
  readonly key: string;
  readonly iin: string;
  readonly surname: string;
  readonly name: string;
  readonly patronymic?: string;
  readonly birthDate: string;
  readonly gender: 'male' | 'female';
  readonly documentNumber: string;
  readonly email: string;
  readonly phone: string;
  readonly address: { readonly settlement: string; readonly street: string; readonly building: string; readonly flat?: string };
}

/** Kokpekti district, East Kazakhstan oblast: the place of the regulations (seed 002). */
export const cast = {
  /** The heroine of the story: out of work, orders the certificate. */
  aigerim: {
    key: 'aigerim',
    iin: '890312499015',
    surname: 'Сейітова',
    name: 'Айгерім',
    patronymic: 'Маратқызы',
    birthDate: '1989-03-12',
    gender: 'female',
    documentNumber: '049900101',
    email: 'aigerim@example.kz',
    phone: '+77010000101',
    address: { settlement: 'Көкпекті ауылы', street: 'Абылай хан көшесі', building: '12', flat: '4' },
  },
  /** Not in the register of the unemployed: gets the refusal. */
  nurlan: {
    key: 'nurlan',
    iin: '850719399014',
    surname: 'Ахметов',
    name: 'Нұрлан',
    patronymic: 'Болатұлы',
    birthDate: '1985-07-19',
    gender: 'male',
    documentNumber: '049900102',
    email: 'nurlan@example.kz',
    phone: '+77010000102',
    address: { settlement: 'Көкпекті ауылы', street: 'Шериаздан көшесі', building: '31' },
  },
  /** Has no patronymic and a one-syllable surname. */
  svetlana: {
    key: 'svetlana',
    iin: '781105499011',
    surname: 'Ким',
    name: 'Светлана',
    birthDate: '1978-11-05',
    gender: 'female',
    documentNumber: '049900103',
    email: 'svetlana@example.kz',
    phone: '+77010000103',
    address: { settlement: 'Самар ауылы', street: 'Горохов көшесі', building: '7', flat: '2' },
  },
  /** Has an ЭЦҚ that is revoked. */
  marat: {
    key: 'marat',
    iin: '900125399017',
    surname: 'Оспанов',
    name: 'Марат',
    patronymic: 'Ерланұлы',
    birthDate: '1990-01-25',
    gender: 'male',
    documentNumber: '049900104',
    email: 'marat@example.kz',
    phone: '+77010000104',
    address: { settlement: 'Ұлықтас ауылы', street: 'Бейбітшілік көшесі', building: '3' },
  },
  /** Specialist of the employment department. */
  gulnara: {
    key: 'gulnara',
    iin: '820417499013',
    surname: 'Тілеубаева',
    name: 'Гүлнәр',
    patronymic: 'Қайратқызы',
    birthDate: '1982-04-17',
    gender: 'female',
    documentNumber: '049900105',
    email: 'gulnara@employment.example.kz',
    phone: '+77010000105',
    address: { settlement: 'Көкпекті ауылы', street: 'Фахрутдинов көшесі', building: '18' },
  },
  /** Head of the employment department, its authorised signatory. */
  daniyar: {
    key: 'daniyar',
    iin: '750228399014',
    surname: 'Жұмабеков',
    name: 'Данияр',
    patronymic: 'Серікұлы',
    birthDate: '1975-02-28',
    gender: 'male',
    documentNumber: '049900106',
    email: 'daniyar@employment.example.kz',
    phone: '+77010000106',
    address: { settlement: 'Көкпекті ауылы', street: 'Астана көшесі', building: '5', flat: '11' },
  },
  /** A second specialist, so that two officers can reach for one application. */
  botagoz: {
    key: 'botagoz',
    iin: '930609499010',
    surname: 'Әбдіқадырова',
    name: 'Ботагөз',
    patronymic: 'Нұрланқызы',
    birthDate: '1993-06-09',
    gender: 'female',
    documentNumber: '049900107',
    email: 'botagoz@employment.example.kz',
    phone: '+77010000107',
    address: { settlement: 'Көкпекті ауылы', street: 'Абай көшесі', building: '44' },
  },
} as const satisfies Record<string, CastPerson>;

export type CastKey = keyof typeof cast;

/** A state body of the demonstration. */
export interface CastBody {
  readonly key: string;
  readonly bin: string;
  /** The kind of provider that regulations name. */
  readonly kind: string;
  readonly name: { readonly kk: string; readonly ru: string; readonly en: string };
}

export const bodies = {
  employment: {
    key: 'employment',
    bin: '050340999015',
    kind: 'employment',
    name: {
      kk: '«Көкпекті ауданының жұмыспен қамту және әлеуметтік бағдарламалар бөлімі» мемлекеттік мекемесі',
      ru: 'ГУ «Отдел занятости и социальных программ Кокпектинского района»',
      en: 'Employment and Social Programmes Department of Kokpekti District',
    },
  },
  /** Another body, whose officers must see nothing of the first one's. */
  education: {
    key: 'education',
    bin: '010140999010',
    kind: 'education',
    name: {
      kk: '«Көкпекті ауданының білім бөлімі» мемлекеттік мекемесі',
      ru: 'ГУ «Отдел образования Кокпектинского района»',
      en: 'Education Department of Kokpekti District',
    },
  },
} as const satisfies Record<string, CastBody>;

/** Who runs the platform: its own systems belong to it. */
export const operator = { bin: '991240999016', name: 'Birtereze' } as const;
