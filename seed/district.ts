/**
 * An invented district for the registers of the demonstration: families and preschools. The same seed makes the same people; the serial digits of
 * their numbers (97xx) were never given to anybody, and their check digits are right.
 */
export interface DistrictFamily {
  readonly iin: string;
  readonly surname: string;
  readonly name: string;
  readonly birthDate: string;
  readonly address: string;
  readonly child: { readonly name: string; readonly birthDate: string };
}

export interface DistrictPreschool {
  readonly number: string;
  readonly name: string;
  readonly address: string;
  readonly phone: string;
  readonly groups: readonly {
    readonly name: string;
    readonly ages: readonly [from: number, to: number];
    readonly places: number;
  }[];
}

const roots = [
  'Ахмет',
  'Оспан',
  'Сейіт',
  'Жұмабек',
  'Тілеубай',
  'Мұқан',
  'Қасым',
  'Нұрғали',
  'Ермек',
  'Байжан',
  'Сәрсен',
  'Тоқтар',
  'Әбдірахман',
  'Кенжебек',
  'Досым',
  'Рахым',
  'Қайрат',
  'Серік',
  'Жақып',
  'Мейрам',
  'Ыбырай',
  'Шәкәрім',
  'Бекмұрат',
  'Дүйсен',
] as const;
const mothers = [
  'Айгүл',
  'Динара',
  'Жанар',
  'Гүлмира',
  'Әсел',
  'Мәдина',
  'Сәуле',
  'Назгүл',
  'Қарлығаш',
  'Меруерт',
  'Шолпан',
  'Індира',
] as const;
const boys = ['Алихан', 'Санжар', 'Ерасыл', 'Мирас', 'Әмір', 'Нұрислам', 'Арсен', 'Дияр', 'Бекарыс', 'Тамерлан'] as const;
const girls = ['Айша', 'Аяла', 'Томирис', 'Раяна', 'Інжу', 'Медина', 'Айым', 'Кәусар', 'Жанайым', 'Дария'] as const;
const streets = ['Абай', 'Абылай хан', 'Шериаздан', 'Фахрутдинов', 'Астана', 'Бейбітшілік', 'Достық', 'Наурыз'] as const;
const villages = [
  'Көкпекті ауылы',
  'Самар ауылы',
  'Ұлықтас ауылы',
  'Қарағандыкөл ауылы',
  'Тассай ауылы',
  'Палатцы ауылы',
] as const;

const youngest = { name: 'Балапан', ages: [1, 2] } as const;
const small = { name: 'Құлыншақ', ages: [2, 3] } as const;
const middle = { name: 'Қарлығаш', ages: [3, 4] } as const;
const oldest = { name: 'Болашақ', ages: [5, 6] } as const;

export const preschools: readonly DistrictPreschool[] = [
  {
    number: '1',
    name: '«Балдәурен» бөбекжай-балабақшасы',
    address: 'Көкпекті ауылы, Абылай хан көшесі, 40',
    phone: '+7 700 000 02 01',
    groups: [
      { ...youngest, places: 6 },
      { ...small, places: 8 },
      { ...middle, places: 8 },
      { ...oldest, places: 8 },
    ],
  },
  {
    number: '2',
    name: '«Айгөлек» балабақшасы',
    address: 'Көкпекті ауылы, Астана көшесі, 9',
    phone: '+7 700 000 02 02',
    groups: [
      { ...small, places: 6 },
      { ...middle, places: 6 },
      { ...oldest, places: 6 },
    ],
  },
  {
    number: '3',
    name: '«Ертөстік» балабақшасы',
    address: 'Самар ауылы, Горохов көшесі, 21',
    phone: '+7 700 000 02 03',
    groups: [
      { ...small, places: 5 },
      { ...oldest, places: 6 },
    ],
  },
  {
    number: '4',
    name: '«Таңшолпан» шағын орталығы',
    address: 'Ұлықтас ауылы, Бейбітшілік көшесі, 11',
    phone: '+7 700 000 02 04',
    groups: [{ ...middle, places: 5 }],
  },
  {
    number: '5',
    name: '«Қызғалдақ» балабақшасы',
    address: 'Палатцы ауылы, Достық көшесі, 3',
    phone: '+7 700 000 02 05',
    groups: [
      { ...small, places: 4 },
      { ...oldest, places: 4 },
    ],
  },
];

/** Park–Miller: small, and the same everywhere. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

const weights = [
  [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2],
] as const;

/** The number whole, or undefined where no check digit belongs to it. */
function withCheckDigit(eleven: string): string | undefined {
  const digits = Array.from(eleven, Number);
  const checks = weights.map((row) => row.reduce<number>((sum, weight, place) => sum + weight * (digits[place] ?? 0), 0) % 11);
  const check = checks.find((one) => one < 10);
  return check === undefined ? undefined : `${eleven}${check}`;
}

const two = (number: number): string => String(number).padStart(2, '0');

/** A mother's number: born 1980 to 1999. */
function motherOf(next: (below: number) => number): { iin: string; birthDate: string } {
  for (;;) {
    const [year, month, day] = [80 + next(20), two(1 + next(12)), two(1 + next(28))];
    const iin = withCheckDigit(`${year}${month}${day}497${next(10)}${next(10)}`.slice(0, 11));
    if (iin !== undefined) return { iin, birthDate: `19${year}-${month}-${day}` };
  }
}

/**
 * So many invented families, each with a child.
 *
 * @param year the year in which the children are two to six years old
 */
export function districtFamilies(count: number, { year, seed = 20_121_224 }: { year: number; seed?: number }): DistrictFamily[] {
  const next = numbers(seed);
  const one = <T>(of: readonly T[]): T => of[next(of.length)] as T;
  return Array.from({ length: count }, () => {
    const root = one(roots);
    const isBoy = next(2) === 0;
    const child = {
      name: `${root}${isBoy ? 'ұлы' : 'қызы'} ${one(isBoy ? boys : girls)}`,
      birthDate: `${year - 2 - next(5)}-${two(1 + next(12))}-${two(1 + next(28))}`,
    };
    const address = `${one(villages)}, ${one(streets)} көшесі, ${1 + next(60)}`;
    return { ...motherOf(next), surname: `${root}ова`, name: one(mothers), address, child };
  });
}
