import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { html } from '#kit/html';
import { parseLocale, texts } from '#text';
import { buttonGroup, buttonLink, heading, layout } from '#ui';
import { actions } from './actions.ts';
import { contextOf, languageCookie, send, showWindow } from './exchange.ts';
import type { Exchange } from './exchange.ts';
import { headersOf } from './things.ts';
import { trustPage } from './trust-page.ts';

/** The same for every answer: nothing from elsewhere is loaded, nobody may frame the window. */
const securityHeaders = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; " +
    "frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types birtereze",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  // Not `no-referrer`: browsers then hide the origin of the window's own forms, too.
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
};

/** The window's page itself: whoever opens it as a page of its own is given the cookie that its buttons need. */
function open(exchange: Exchange): void {
  const { parts, request, response, url } = exchange;
  if (!parts.guard.mayShow(request)) {
    response.writeHead(403).end();
    return;
  }
  const language = parseLocale(url.searchParams.get('lang'));
  const cookies = [parts.guard.cookie];
  if (language !== undefined) cookies.push(`${languageCookie}=${language}; Path=/; SameSite=Strict; Max-Age=31536000`);
  response.setHeader('set-cookie', cookies);
  if (url.pathname === '/trust' && parts.trust !== undefined) send(response, trustPage(contextOf(exchange), parts.trust));
  else showWindow(exchange);
}

/** Server-sent events: the state's name, at once and at each change. */
function follow({ parts: { desk }, request, response }: Exchange): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const tell = () => response.write(`data: ${desk.state}\n\n`);
  tell();
  const stop = desk.watch(tell);
  request.socket.on('close', stop);
  response.on('close', stop);
}

function showThing({ parts: { desk }, response, url }: Exchange): void {
  const [, , id, , index] = url.pathname.split('/');
  const task = desk.current;
  const thing = task?.id === id ? task?.wish.things[Number(index)] : undefined;
  if (thing === undefined) response.writeHead(404).end();
  else response.writeHead(200, headersOf(thing)).end(thing.bytes);
}

const assetTypes: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
};

async function sendAsset({ parts: { assets }, response, url }: Exchange): Promise<void> {
  const name = /^\/assets\/([A-Za-z0-9_-]+\.([a-z0-9]+))$/.exec(url.pathname);
  const type = assetTypes[name?.[2] ?? ''];
  const bytes =
    name?.[1] !== undefined && type !== undefined && (await readFile(join(assets.folder, name[1])).catch(() => undefined));
  if (!bytes) response.writeHead(404).end();
  else response.writeHead(200, { 'content-type': type, 'cache-control': 'max-age=31536000, immutable' }).end(bytes);
}

type Handler = (exchange: Exchange) => void | Promise<void>;

function readHandler({ parts, url }: Exchange): { handler: Handler; secret: boolean } | undefined {
  const { pathname } = url;
  if (pathname === '/' || pathname === '/trust') return { handler: open, secret: false };
  if (pathname.startsWith('/assets/')) return { handler: sendAsset, secret: false };
  if (pathname === '/agent-ca.crt' && parts.trust !== undefined) {
    const { ca } = parts.trust;
    const handler: Handler = ({ response }) =>
      void response.writeHead(200, { 'content-type': 'application/x-x509-ca-cert' }).end(ca);
    return { handler, secret: false };
  }
  if (pathname === '/events') return { handler: follow, secret: true };
  return /^\/tasks\/[\w-]+\/things\/\d+$/.test(pathname) ? { handler: showThing, secret: true } : undefined;
}

/** A page that the agent does not know: mostly one that was open while the agent began anew. */
function refuse(exchange: Exchange): void {
  const context = contextOf(exchange);
  const words = texts(context.locale).agent;
  const content = html`${heading({ title: words.stale })}${buttonGroup(buttonLink({ href: '/', label: words.trust.back }))}`;
  send(exchange.response, layout(context, { title: words.stale, content }), 403);
}

/** Answers the window's requests. The host has been checked. */
export async function serveWindow(exchange: Exchange): Promise<void> {
  const { parts, request, response } = exchange;
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
  if (request.method === 'POST') {
    if (parts.guard.mayAct(request)) await actions(exchange);
    else refuse(exchange);
    return;
  }
  const read = request.method === 'GET' ? readHandler(exchange) : undefined;
  if (read === undefined) response.writeHead(404).end();
  else if (read.secret && !parts.guard.mayRead(request)) response.writeHead(403).end();
  else await read.handler(exchange);
}
