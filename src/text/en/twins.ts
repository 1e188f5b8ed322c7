import type { TwinsTexts } from '../kk/twins.ts';

export const twins: TwinsTexts = {
  mail: {
    title: 'Trial mail',
    intro: 'The letters that the system has sent are shown here; they are delivered to nobody.',
    empty: 'No letters yet.',
    from: 'From',
    to: 'To',
    attachments: 'Attachments',
    formatted: 'As formatted',
    noSubject: '(no subject)',
    refresh: 'Refresh',
  },
};
