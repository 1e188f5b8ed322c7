import type { RegistriesTexts } from '../kk/registries.ts';

export const registries: RegistriesTexts = {
  person: 'Person registry: data of a natural person',
  notary: 'Notary system: power of attorney',
  addresses: 'Address register: settlements and streets',
  gender: { male: 'male', female: 'female' },
  document: { passport: 'passport', identityCard: 'identity card', other: 'other document' },
  address: {
    building: (number: string) => `house ${number}`,
    corpus: (number: string) => `block ${number}`,
    flat: (number: string) => `flat ${number}`,
  },
  unavailable: (since: string) =>
    `The state person registry cannot be asked at the moment: it has not answered since ${since}. What you entered is kept; please try again later.`,
  absent: 'The state person registry does not know this IIN.',
};
