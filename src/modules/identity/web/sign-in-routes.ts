import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Html } from '#kit/html';
import type { Route } from '#kit/http';
import { texts } from '#text';
import type { IdentityServices } from '../ports.ts';
import type { Access, SiteName } from '../rules/actor.ts';
import { signInWithEds } from '../sign-in-with-eds.ts';
import { signInWithPassword } from '../sign-in-with-password.ts';
import { signOut, signOutEverywhere } from '../sessions.ts';
import type { EdsWeb } from './eds-panel.ts';
import { challengePage, signedChallengeOf } from './eds-panel.ts';
import { bodyOf, readSignIn } from './forms.ts';
import { signInPage, unconfirmedPage } from './pages/sign-in.ts';
import { browserOf, clearSession, returnPath, setSession } from './request.ts';

interface Entry {
  readonly services: IdentityServices;
  readonly site: SiteName;
  /** Where a sign-in leads without a `next`. */
  readonly home: string;
  readonly eds: EdsWeb;
}

function nextOf(request: FastifyRequest, { home }: Entry): string {
  return returnPath((request.query as Record<string, unknown>)['next'], home);
}

function getSignIn(entry: Entry) {
  return (request: FastifyRequest, reply: FastifyReply): unknown => {
    const next = nextOf(request, entry);
    if (request.actor !== undefined) return reply.redirect(next, 303);
    const query = request.query as Record<string, unknown>;
    const words = texts(request.page.locale).identity.signIn;
    if (query['out'] !== undefined)
      return signInPage(request.page, { site: entry.site, next, message: { tone: 'success', text: words.signedOut } });
    if (query['next'] === undefined) return signInPage(request.page, { site: entry.site, next });
    return signInPage(request.page, { site: entry.site, next, message: { tone: 'info', text: words.needed } });
  };
}

function postSignIn(entry: Entry) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const { services, site } = entry;
    const words = texts(request.page.locale).identity;
    const next = nextOf(request, entry);
    const body = bodyOf(request.body);
    const read = readSignIn(body, words);
    const iin = body['iin'] ?? '';
    if (!read.ok) return signInPage(request.page, { site, next, iin, errors: read.errors });
    const outcome = await signInWithPassword(services, { site, ...read.value, browser: browserOf(request, reply) });
    switch (outcome.kind) {
      case 'signedIn':
        setSession(reply, site, outcome);
        return reply.redirect(next, 303);
      case 'unconfirmed':
        return unconfirmedPage(request.page, { accountId: outcome.accountId, resent: false });
      case 'wrong':
      case 'locked':
        return signInPage(request.page, { site, next, iin, message: { tone: 'danger', text: words.signIn[outcome.kind] } });
      default:
        return outcome satisfies never;
    }
  };
}

function edsForm(entry: Entry, call: { request: FastifyRequest; reply: FastifyReply }, error?: string): Promise<Html> {
  const { request } = call;
  const words = texts(request.page.locale).identity;
  const next = nextOf(request, entry);
  const query = next === entry.home ? '' : `?next=${encodeURIComponent(next)}`;
  return challengePage(entry.services, entry.eds, {
    ...call,
    site: entry.site,
    purpose: 'sign-in',
    action: `/sign-in/eds${query}`,
    title: words.signIn.byEds,
    lead: words.signIn.edsLead,
    back: `/sign-in${query}`,
    ...(error === undefined ? {} : { error }),
  });
}

function postEds(entry: Entry) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const words = texts(request.page.locale).identity;
    const call = { request, reply };
    const signed = signedChallengeOf(call, { site: entry.site, purpose: 'sign-in' });
    if (signed === undefined) return edsForm(entry, call, words.refused.structure);
    const outcome = await signInWithEds(entry.services, { ...signed, browser: browserOf(request, reply) });
    switch (outcome.kind) {
      case 'signedIn':
        setSession(reply, entry.site, outcome);
        return reply.redirect(nextOf(request, entry), 303);
      case 'unconfirmed':
        return unconfirmedPage(request.page, { accountId: outcome.accountId, resent: false });
      case 'refused':
        return edsForm(entry, call, words.refused[outcome.failed]);
      case 'stale':
      case 'unknown':
        return edsForm(entry, call, words.signIn[outcome.kind]);
      default:
        return outcome satisfies never;
    }
  };
}

function postSignOut(entry: Entry) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    if (request.actor !== undefined) await signOut(entry.services, request.actor);
    clearSession(reply, entry.site);
    return reply.redirect('/sign-in?out', 303);
  };
}

function postSignOutEverywhere(entry: Entry) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    if (request.actor !== undefined) await signOutEverywhere(entry.services, { site: entry.site, id: request.actor.id });
    clearSession(reply, entry.site);
    return reply.redirect('/sign-in?out', 303);
  };
}

/** Sign-in and sign-out of one site; portal and workplace have each their own (AUTH-6). */
export function signInRoutes(entry: Entry): Route<Access>[] {
  const limit = { max: 60, seconds: 60 } as const;
  const holder = entry.site === 'portal' ? ('person' as const) : ('officer' as const);
  return [
    { method: 'GET', url: '/sign-in', access: 'everyone', handler: getSignIn(entry) },
    { method: 'POST', url: '/sign-in', access: 'everyone', limit, handler: postSignIn(entry) },
    {
      method: 'GET',
      url: '/sign-in/eds',
      access: 'everyone',
      limit,
      handler: (request, reply) => edsForm(entry, { request, reply }),
    },
    { method: 'POST', url: '/sign-in/eds', access: 'everyone', limit, bodyLimit: 512_000, handler: postEds(entry) },
    { method: 'POST', url: '/sign-out', access: 'everyone', handler: postSignOut(entry) },
    { method: 'POST', url: '/sign-out/everywhere', access: holder, handler: postSignOutEverywhere(entry) },
  ];
}
