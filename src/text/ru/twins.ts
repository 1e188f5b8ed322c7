import type { TwinsTexts } from '../kk/twins.ts';

export const twins: TwinsTexts = {
  mail: {
    title: 'Пробная почта',
    intro: 'Здесь видны письма, которые отправила система: никому другому они не доставляются.',
    empty: 'Писем пока нет.',
    from: 'От кого',
    to: 'Кому',
    attachments: 'Вложения',
    formatted: 'В оформленном виде',
    noSubject: '(без темы)',
    refresh: 'Обновить',
  },
};
