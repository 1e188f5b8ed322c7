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
  notReceived: (since) => `Сведения не поступают с ${since}.`,
  access: {
    title: 'Кто смотрел мои данные',
    intro:
      'Здесь видно, кто, из какого органа, когда и на каком основании смотрел ваши данные. Записи никто не может ни изменить, ни удалить.',
    when: 'Когда',
    who: 'Кто',
    what: 'Что смотрел',
    ground: 'Основание',
    from: 'С даты',
    to: 'По дату',
    dayHint: 'Например: 22.11.2026',
    dayFault: 'Напишите дату в виде дд.мм.гггг, например: 22.11.2026',
    yourself: 'Вы сами',
    system: 'Система, по вашему запросу',
    kinds: {
      application: (service) => `Ваше заявление: ${service}`,
      document: (service) => `Результат услуги: ${service}`,
      file: (service) => `Документ, приложенный к заявлению: ${service}`,
      register: (register) => `Запись в реестре органа: ${register}`,
    },
    registers: {
      unemployed: 'безработные',
      homeTaught: 'дети, обучающиеся на дому',
      preschool: 'очередь в дошкольные организации',
      guardianship: 'опека и попечительство',
      housing: 'очередь на жильё',
    },
    purposes: {
      registration: 'Регистрация на портале',
      application: 'Заявление на услугу',
      register: 'Ведение реестра',
      registerExport: 'Выгрузка реестра в файл',
    },
    number: (number) => `№ ${number}`,
    consents: {
      signature: 'Ваша подпись под заявлением',
      powerOfAttorney: (number) => `Доверенность № ${number}`,
      presence: (end) => `Вы пришли сами с удостоверением личности${end === undefined ? '' : ` (конец номера: ${end})`}`,
    },
    outcomes: { absent: 'Сведений не найдено', unavailable: 'Реестр не ответил, сведения не выданы' },
    empty: 'Записей пока нет',
    emptyText: 'Если кто-то посмотрит ваши данные, это появится здесь.',
    nothingFound: 'В эти дни ваши данные никто не смотрел',
    nothingFoundText: 'Попробуйте выбрать другие даты.',
    total: (count) => `Всего: ${count}`,
    complaint:
      'Если вы считаете, что ваши данные смотрели без основания, напишите руководителю этого органа или позвоните по номеру 1414.',
  },
};
