import type { ShortcutsTexts } from '../kk/shortcuts.ts';

export const shortcuts: ShortcutsTexts = {
  title: 'Keys',
  lead: 'Keys work in any keyboard layout; while you write in a field they do nothing.',
  close: 'Close',
  open: 'Keys (?)',
  enabled: 'Use keys',
  acts: {
    next: 'Next request',
    previous: 'Previous request',
    enter: 'Open the chosen request',
    take: 'Take the request',
    decision: 'Go to the decision',
    request: 'Go to the request',
    note: 'Write an internal note',
    ask: 'Ask the consumer for more',
    sign: 'Go to signing',
    queue: 'Back to the queue',
    search: 'Search',
    queues: 'Queues: 1 to 8',
    help: 'This window',
  },
};
