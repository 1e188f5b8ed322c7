interface Names {
  readonly kz: string;
  readonly ru: string;
}

/** A settlement or a street as the twin keeps it. */
export interface Place {
  readonly code: string;
  readonly settlement: Names & { readonly code: string };
  readonly street?: (Names & { readonly code: string }) | undefined;
}

const settlements: readonly { readonly names: Names; readonly streets: readonly Names[] }[] = [
  {
    names: { kz: 'Көкпекті ауылы', ru: 'село Кокпекты' },
    streets: [
      { kz: 'Абай көшесі', ru: 'улица Абая' },
      { kz: 'Абылай хан көшесі', ru: 'улица Абылай хана' },
      { kz: 'Астана көшесі', ru: 'улица Астана' },
      { kz: 'Достық көшесі', ru: 'улица Достык' },
      { kz: 'Фахрутдинов көшесі', ru: 'улица Фахрутдинова' },
      { kz: 'Шериаздан көшесі', ru: 'улица Шериаздана' },
    ],
  },
  {
    names: { kz: 'Самар ауылы', ru: 'село Самарское' },
    streets: [
      { kz: 'Горохов көшесі', ru: 'улица Горохова' },
      { kz: 'Жамбыл көшесі', ru: 'улица Жамбыла' },
      { kz: 'Мектеп көшесі', ru: 'улица Школьная' },
    ],
  },
  {
    names: { kz: 'Ұлықтас ауылы', ru: 'село Улыктас' },
    streets: [
      { kz: 'Бейбітшілік көшесі', ru: 'улица Мира' },
      { kz: 'Абай көшесі', ru: 'улица Абая' },
    ],
  },
  {
    names: { kz: 'Преображенка ауылы', ru: 'село Преображенка' },
    streets: [
      { kz: 'Мектеп көшесі', ru: 'улица Школьная' },
      { kz: 'Бейбітшілік көшесі', ru: 'улица Мира' },
    ],
  },
  {
    names: { kz: 'Теректі ауылы', ru: 'село Теректы' },
    streets: [
      { kz: 'Достық көшесі', ru: 'улица Достык' },
      { kz: 'Жамбыл көшесі', ru: 'улица Жамбыла' },
    ],
  },
];

/** Sixteen digits, outside of what the real register gave. */
const codeOf = (settlement: number, street: number): string =>
  `0201300099${String(settlement).padStart(3, '0')}${String(street).padStart(3, '0')}`;

/** Settlements, each before its streets. */
const places: readonly Place[] = settlements.flatMap(({ names, streets }, at) => {
  const settlement = { ...names, code: codeOf(at + 1, 0) };
  const within = streets.map((street, index) => ({ ...street, code: codeOf(at + 1, index + 1) }));
  return [{ code: settlement.code, settlement }, ...within.map((street) => ({ code: street.code, settlement, street }))];
});

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\d]+/gu) ?? [];

function isMeant({ settlement, street }: Place, asked: readonly string[]): boolean {
  const words = wordsOf([settlement.kz, settlement.ru, street?.kz, street?.ru].join(' '));
  return asked.every((one) => words.some((word) => word.startsWith(one)));
}

/** Ten at most. House and flat, which the register of the twin does not know, are passed over. */
export function findPlaces(asked: { readonly arCode?: string | undefined; readonly text?: string | undefined }): Place[] {
  if (asked.arCode !== undefined) return places.filter(({ code }) => code === asked.arCode);
  const words = wordsOf(asked.text ?? '').filter((word) => !/^\d/.test(word));
  return words.length === 0 ? [] : places.filter((place) => isMeant(place, words)).slice(0, 10);
}
