import { queues } from '#applications';
import type { Queue } from '#applications';
import type { OfficerActor } from '#identity';

/** Where an officer stands in the queues: it stays in the address, so that it can be gone back to (WRK-1). */
export interface Place {
  readonly queue: Queue;
  readonly words: string;
  /** From 1. */
  readonly page: number;
}

/** Longest search: a full name with room to spare. */
const mostWords = 120;

/** The queue an officer begins with: who signs sees what waits for a signature. */
function homeQueue(officer: OfficerActor): Queue {
  return officer.roles.includes('specialist') ? 'new' : 'sign';
}

/** What an address says; anything odd in it is left out. */
export function placeOf(query: unknown, officer: OfficerActor): Place {
  const { queue, q, page } = query as Record<string, unknown>;
  return {
    queue: queues.find((one) => one === queue) ?? homeQueue(officer),
    words: typeof q === 'string' ? q.trim().slice(0, mostWords) : '',
    page: Math.min(10_000, Math.max(1, Math.floor(Number(page)) || 1)),
  };
}

function queryOf({ queue, words, page }: Place, more: Readonly<Record<string, string>>): string {
  const values = { queue, ...(words === '' ? {} : { q: words }), ...(page === 1 ? {} : { page: String(page) }), ...more };
  return new URLSearchParams(values).toString();
}

/** What is done at a desk, each at its own address below the request's. */
export type DeskAct =
  | 'take'
  | 'hand-over'
  | 'release'
  | 'decision'
  | 'preview'
  | 'send'
  | 'sign'
  | 'return'
  | 'ask'
  | 'extend'
  | 'notes'
  | 'complaint';

export const paths = {
  queue: (place: Place): string => `/?${queryOf(place, {})}`,
  desk: (id: string, place: Place, more: Readonly<Record<string, string>> = {}): string =>
    `/requests/${id}?${queryOf(place, more)}`,
  act: (id: string, act: DeskAct, place: Place): string => `/requests/${id}/${act}?${queryOf(place, {})}`,
  /** The document was made anew and has to be signed once more. */
  signAgain: (id: string, place: Place): string => `/requests/${id}/sign?${queryOf(place, { again: '' })}`,
  part: (
    id: string,
    part: 'document.pdf' | 'process.svg' | 'request.json' | 'request.cms' | `files/${string}` | `signers/${number}.cms`,
  ): string => `/requests/${id}/${part}`,
  registers: '/registers',
  batch: '/batch',
  complaints: '/complaints',
  panel: '/panel',
  gateway: '/gateway',
  notices: '/notices',
  live: '/live',
} as const;
