import { cast } from '#seed';
import type { CastPerson } from '#seed';
import { parseIin } from '#subjects';

/** A person as the twin knows them. */
export type TwinPerson = Pick<
  CastPerson,
  'iin' | 'surname' | 'name' | 'patronymic' | 'birthDate' | 'gender' | 'documentNumber' | 'address'
> & {
  readonly deathDate?: string;
};

/** The cast, and a crowd of invented people behind it; the same every time. */
export function peopleOfTwin(crowdSize = 1_000): ReadonlyMap<string, TwinPerson> {
  const crowd = Array.from({ length: crowdSize }, (_, index) => personOfCrowd(index));
  return new Map([...crowd, ...Object.values(cast)].map((person) => [person.iin, person]));
}

const names = {
  male: ['Арман', 'Ерлан', 'Тимур', 'Бауыржан', 'Олжас', 'Қанат', 'Санжар', 'Дәурен'],
  female: ['Әсел', 'Динара', 'Жанар', 'Мәдина', 'Сәуле', 'Камила', 'Ақерке', 'Назгүл'],
} as const;
const surnames = ['Ысқақов', 'Нұрпейісов', 'Байжанов', 'Қалиев', 'Смағұлов', 'Төлегенов', 'Омаров', 'Рахимов', 'Әлімов'];
const fathers = ['Асқар', 'Мұрат', 'Серік', 'Қайрат', 'Талғат', 'Нұрлан', 'Болат'];
const settlements = ['Көкпекті ауылы', 'Самар ауылы', 'Ұлықтас ауылы', 'Преображенка ауылы', 'Теректі ауылы'];
const streets = ['Абай көшесі', 'Достық көшесі', 'Бейбітшілік көшесі', 'Жамбыл көшесі', 'Мектеп көшесі'];

const pick = <T>(list: readonly T[], index: number): T => {
  const found = list[index % list.length];
  if (found === undefined) throw new RangeError('An empty list has nothing to pick');
  return found;
};

/** Serial digits 9950–9999: outside of what was ever given, and apart from the cast's. */
function personOfCrowd(index: number): TwinPerson {
  const gender = index % 2 === 0 ? 'male' : 'female';
  const day = new Date(Date.UTC(1950 + (index % 50), index % 12, 1 + ((index * 7) % 28))).toISOString().slice(0, 10);
  const digits = `${day.slice(2, 4)}${day.slice(5, 7)}${day.slice(8)}${gender === 'male' ? 3 : 4}`;
  const father = pick(fathers, index * 3 + 1);
  return {
    iin: withCheckDigit(digits, 9950 + (Math.floor(index / 50) % 50)),
    surname: pick(surnames, index * 5 + 2) + (gender === 'female' ? 'а' : ''),
    name: pick(names[gender], index * 11 + 3),
    patronymic: `${father}${gender === 'male' ? 'ұлы' : 'қызы'}`,
    birthDate: day,
    gender,
    documentNumber: String(50_000_000 + index).padStart(9, '0'),
    address: { settlement: pick(settlements, index), street: pick(streets, index * 3), building: String(1 + (index % 90)) },
  };
}

/** One serial in eleven has no check digit; the next one is taken then. */
function withCheckDigit(digits: string, serial: number): string {
  for (let digit = 0; digit < 10; digit++) {
    const iin = parseIin(`${digits}${serial}${digit}`);
    if (iin !== undefined) return iin;
  }
  return withCheckDigit(digits, serial === 9999 ? 9950 : serial + 1);
}
