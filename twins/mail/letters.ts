import { simpleParser } from 'mailparser';
import { newId } from '#kit/ids';

/** A letter that was caught. */
export interface Letter {
  readonly id: string;
  readonly at: Date;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string | undefined;
  readonly attachments: readonly string[];
}

/** Keeps the newest letters in memory. */
export interface Letters {
  add(letter: Letter): void;
  /** Newest first. @param to only those to this address */
  list(to?: string): readonly Letter[];
  find(id: string): Letter | undefined;
}

const mostLetters = 500;

export function createLetters(): Letters {
  let letters: readonly Letter[] = [];
  return {
    add(letter) {
      letters = [letter, ...letters].slice(0, mostLetters);
    },
    list: (to) => (to === undefined ? letters : letters.filter((letter) => letter.to.includes(to.toLowerCase()))),
    find: (id) => letters.find((letter) => letter.id === id),
  };
}

/** @param to addresses of the envelope: who the letter was really sent to, whatever its header says. */
export async function parseLetter(raw: Buffer, to: readonly string[], at: Date): Promise<Letter> {
  const mail = await simpleParser(raw, { skipImageLinks: true, skipTextToHtml: true, skipTextLinks: true });
  return {
    id: newId(),
    at,
    from: mail.from?.text ?? '',
    to: to.map((address) => address.toLowerCase()),
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html === false ? undefined : mail.html,
    attachments: mail.attachments.map(({ filename, contentType }) => filename ?? contentType),
  };
}

/** Addresses of the web in a text, so that tests and people can follow them. */
export function linksIn(text: string): string[] {
  return text.match(webAddress) ?? [];
}

export const webAddress = /https?:\/\/[^\s<>"')\]]+[^\s<>"')\].,;:!?]/g;
