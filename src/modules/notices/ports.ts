import type { Letter } from './mail.ts';

/** Hands a letter to a mail server. */
export interface Mailer {
  /** @throws where the server did not take it; the letter is tried again later. */
  send(letter: Letter): Promise<void>;
  close(): void;
}
