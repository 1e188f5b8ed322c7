/** Words of the workplace's keyboard. */
export const shortcuts = {
  title: 'Пернелер',
  lead: 'Пернелер кез келген тіл жаймасында жұмыс істейді; өріске жазып отырғанда істемейді.',
  close: 'Жабу',
  open: 'Пернелер (?)',
  enabled: 'Пернелерді қолдану',
  acts: {
    next: 'Келесі өтініш',
    previous: 'Алдыңғы өтініш',
    enter: 'Таңдалған өтінішті ашу',
    take: 'Өтінішті жұмысқа алу',
    decision: 'Шешімге өту',
    request: 'Өтініш мәтініне өту',
    note: 'Ішкі жазба жазу',
    ask: 'Толықтыру сұрау',
    sign: 'Қол қоюға өту',
    queue: 'Кезекке оралу',
    search: 'Іздеу',
    queues: 'Кезектер: 1-ден 8-ге дейін',
    help: 'Осы терезе',
  },
};
export type ShortcutsTexts = typeof shortcuts;
