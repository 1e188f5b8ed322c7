import type { RegistersTexts } from '../kk/registers.ts';

export const registers: RegistersTexts = {
  names: { unemployed: 'Реестр безработных' },
  categories: {
    preschool: { outOfTurn: 'вне очереди', firstInTurn: 'в первую очередь', general: 'общая очередь' },
    housing: {
      veterans: 'ветераны Великой Отечественной войны',
      orphans: 'дети-сироты, дети, оставшиеся без попечения родителей',
      vulnerable: 'социально уязвимые слои населения',
      publicServants: 'государственные служащие, работники бюджетных организаций, военнослужащие',
      unsafeHome: 'граждане, единственное жилище которых признано аварийным',
    },
  },
  unemployed: {
    title: 'Реестр безработных',
    search: 'ИИН или фамилия',
    count: (total) => `Записей: ${total}`,
    name: 'Ф. И. О.',
    iin: 'ИИН',
    registeredOn: 'Дата регистрации',
    leftOn: 'Дата снятия с учёта',
    standing: 'Состояние',
    registered: 'На учёте',
    left: 'Снят(а) с учёта',
    publicWorks: 'Участие в общественных работах',
    training: 'Профессиональная подготовка, молодёжная практика',
    assistance: 'Адресная социальная помощь, жилищная помощь',
    none: 'нет',
    empty: 'Реестр пуст',
    emptyText: 'Здесь появятся зарегистрированные граждане.',
    nothingFound: 'Такого человека в реестре нет',
    nothingFoundText: 'Проверьте ИИН или фамилию.',
    back: 'Вернуться к реестру',
    entries: (count) => `Все записи (${count})`,
    card: 'Карточка реестра',
  },
};
