export const twins = {
  mail: {
    title: 'Сынақ поштасы',
    intro: 'Жүйе жіберген хаттар осы жерде көрінеді: олар ешкімге жөнелтілмейді.',
    empty: 'Әзірге хат жоқ.',
    from: 'Кімнен',
    to: 'Кімге',
    attachments: 'Тіркемелер',
    formatted: 'Безендірілген түрі',
    noSubject: '(тақырыбы жоқ)',
    refresh: 'Жаңарту',
  },
};
export type TwinsTexts = typeof twins;
