import type { Locale } from '#text';
import type { Key, KeyFault, KeyFilter } from './keys.ts';

/** Why a request ended without a signature although nobody cancelled it. */
export type AgentFault = KeyFault | 'wrongPassword' | 'notKeyFile' | 'timestampUnavailable' | 'signingFailed' | 'tooManyRequests';

/** What the person is shown before signing. Of a hash nothing else can be shown, and the window says so. */
export type SignedThing = { readonly kind: 'content' | 'hash'; readonly bytes: Uint8Array };

/** What is made with the key once the person agrees. */
export type Made<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: AgentFault };

/** What a site asks of the person. */
export interface Wish<T = unknown> {
  /** `sign` makes signatures, `show` gives the certificate's data to the site. */
  readonly kind: 'sign' | 'show';
  /** Who asks, as the browser says; undefined where a program asks that is no browser. */
  readonly origin: string | undefined;
  readonly things: readonly SignedThing[];
  readonly withTimestamp: boolean;
  readonly filter: KeyFilter;
  /** The language that the site speaks with the person. */
  readonly locale: Locale | undefined;
  make(key: Key): Promise<Made<T>>;
}

export type Answer<T> =
  | { readonly outcome: 'done'; readonly value: T }
  | { readonly outcome: 'cancelled' }
  | { readonly outcome: 'failed'; readonly fault: AgentFault };

/** Whoever decides: the person before the window, or a script in tests. */
export interface Person {
  /** @param signal aborted when the site hangs up: the wish is withdrawn. */
  ask<T>(wish: Wish<T>, signal: AbortSignal): Promise<Answer<T>>;
  /** A site asks for a language; what the person has chosen is stronger. */
  speak(locale: Locale | undefined): void;
}
