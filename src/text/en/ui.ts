import type { UiTexts } from '../kk/ui.ts';
import { samples } from './samples.ts';

export const ui: UiTexts = {
  samples,
  brand: 'Бір терезе',
  optional: '(optional)',
  skip: 'Skip to main content',
  back: 'Back',
  next: 'Continue',
  save: 'Save',
  cancel: 'Cancel',
  change: 'Change',
  print: 'Print',
  language: 'Language',
  languages: { kk: ['Қаз', 'ақша'], ru: ['Рус', 'ский'], en: ['Eng', 'lish'] },
  sites: {
    portal: { name: '', tagline: 'Public services portal' },
    workplace: { name: 'Workplace', tagline: "The provider's workplace" },
    pki: { name: 'Certification authority', tagline: 'Certificates, their status and time stamps' },
    mail: { name: 'Test mail', tagline: 'Letters sent from this computer' },
    agent: { name: 'Signing program', tagline: 'Electronic digital signature' },
  },
  header: {
    home: 'Home page',
    search: 'Search for a service',
    searchPlaceholder: 'Search',
    find: 'Search',
    signIn: 'Sign in',
    signOut: 'Sign out',
    unread: (count) => (count === 1 ? '1 unread notice' : `${count} unread notices`),
    sections: 'Sections',
  },
  footer: {
    label: 'Footer',
    contact: 'Contact centre',
    contactNote: 'Free of charge, day and night',
    help: 'Help',
    accessibility: 'Accessibility statement',
    verify: 'Check a document',
    version: (version) => `Birtereze ${version}`,
    synthetic: 'Open source. The demonstration data are invented.',
  },
  error: {
    prefix: 'Error:',
    titlePrefix: 'Error: ',
    summary: 'There is a problem',
  },
  password: {
    show: 'Show',
    hide: 'Hide',
    shown: 'Your password is visible',
    hidden: 'Your password is hidden',
  },
  date: { day: 'Day', month: 'Month', year: 'Year' },
  tones: { neutral: 'Message', info: 'Information', success: 'Done', warning: 'Please note', danger: 'Error' },
  timeline: { done: 'Done', current: 'Now', todo: 'To come', stopped: 'Stopped' },
  pagination: {
    label: 'Pages',
    previous: 'Previous',
    next: 'Next',
    page: (page) => `Page ${page}`,
    shown: (first, last, total) => `Showing ${first}–${last} of ${total}`,
  },
  breadcrumbs: 'You are here',
  steps: (current, total) => `Step ${current} of ${total}`,
  filters: { label: 'Filters', apply: 'Apply', reset: 'Clear' },
  verdict: {
    valid: 'Valid',
    invalid: 'Not valid',
    unknown: 'Could not be checked',
    passed: 'Passed',
    failed: 'Failed',
    skipped: 'Not checked',
  },
  document: { number: 'Number', issued: 'Issued on', issuer: 'Issued by' },
  offline: {
    title: 'You are offline',
    text: 'Open the page again when the connection is back. Your saved draft is safe.',
    retry: 'Open again',
  },
  scriptsOff: 'To sign on this page, switch JavaScript on in your browser. Everything else works without it.',
  help: {
    title: 'Help',
    lead: 'In short: ordering a service, registering and signing.',
    sections: [
      {
        title: 'How do I order a service?',
        text: 'Find the service, press “Order online” on its page, answer the questions and sign with your ЭЦҚ. Your answers are saved as a draft at each step.',
      },
      {
        title: 'What is an ЭЦҚ?',
        text: 'An electronic digital signature equals one made by hand. Give your key and its password to nobody: the staff of the portal never ask for them.',
      },
      {
        title: 'How do I know where my application is?',
        text: 'Sign in and open “Applications”. You see the number, the status and the deadline. When the status changes, you get a notice and an e-mail.',
      },
      {
        title: 'I was given an electronic document. How is it checked?',
        text: 'Open “Check a document” and scan its bar code, upload the file or type its number. No account is needed.',
      },
    ],
    contact: 'If you find no answer, call 1414. The call is free, day and night.',
  },
  accessibility: {
    title: 'Accessibility statement',
    lead: 'We build the portal so that everybody can use it.',
    sections: [
      {
        title: 'What you can do',
        text: 'Every page works with the keyboard, with a screen reader, at 400 % zoom, on a screen 320 pixels wide, in dark and high-contrast modes, and on paper. The portal works without JavaScript too; it is needed only for signing, the camera and live updates of a status.',
      },
      {
        title: 'What it is held against',
        text: 'Our aim is level AA of WCAG 2.2. Pages are checked automatically in three languages.',
      },
      {
        title: 'When something stands in your way',
        text: 'Call 1414 and tell us on which page and what happened. We will help you get the service in another way.',
      },
    ],
  },
};
