import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '#kit/clock';
import type { Db } from '#kit/db';
import { readActor, sessionCookie } from '#identity';
import type { SiteName } from '#identity';
import { countUnread } from '#notices';
import { formatShortName } from '#subjects';
import { parseLocale } from '#text';
import type { Locale } from '#text';
import type { PageContext, Site } from '#ui';

const localeCookie = 'lang';
const year = 365 * 86_400;

/** Kazakh, unless the person chose another language. A request whose address cannot be read has no cookies yet. */
function localeOf(request: Partial<FastifyRequest>): Locale {
  return parseLocale(request.cookies?.[localeCookie]) ?? 'kk';
}

/** `?lang=ru`: keeps the choice and returns to the same page without it, so that addresses that are passed on carry no language. */
function chooseLocale(request: FastifyRequest, reply: FastifyReply): boolean {
  if (request.method !== 'GET' || !request.url.includes('lang=')) return false;
  const [path = '/', query = ''] = request.url.split('?', 2);
  const values = new URLSearchParams(query);
  const chosen = parseLocale(values.get('lang'));
  if (chosen === undefined) return false;
  values.delete('lang');
  const rest = values.size > 0 ? `?${values}` : '';
  reply.setCookie(localeCookie, chosen, { path: '/', maxAge: year, sameSite: 'lax', httpOnly: true });
  void reply.redirect(`${path.replace(/^[/\\]{2,}/, '/')}${rest}`, 303);
  return true;
}

export interface PreparationOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly site: Site;
  /** The site whose sessions count here; undefined where nobody signs in. */
  readonly sessions: SiteName | undefined;
  readonly assets: (name: string) => string;
  readonly version: string;
}

/** The context of a request that has not been looked at yet, as for a page of failure. */
export function bareContext(request: FastifyRequest, options: PreparationOptions): PageContext {
  const { site, assets, version } = options;
  return {
    locale: localeOf(request),
    path: request.url,
    get nonce() {
      return request.nonce;
    },
    site,
    assets,
    version,
  };
}

/** Finds out in which language a page is wanted and who asks for it. */
export function preparation(options: PreparationOptions) {
  const { db, clock, sessions } = options;
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    request.page = bareContext(request, options);
    if (chooseLocale(request, reply) || sessions === undefined) return;
    const token = request.cookies[sessionCookie[sessions]];
    if (token === undefined) return;
    request.actor = await readActor({ db, clock }, sessions, token);
    if (request.actor === undefined) return;
    const { actor } = request;
    const unread = await countUnread(db, actor.id);
    const roles = actor.kind === 'officer' ? { roles: actor.roles } : {};
    request.page.person = { name: formatShortName(actor.name), unread, ...roles };
  };
}
