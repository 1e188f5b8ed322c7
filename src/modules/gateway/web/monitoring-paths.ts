import type { PeriodName } from '../rules/period.ts';

/** What is done with a dead letter, each at its own address. */
export type LetterAct = 'read' | 'resend' | 'drop';
/** What was done with one, as the list says it. */
export type LetterDone = 'resent' | 'dropped' | 'gone';

export const paths = {
  traffic: '/gateway',
  trafficOf: (period: PeriodName): string => `/gateway?period=${period}`,
  csv: '/gateway.csv',
  csvOf: (period: PeriodName): string => `/gateway.csv?period=${period}`,
  letters: '/gateway/letters',
  lettersDone: (done: LetterDone): string => `/gateway/letters?done=${done}`,
  letter: (sequence: number): string => `/gateway/letters/${sequence}`,
  act: (sequence: number, act: LetterAct): string => `/gateway/letters/${sequence}/${act}`,
} as const;
