import type { RegistriesTexts } from '../kk/registries.ts';

export const registries: RegistriesTexts = {
  person: 'ГБД ФЛ: сведения о физическом лице',
  notary: 'ЕНИС: доверенность',
  addresses: 'Адресный регистр: населённые пункты и улицы',
  gender: { male: 'мужской', female: 'женский' },
  document: { passport: 'паспорт', identityCard: 'удостоверение личности', other: 'другой документ' },
  address: {
    building: (number: string) => `д. ${number}`,
    corpus: (number: string) => `корп. ${number}`,
    flat: (number: string) => `кв. ${number}`,
  },
  unavailable: (since: string) =>
    `Сведения из государственной базы данных физических лиц (ГБД ФЛ) сейчас получить нельзя: ответа нет с ${since}. Введённые вами данные сохранены, повторите попытку позже.`,
  absent: 'В государственной базе данных физических лиц (ГБД ФЛ) такой ИИН не найден.',
};
