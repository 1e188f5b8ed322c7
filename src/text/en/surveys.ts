import type { SurveysTexts } from '../kk/surveys.ts';

export const surveys: SurveysTexts = {
  title: 'Rate the service',
  lead: 'Two questions. Your answer is counted without your name, once for each application.',
  submit: 'Send the answer',
  missing: 'Choose one of the answers',
  thanks: 'Thank you, your rating is counted.',
  results: 'Results of the survey',
  page: {
    title: 'Ratings by consumers',
    lead: 'The survey of those who received a service, by service and quarter. No personal data.',
    empty: 'No results yet',
    emptyText: 'They appear here when people who received a service have answered the survey.',
    period: 'Quarter',
    quarter: (year, quarter) => `Quarter ${quarter} of ${year}`,
    service: 'Service',
    all: 'All',
    show: 'Show',
    answers: 'Answers',
    few: (least) => `Fewer than ${least} answers, so they are not shown: nobody’s answer may be recognised.`,
    hidden: (least) => `fewer than ${least}`,
    rounded: 'Figures are rounded to fives, so that single answers cannot be seen.',
  },
};
