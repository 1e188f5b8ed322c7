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
  access: {
    title: 'Who looked at my data',
    intro:
      'Here you see who looked at your data, from which body, when and on what ground. Nobody can change or remove these lines.',
    when: 'When',
    who: 'Who',
    what: 'What',
    ground: 'Ground',
    from: 'From',
    to: 'To',
    dayHint: 'For example: 22.11.2026',
    dayFault: 'Write the date as dd.mm.yyyy, for example: 22.11.2026',
    yourself: 'You',
    system: 'The system, at your request',
    kinds: {
      application: (service) => `Your request: ${service}`,
      document: (service) => `Result of the service: ${service}`,
      file: (service) => `Document attached to the request: ${service}`,
      register: (register) => `Entry in a register of the body: ${register}`,
    },
    registers: {
      unemployed: 'unemployed people',
      homeTaught: 'children taught at home',
      preschool: 'the queue for preschools',
      guardianship: 'guardianship',
      housing: 'the queue for housing',
    },
    purposes: {
      registration: 'Registration at the portal',
      application: 'Request for a service',
      register: 'Keeping the register',
      registerExport: 'Export of the register',
    },
    number: (number) => `No. ${number}`,
    consents: {
      signature: 'Your signature under the request',
      powerOfAttorney: (number) => `Power of attorney No. ${number}`,
      presence: (end) => `You came yourself with an identity card${end === undefined ? '' : ` (number ends in ${end})`}`,
    },
    outcomes: { absent: 'Nothing was found', unavailable: 'The registry did not answer, nothing was given out' },
    empty: 'There is nothing yet',
    emptyText: 'If somebody looks at your data, it will be shown here.',
    nothingFound: 'Nobody looked at your data on these days',
    nothingFoundText: 'Try other dates.',
    total: (count) => `In all: ${count}`,
    complaint: 'If you think that somebody looked at your data without a ground, write to the head of that body or call 1414.',
  },
};
