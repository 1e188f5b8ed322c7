import type { RegulationsTexts } from '../kk/regulations.ts';

const plurals = new Intl.PluralRules('ru');

/** A number with its noun: one, few (2–4), many. */
function counted(count: number, [one, few, many]: readonly [string, string, string]): string {
  const form = plurals.select(count);
  return `${count} ${form === 'one' ? one : form === 'few' ? few : many}`;
}

export const regulations: RegulationsTexts = {
  status: {
    draft: 'Черновик',
    sent: 'Отправлено',
    accepted: 'Принято',
    considered: 'На рассмотрении',
    needsYou: 'Нужно дополнить',
    provided: 'Решение: оказано',
    refused: 'Решение: отказано',
    withdrawn: 'Отозвано',
  },
  faults: {
    required: (label) => `Заполните поле «${label}»`,
    tooShort: (label, least) => `Напишите в поле «${label}» не меньше знаков, чем ${least}`,
    tooLong: (label, most) => `Сократите поле «${label}»: знаков должно быть не больше ${most}`,
    pattern: (label) => `Заполните поле «${label}» по образцу`,
    phone: 'Напишите номер телефона полностью, например +7 701 123 45 67',
    iin: 'Проверьте ИИН: в нём должно быть 12 цифр',
    account: 'Проверьте номер счёта: он начинается с букв KZ, всего 20 знаков',
    number: (label: string) => `Напишите в поле «${label}» целое число, например 1 250`,
    tooSmall: (label: string, least: string) => `Напишите в поле «${label}» ${least} или больше`,
    tooLarge: (label: string, most: string) => `Напишите в поле «${label}» ${most} или меньше`,
    date: (label) => `Напишите в поле «${label}» существующую дату, например 31.12.2026`,
    tooEarly: (label, date) => `Напишите в поле «${label}» дату не раньше ${date}`,
    tooLate: (label, date) => `Напишите в поле «${label}» дату не позже ${date}`,
    order: (date) => `Последний день не может быть раньше первого (${date})`,
    choice: (label) => `Выберите одно из списка «${label}»`,
  },
  request: {
    consumer: 'Заявитель',
    iin: 'ИИН',
    attachments: 'К заявлению прилагаются документы:',
    noAttachments: 'Документы не приложены',
    notAnswered: 'не заполнено',
    preparedAt: 'Подготовлено',
    signers: 'Вместе с заявителем заявление подписывают:',
    representedBy: (name: string) => `подписывает законный представитель ${name}`,
    correction: (label) => `Как должно быть в поле «${label}» (по словам заявителя)`,
    counter: {
      representative: 'Представитель',
      powerOfAttorney: 'Нотариальная доверенность',
      power: (number, issued, until) => `№ ${number} от ${issued}, действует до ${until}`,
      identityCard: 'Номер удостоверения личности',
      originals: 'Предъявлены оригиналы',
      noOriginals: 'не предъявлены',
      filledBy: { officer: 'Заполнил сотрудник', operator: 'Заполнил оператор центра' },
    },
  },
  acts: {
    signIn: 'Вход на портал',
    refuseSignIn: 'Отказ во входе',
    fillIn: 'Заполнение заявления',
    askRegistries: 'Запрос сведений из государственных баз данных',
    tellNoData: 'Сообщение о том, что сведения не найдены',
    attachAndSign: 'Приложение документов и подпись',
    refuseSignature: 'Сообщение о том, что подпись не подтверждена',
    send: 'Подпись и отправка',
    register: 'Регистрация заявления, присвоение номера',
    refuse: 'Мотивированный отказ',
    deliver: 'Отправка готового документа в личный кабинет',
  },
  judges: {
    consumer: 'Ваш ответ',
    system: 'Автоматическая проверка сведений',
    officer: 'Услугодатель проверяет документы',
    operator: 'Оператор центра проверяет документы',
    signatory: 'Рассматривает начальник отдела',
  },
  diagram: {
    violation: 'есть нарушения',
    ok: 'нарушений нет',
    here: 'Сейчас здесь',
    condition: (number) => `Условие ${number}`,
    branches: (violation, ok) => `При нарушениях – шаг ${violation}, без нарушений – шаг ${ok}.`,
    goesOn: (next) => `Затем – шаг ${next}.`,
    endings: { stopped: 'Заявление не принято', refused: 'Отказано', provided: 'Услуга оказана' },
    begin: 'Начало',
    limit: 'Срок',
  },
  tenge: (sum: string) => `${sum} тенге`,
  limit: {
    s: (count) => counted(count, ['секунда', 'секунды', 'секунд']),
    m: (count) => counted(count, ['минута', 'минуты', 'минут']),
    wd: (count) => counted(count, ['рабочий день', 'рабочих дня', 'рабочих дней']),
    cd: (count) => counted(count, ['календарный день', 'календарных дня', 'календарных дней']),
    span: (from, to) => `${from} – ${to}`,
  },
};
