import { z } from 'zod';
import type { Tx } from '#kit/db';
import { enqueue, handleOutside, jobKind } from '#kit/jobs';
import type { Handler } from '#kit/jobs';
import type { Mailer } from './ports.ts';

const letterSchema = z.object({ to: z.string(), subject: z.string(), text: z.string() });

/** An e-mail in plain words. The subject names no personal data: it is shown on locked screens. */
export type Letter = z.infer<typeof letterSchema>;

const mailJob = jobKind('notices.mail', letterSchema);

/** Has a letter sent once `tx` is stored; while the mail server is away it waits and is tried again for hours (REL-3). */
export async function sendMail(tx: Tx, letter: Letter): Promise<void> {
  await enqueue(tx, mailJob, letter);
}

/** The handler that hands letters to the mail server; wired in main. */
export function mailHandler(mailer: Mailer): Handler {
  return handleOutside(mailJob, (letter) => mailer.send(letter), { concurrency: 4, lease: 60, tries: 30 });
}
