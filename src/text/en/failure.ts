import type { FailureTexts } from '../kk/failure.ts';

export const failure: FailureTexts = {
  badRequest: {
    title: 'We could not understand the request',
    text: 'What was sent is incomplete or damaged. Go back to the previous page and try again.',
  },
  signInNeeded: {
    title: 'Please sign in first',
    text: 'Only people who have signed in see this page. Sign in and you will return here.',
  },
  forbidden: {
    title: 'You may not open this page',
    text: 'This part is not open to your role. If you think that is wrong, ask the administrator of your organisation or call 1414.',
  },
  foreignOrigin: {
    title: 'The request came from another site',
    text: 'For your safety we did not carry it out. Open the page on the portal itself and send it again.',
  },
  notFound: {
    title: 'There is no such page',
    text: 'Check the address. The page may have moved, or it may not be yours.',
  },
  conflict: {
    title: 'This has changed in the meantime',
    text: 'After you opened the page somebody else changed it, or you did in another window. Reload the page to see how it stands.',
  },
  gone: {
    title: 'This link has expired',
    text: 'The link works once and for a limited time. Ask for a new one.',
  },
  tooLarge: {
    title: 'The file is too large',
    text: 'It exceeds the permitted size. Choose a smaller file or split it.',
  },
  unsupportedType: {
    title: 'This type of file is not accepted',
    text: 'Choose one of the formats named on the page, such as PDF or JPEG.',
  },
  tooManyRequests: {
    title: 'Too many attempts',
    text: 'Wait a little and try again. This limit protects your account.',
  },
  defect: {
    title: 'Something went wrong on our side',
    text: 'It is not your fault. A saved draft is not lost. Try again a little later; if it happens again, call 1414 and give this reference number.',
  },
  unavailable: {
    title: 'The service is not available at the moment',
    text: 'Try again in a few minutes. What you saved is not lost.',
  },
  notChecked: {
    title: 'The certificate could not be checked now',
    text: 'The certification authority does not answer. What you entered is kept; the signature was not taken. In a few minutes load the page again, or sign again.',
  },
  storageFull: {
    title: 'We cannot store the file now',
    text: 'The server is short of space for the moment, and we know it. Try again later; a saved draft is not lost.',
  },
  page: {
    reference: 'Reference number',
    home: 'Home page',
    again: 'Try again',
    signIn: 'Sign in',
    contact: 'Call 1414',
  },
};
