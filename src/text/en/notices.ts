import type { NoticesTexts } from '../kk/notices.ts';

export const notices: NoticesTexts = {
  title: 'Notices',
  empty: 'No notices',
  emptyText: 'When the status of your application changes, a notice appears here.',
  fresh: 'new',
  open: 'Open',
  earlier: 'Earlier notices',
};
