import type { CatalogueTexts } from '../kk/catalogue.ts';

const plurals = new Intl.PluralRules('ru');

function services(count: number): string {
  const form = plurals.select(count);
  return `${count} ${form === 'one' ? 'услуга' : form === 'few' ? 'услуги' : 'услуг'}`;
}

export const catalogue: CatalogueTexts = {
  home: 'Главная',
  orderableNow: 'Услуги, которые можно заказать онлайн',
  orderable: 'Можно заказать онлайн',
  notOrderable: 'Онлайн пока не заказать',
  list: {
    title: 'Онлайн-услуги одним списком',
    lead: 'Все услуги по разделам.',
  },
  rubrics: {
    title: 'Темы',
    lead: 'Выберите раздел, который вас касается.',
    count: services,
    other: 'Другие темы этого раздела',
  },
  search: {
    title: 'Поиск услуги',
    titleOf: (query) => `Поиск «${query}»`,
    label: 'Какая услуга вам нужна?',
    hint: 'Напишите своими словами, например: очередь в садик',
    found: (count) => `Найдено: ${services(count)}`,
    nothing: 'Ничего не найдено',
    nothingHelp: 'Попробуйте другие слова или выберите из списка. Можно также позвонить по номеру 1414.',
    toList: 'Посмотреть все услуги',
  },
  passport: {
    who: 'Кто может получить',
    howLong: 'За какое время',
    cost: 'Стоимость',
    order: 'Заказать услугу онлайн',
    orderNote: 'Нужны вход на портал и ЭЦП. Ответы сохраняются как черновик.',
    later: 'Онлайн-заказ откроется позже',
    laterHelp: 'Сейчас эту услугу можно получить там, где указано ниже.',
    documents: 'Необходимые документы',
    documentsNone: 'Документы не нужны.',
    optional: 'если есть',
    result: 'Результат',
    where: 'Где и как получить',
    channels: { portal: 'На портале, онлайн', provider: 'У услугодателя', centre: 'В центре обслуживания населения' },
    deadline: 'Срок',
    refusal: 'Когда откажут',
    refusalNote: 'Если вы не согласны с решением, его можно обжаловать в порядке, установленном законом.',
    legalBasis: 'Правовое основание',
    eds: 'ЭЦП',
    edsNeeded: 'Нужна для онлайн-заказа',
    edsNotNeeded: 'Не нужна',
    provider: 'Услугодатель',
    contact: 'Если есть вопросы',
    contactNote: 'единый контакт-центр, бесплатно',
    process: 'Как рассматривают заявление',
    diagram: (channel) => `Диаграмма: ${channel}`,
    wholeDiagram: 'Открыть диаграмму отдельно (SVG)',
    bpmn: 'Скачать диаграмму как файл BPMN',
    processNote: 'Шаги по регламенту. Минуты считаются в рабочее время услугодателя.',
    steps: { number: '№', unit: 'Исполнитель', what: 'Что делает', limit: 'Срок', next: 'Следующий шаг' },
    branch: (violation, ok) => `при нарушениях – ${violation}, без нарушений – ${ok}`,
    end: 'завершается',
    condition: (number, title) => `Условие ${number}: ${title}`,
    onThisPage: 'На этой странице',
  },
  bodies: {
    title: 'Адреса и телефоны',
    lead: 'Где получить услугу и кому позвонить.',
    providers: 'Услугодатели',
    centres: 'Центры обслуживания населения',
    address: 'Адрес',
    phones: 'Телефон',
    hours: 'Время работы',
    services: 'Услуги',
    documents: 'Какие документы нужны для услуг',
  },
};
