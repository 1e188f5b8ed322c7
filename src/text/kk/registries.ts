export const registries = {
  person: 'ЖТ ММБ: жеке тұлға туралы мәліметтер',
  notary: 'БНАЖ: сенімхат',
  addresses: 'Мекенжай тіркелімі: елді мекендер мен көшелер',
  gender: { male: 'ер', female: 'әйел' },
  document: { passport: 'паспорт', identityCard: 'жеке куәлік', other: 'басқа құжат' },
  address: {
    building: (number: string) => `${number}-үй`,
    corpus: (number: string) => `${number}-корпус`,
    flat: (number: string) => `${number}-пәтер`,
  },
  /** Time of day since which the registry has not been answering. */
  unavailable: (since: string) =>
    `Жеке тұлғалар туралы мемлекеттік деректер қорынан (ЖТ ММБ) мәлімет алу мүмкін болмай тұр: сағат ${since} бері жауап жоқ. Енгізген деректеріңіз сақталды, кейінірек қайталап көріңіз.`,
  absent: 'Жеке тұлғалар туралы мемлекеттік деректер қорында (ЖТ ММБ) мұндай ЖСН табылмады.',
};
export type RegistriesTexts = typeof registries;
