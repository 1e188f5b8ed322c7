import type { RegulationsTexts } from '../kk/regulations.ts';

function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}

export const regulations: RegulationsTexts = {
  status: {
    draft: 'Draft',
    sent: 'Sent',
    accepted: 'Accepted',
    considered: 'Being considered',
    needsYou: 'Needs you',
    provided: 'Decision: provided',
    refused: 'Decision: refused',
    withdrawn: 'Withdrawn',
  },
  faults: {
    required: (label) => `Fill in “${label}”`,
    tooShort: (label, least) => `Write at least ${least} characters in “${label}”`,
    tooLong: (label, most) => `Shorten “${label}” to ${most} characters or fewer`,
    pattern: (label) => `Fill in “${label}” as in the example`,
    phone: 'Write the whole telephone number, for example +7 701 123 45 67',
    iin: 'Check the IIN: it must have 12 digits',
    account: 'Check the account number: it begins with KZ and has 20 characters',
    number: (label: string) => `Write a whole number in “${label}”, for example 1 250`,
    tooSmall: (label: string, least: string) => `Write ${least} or more in “${label}”`,
    tooLarge: (label: string, most: string) => `Write ${most} or less in “${label}”`,
    date: (label) => `Write a real date in “${label}”, for example 31.12.2026`,
    tooEarly: (label, date) => `Write ${date} or a later date in “${label}”`,
    tooLate: (label, date) => `Write ${date} or an earlier date in “${label}”`,
    order: (date) => `The last day cannot be before the first (${date})`,
    choice: (label) => `Choose one from “${label}”`,
  },
  request: {
    consumer: 'Applicant',
    iin: 'IIN',
    attachments: 'Documents attached to the application:',
    noAttachments: 'No documents are attached',
    notAnswered: 'not filled in',
    preparedAt: 'Prepared',
    correction: (label) => `What “${label}” should say (in the applicant’s words)`,
  },
  acts: {
    signIn: 'Signing in to the portal',
    refuseSignIn: 'Sign-in refused',
    fillIn: 'Filling in the application',
    askRegistries: 'Asking the state registers',
    tellNoData: 'Telling that nothing was found',
    attachAndSign: 'Attaching documents and signing',
    refuseSignature: 'Telling that the signature is not confirmed',
    send: 'Signing and sending',
    register: 'Registering the application under a number',
    refuse: 'Refusal with reasons',
    deliver: 'Sending the document to your cabinet',
  },
  judges: {
    consumer: 'Your answer',
    system: 'Automatic check of the data',
    officer: 'The provider checks the documents',
    operator: 'The centre’s operator checks the documents',
    signatory: 'The head of the department considers it',
  },
  tenge: (sum: string) => `${sum} tenge`,
  limit: {
    s: (count) => counted(count, 'second'),
    m: (count) => counted(count, 'minute'),
    wd: (count) => counted(count, 'working day'),
    cd: (count) => counted(count, 'calendar day'),
    span: (from, to) => `${from} to ${to}`,
  },
};
