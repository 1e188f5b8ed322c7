import type { RegistersTexts } from '../kk/registers.ts';

export const registers: RegistersTexts = {
  names: { unemployed: 'Register of the unemployed' },
  categories: {
    preschool: { outOfTurn: 'out of turn', firstInTurn: 'first in turn', general: 'general queue' },
    housing: {
      veterans: 'veterans of the Great Patriotic War',
      orphans: 'orphans and children without parental care',
      vulnerable: 'socially vulnerable groups',
      publicServants: 'civil servants, employees of public organisations, military personnel',
      unsafeHome: 'citizens whose only home was found unsafe',
    },
  },
  unemployed: {
    title: 'Register of the unemployed',
    search: 'IIN or surname',
    count: (total) => `Entries: ${total}`,
    name: 'Name',
    iin: 'IIN',
    registeredOn: 'Registered on',
    leftOn: 'Left on',
    standing: 'Standing',
    registered: 'Registered',
    left: 'Left',
    publicWorks: 'Public works',
    training: 'Vocational training, youth practice',
    assistance: 'Targeted social assistance, housing assistance',
    none: 'none',
    empty: 'The register is empty',
    emptyText: 'People who are registered appear here.',
    nothingFound: 'Nobody like that is in the register',
    nothingFoundText: 'Check the IIN or surname.',
    back: 'Back to the register',
    entries: (count) => `All entries (${count})`,
    card: 'Card of the register',
  },
};
