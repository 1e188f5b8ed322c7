import { createTransport } from 'nodemailer';
import type { Mailer } from '../ports.ts';

/**
 * @param url `smtp://user:password@host:port`
 * @param from sender, `Name <address>`
 */
export function smtpMailer(url: string, from: string): Mailer {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 4,
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    socketTimeout: 15_000,
  } as never);
  return {
    async send({ to, subject, text }) {
      await transport.sendMail({ from, to, subject, text });
    },
    close: () => transport.close(),
  };
}
