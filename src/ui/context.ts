import type { Locale } from '#text';

/** The sites that this program and its twins serve; each has a header of its own. */
export type Site = 'portal' | 'workplace' | 'pki' | 'mail' | 'agent';

/** What every page is told about the request that asks for it. */
export interface PageContext {
  locale: Locale;
  /** Path with query, as asked for: `/services?q=кезек`. The language links lead to it. */
  path: string;
  /** Nonce of this answer's content security policy. */
  nonce: string;
  site: Site;
  /** Who is signed in, how many notices of theirs are unread, and for those who work at the workplace as what: it decides what is offered, never what is allowed. */
  person?: { name: string; unread: number; roles?: readonly string[] } | undefined;
  /** What was searched for, so that the search field keeps it. */
  search?: string | undefined;
  /** Address of a built asset by its name: `portal.css` → `/assets/portal-1A2B.css`. */
  assets: (name: string) => string;
  /** Version of what runs, for the footer. */
  version: string;
}

/** Meaning of a coloured part. Colour never stands alone: a word always says the same. */
export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';
