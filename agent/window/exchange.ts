import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Html } from '#kit/html';
import { parseLocale } from '#text';
import type { Locale } from '#text';
import type { FieldError, PageContext } from '#ui';
import { keyFilesIn } from '../key-files.ts';
import type { Desk } from './desk.ts';
import { cookiesOf } from './guard.ts';
import type { WindowGuard } from './guard.ts';
import { idlePage } from './idle-page.ts';
import type { openMemory } from './memory.ts';
import { requestPage } from './request-page.ts';

/** Style sheets, fonts and islands, built by `buildStyles` and `buildClient` into one folder. */
export interface WindowAssets {
  readonly folder: string;
  readonly address: (name: string) => string;
}

export interface WindowParts {
  readonly desk: Desk;
  readonly guard: WindowGuard;
  readonly memory: ReturnType<typeof openMemory>;
  readonly assets: WindowAssets;
  readonly locale: Locale;
  /** PEM of the agent's CA and the file it stands in; undefined without TLS. */
  readonly trust: { readonly ca: string; readonly file: string } | undefined;
  readonly version: string;
}

/** One request to the window, and what answers it. */
export interface Exchange {
  readonly parts: WindowParts;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
}

export const languageCookie = 'birtereze-agent-language';

/** The language that the person chose, else the one that the site speaks. */
export function localeOf({ parts, request, url }: Exchange): Locale {
  const chosen = parseLocale(url.searchParams.get('lang')) ?? parseLocale(cookiesOf(request)[languageCookie]);
  return chosen ?? parts.desk.locale ?? parts.locale;
}

export function contextOf(exchange: Exchange): PageContext {
  const { parts, url } = exchange;
  return {
    locale: localeOf(exchange),
    path: url.pathname,
    nonce: '',
    site: 'agent',
    assets: parts.assets.address,
    version: parts.version,
  };
}

export function send(response: ServerResponse, page: Html, status = 200): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(page.toString());
}

/** Shows what is to be decided, or that nothing is. */
export function showWindow(
  exchange: Exchange,
  { errors = [], folderMissing, chosen }: { errors?: readonly FieldError[]; folderMissing?: string; chosen?: string } = {},
): void {
  const { parts, response } = exchange;
  const { desk, memory } = parts;
  const context = contextOf(exchange);
  const { folder, file } = memory.recall();
  const files = keyFilesIn(folder);
  const task = desk.current;
  const page =
    task === undefined
      ? idlePage(context, { folder, files, ending: desk.ending, folderMissing, tls: parts.trust !== undefined })
      : requestPage(context, { task, waiting: desk.waiting, folder, files, file: chosen ?? file, errors });
  send(response, page, errors.length > 0 || folderMissing !== undefined ? 422 : 200);
}
