import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { inTransaction } from '#kit/db';
import type { Html } from '#kit/html';
import { parse } from '#kit/http';
import type { Route } from '#kit/http';
import { locales } from '#text';
import type { NavigationItem, PageContext } from '#ui';
import type { IdentityServices } from '../ports.ts';
import type { Access } from '../rules/actor.ts';
import { changeAccount, insertActivity, listSessions } from '../store.ts';
import { settingsPage, settingsPaths } from './pages/settings.ts';
import { browserOf, personOf } from './request.ts';

/** «Баптаулар» of the cabinet in its first part: e-mail, language, open sessions (CAB-2, AUTH-4). */
export function settingsRoutes(
  { db, clock }: Pick<IdentityServices, 'db' | 'clock'>,
  navigation: (context: PageContext) => readonly NavigationItem[],
): Route<Access>[] {
  const getSettings = async (request: FastifyRequest): Promise<Html> => {
    const { id, sessionId, email, locale } = personOf(request);
    const sessions = await listSessions(db, { site: 'portal', id }, clock.now());
    const saved = (request.query as Record<string, unknown>)['saved'] !== undefined;
    const shown = { email, letters: locale, sessions, sessionId, saved, navigation: navigation(request.page) };
    return settingsPage(request.page, shown);
  };
  const postLanguage = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const { locale } = parse(z.object({ locale: z.enum(locales) }), request.body);
    const { id } = personOf(request);
    const { device, address } = browserOf(request, reply);
    await inTransaction(db, async (tx) => {
      await changeAccount(tx, id, { locale });
      await insertActivity(tx, { holderId: id, kind: 'languageChanged', at: clock.now(), device, address });
    });
    // The site takes the language of its pages from there, as from the links in the header.
    return reply.redirect(`${settingsPaths.page}?saved&lang=${locale}`, 303);
  };
  return [
    { method: 'GET', url: settingsPaths.page, access: 'person', handler: getSettings },
    { method: 'POST', url: settingsPaths.language, access: 'person', handler: postLanguage },
  ];
}
