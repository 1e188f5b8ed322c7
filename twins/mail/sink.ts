import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { SMTPServer } from 'smtp-server';
import type { Clock } from '#kit/clock';
import { parseLocale } from '#text';
import type { Locale } from '#text';
import { slowness } from '../faults.ts';
import { createLetters, linksIn, parseLetter } from './letters.ts';
import type { Letters } from './letters.ts';
import { mailPage, mailStyles } from './page.ts';

/** `down` hangs up, `refusing` answers 451 (try later), `slow` takes half a minute. */
export type MailFault = 'none' | 'down' | 'refusing' | 'slow';

export interface MailSinkOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly smtpPort: number;
  readonly pagePort: number;
  readonly clock: Clock;
}

/** A mail server that delivers to nobody and shows what it caught. */
export interface MailSink {
  readonly smtpPort: number;
  readonly page: string;
  readonly letters: Letters;
  setFault(fault: MailFault): void;
  close(): Promise<void>;
}

const mostBytes = 10 * 1024 * 1024;

export async function startMailSink(options: MailSinkOptions): Promise<MailSink> {
  const letters = createLetters();
  const state: { fault: MailFault } = { fault: 'none' };
  const smtp = createSmtp(letters, state, options.clock);
  const site = createServer((request, response) => answer(request, response, letters));
  await Promise.all([
    new Promise<void>((resolve, reject) => {
      smtp.once('error', reject);
      smtp.listen(options.smtpPort, options.host, () => resolve());
    }),
    new Promise<void>((resolve, reject) => site.once('error', reject).listen(options.pagePort, options.host, resolve)),
  ]);
  smtp.on('error', () => {});
  return {
    smtpPort: (smtp.server.address() as AddressInfo).port,
    page: `http://${options.host}:${(site.address() as AddressInfo).port}/`,
    letters,
    setFault(fault) {
      state.fault = fault;
    },
    close: () => closeBoth(smtp, site),
  };
}

async function closeBoth(smtp: SMTPServer, site: Server): Promise<void> {
  const closed = [
    new Promise<void>((resolve) => smtp.close(resolve)),
    new Promise<void>((resolve) => void site.close(() => resolve())),
  ];
  site.closeAllConnections();
  await Promise.all(closed);
}

function createSmtp(letters: Letters, state: { fault: MailFault }, clock: Clock): SMTPServer {
  return new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    size: mostBytes,
    closeTimeout: 500,
    onAuth: (_auth, _session, done) => done(null, { user: 'anybody' }),
    onConnect(_session, done) {
      if (state.fault === 'slow') setTimeout(done, slowness).unref();
      else done(state.fault === 'down' ? new Error('Down') : null);
    },
    onMailFrom: (_address, _session, done) => done(state.fault === 'refusing' ? later() : null),
    onData(stream, session, done) {
      const to = session.envelope.rcptTo.map(({ address }) => address);
      const at = clock.now();
      void keep(stream, async (raw) => letters.add(await parseLetter(raw, to, at)), done);
    },
  });
}

/** Reads a letter and tells the sender that it is kept, or to try again later. */
async function keep(
  stream: Readable,
  store: (raw: Buffer) => Promise<void>,
  done: (error?: Error | null) => void,
): Promise<void> {
  let fault: Error | null = null;
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
    await store(Buffer.concat(chunks));
  } catch {
    fault = later();
  }
  done(fault);
}

function later(): Error {
  return Object.assign(new Error('Try again later'), { responseCode: 451 });
}

const fixedHeaders = {
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; style-src 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'",
};
/** A letter's own markup: no script, nothing fetched, an origin of its own. */
const letterPolicy = "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; img-src data:";

function answer(request: IncomingMessage, response: ServerResponse, letters: Letters): void {
  const url = new URL(request.url ?? '/', 'http://sink');
  const send = (type: string, body: string, headers: Record<string, string> = {}): void =>
    void response.writeHead(200, { ...fixedHeaders, 'content-type': `${type}; charset=utf-8`, ...headers }).end(body);
  const letter = url.pathname.startsWith('/letters/') ? letters.find(url.pathname.slice('/letters/'.length)) : undefined;
  if (url.pathname === '/') send('text/html', mailPage(letters.list(), localeOf(url, request)).toString());
  else if (url.pathname === '/mail.css') send('text/css', mailStyles);
  else if (url.pathname === '/messages.json')
    send('application/json', JSON.stringify(asJson(letters, url.searchParams.get('to') ?? undefined)));
  else if (letter?.html !== undefined) send('text/html', letter.html, { 'content-security-policy': letterPolicy });
  else response.writeHead(404, fixedHeaders).end();
}

function localeOf(url: URL, request: IncomingMessage): Locale {
  return parseLocale(url.searchParams.get('lang') ?? request.headers['accept-language']?.slice(0, 2)) ?? 'kk';
}

function asJson(letters: Letters, to: string | undefined): object[] {
  return letters.list(to).map((letter) => ({ ...letter, links: linksIn(letter.text) }));
}
