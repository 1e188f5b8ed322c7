import type { NoticesTexts } from '../kk/notices.ts';

export const notices: NoticesTexts = {
  title: 'Уведомления',
  empty: 'Уведомлений нет',
  emptyText: 'Когда состояние вашего заявления изменится, уведомление появится здесь.',
  fresh: 'новое',
  open: 'Открыть',
  earlier: 'Более ранние уведомления',
};
