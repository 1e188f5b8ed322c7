import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { newToken } from '#kit/ids';

/**
 * Keeps the window's buttons for the window. Any page of the web can send requests to this port, so an act needs the secret of this start,
 * which only the window's own page was given, and must come from that page. The `Host` check keeps out names that were pointed at
 * this computer (DNS rebinding): to the browser such a page would be the window itself.
 */
export class WindowGuard {
  readonly #token = Buffer.from(newToken());
  readonly #cookie: string;
  readonly #secure: boolean;

  constructor({ secure }: { secure: boolean }) {
    this.#secure = secure;
    this.#cookie = secure ? '__Host-birtereze-agent' : 'birtereze-agent';
  }

  /** Whether the request names this computer and not some other name that leads here. */
  isOurHost(request: IncomingMessage): boolean {
    const port = request.socket.localPort;
    return [`127.0.0.1:${port}`, `localhost:${port}`].includes(request.headers.host ?? '');
  }

  /** Whether the window may be shown: as a page of its own, never inside of another. */
  mayShow(request: IncomingMessage): boolean {
    const destination = request.headers['sec-fetch-dest'];
    return destination === undefined || destination === 'document';
  }

  /** The cookie that the window's page carries from then on. */
  get cookie(): string {
    return `${this.#cookie}=${this.#token.toString()}; Path=/; HttpOnly; SameSite=Strict${this.#secure ? '; Secure' : ''}`;
  }

  /** Whether the window's own page asks. */
  mayRead(request: IncomingMessage): boolean {
    const site = request.headers['sec-fetch-site'];
    return this.#hasToken(request) && (site === undefined || site === 'same-origin' || site === 'none');
  }

  /** Whether the window's own page acts. A page on another port of this computer shares the cookie, so the origin decides. */
  mayAct(request: IncomingMessage): boolean {
    const own = `${this.#secure ? 'https' : 'http'}://${request.headers.host}`;
    return this.mayRead(request) && request.headers.origin === own;
  }

  #hasToken(request: IncomingMessage): boolean {
    const given = Buffer.from(cookiesOf(request)[this.#cookie] ?? '');
    return given.length === this.#token.length && timingSafeEqual(given, this.#token);
  }
}

/** The request's cookies by name. */
export function cookiesOf(request: IncomingMessage): Readonly<Record<string, string>> {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()] as const;
  });
  return Object.fromEntries(pairs);
}
