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
      kk: '«Көкпекті ауданының білім беру бөлімі» мемлекеттік мекемесі',
      ru: 'ГУ «Отдел образования Кокпектинского района»',
      en: 'Education Department of Kokpekti District',
    },
  },
  housing: {
    key: 'housing',
    bin: '030340999011',
    kind: 'housing',
    name: {
      kk: '«Көкпекті ауданының тұрғын үй-коммуналдық шаруашылығы, жолаушылар көлігі және автомобиль жолдары бөлімі» мемлекеттік мекемесі',
      ru: 'ГУ «Отдел жилищно-коммунального хозяйства, пассажирского транспорта и автомобильных дорог Кокпектинского района»',
      en: 'Housing, Utilities, Passenger Transport and Roads Department of Kokpekti District',
    },
  },
  /** One of the offices that queue children for preschools beside the education department (RG-3). */
  akimOffice: {
    key: 'akimOffice',
    bin: '981140999024',
    kind: 'akimOffice',
    name: {
      kk: '«Көкпекті ауданы Самар ауылдық округі әкімінің аппараты» мемлекеттік мекемесі',
      ru: 'ГУ «Аппарат акима Самарского сельского округа Кокпектинского района»',
      en: 'Office of the Akim of Samar Rural District, Kokpekti District',
    },
  },
  centre: {
    key: 'centre',
    bin: '070640999011',
    kind: 'centre',
    name: {
      kk: 'Көкпекті ауданының халыққа қызмет көрсету орталығы (ХҚКО)',
      ru: 'Центр обслуживания населения Кокпектинского района (ЦОН)',
      en: 'Public Service Centre of Kokpekti District',
    },
  },
  /** To whom the service owner belongs. */
  akimat: {
    key: 'akimat',
    bin: '981240999018',
    kind: 'akimat',
    name: {
      kk: '«Көкпекті ауданы әкімінің аппараты» мемлекеттік мекемесі',
      ru: 'ГУ «Аппарат акима Кокпектинского района»',
      en: 'Office of the Akim of Kokpekti District',
    },
  },
} as const satisfies Record<string, CastBody>;

export type BodyKey = keyof typeof bodies;
