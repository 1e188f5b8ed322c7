import type { HomeTexts } from '../kk/home.ts';

export const home: HomeTexts = {
  title: 'Public services through one window',
  lead: 'Find a service, order it from home and get the result as an electronic document.',
  searchLabel: 'Which service do you need?',
  searchHint: 'For example: certificate, kindergarten, housing',
  ways: 'Three ways to find a service',
  byRubric: { title: 'By topic', text: 'Family, work, education, housing and more' },
  inOneList: { title: 'In one list', text: 'All online services on one page, by section' },
  bySearch: { title: 'By search', text: 'Type the name of the service, or what you need in your own words' },
  verify: { title: 'Check a document', text: 'See without an account whether an electronic document is genuine' },
  myApplications: 'Your open applications',
  allApplications: 'All applications',
  popular: 'Services ordered often',
};
