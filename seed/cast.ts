import { officers } from './officers.ts';
import type { CastPerson } from './person.ts';

export { bodies } from './bodies.ts';
export type { BodyKey, CastBody } from './bodies.ts';
export type { CastPerson } from './person.ts';

/** The people of the portal. Kokpekti district, East Kazakhstan oblast: the place of the regulations (seed 002). */
const residents = {
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
} as const satisfies Record<string, CastPerson>;

/** The cast: named people of the demonstration and of the tests. */
export const cast = { ...residents, ...officers } as const satisfies Record<string, CastPerson>;

export type CastKey = keyof typeof cast;

/** Who runs the platform: its own systems belong to it. */
export const operator = { bin: '991240999016', name: 'Birtereze' } as const;
