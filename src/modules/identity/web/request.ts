import type { FastifyReply, FastifyRequest } from 'fastify';
import '@fastify/cookie';
import '#ui';
import { Failure } from '#kit/failure';
import { newToken, sha256Hex } from '#kit/ids';
import type { Browser } from '../ports.ts';
import type { Actor, OfficerActor, PersonActor, SiteName } from '../rules/actor.ts';
import { deviceName, sessionCookie } from '../rules/session.ts';
import type { BegunSession } from '../begin-session.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is signed in at this site, if anybody. */
    actor: Actor | undefined;
  }
}

const browserCookie = '__Host-birtereze-browser';
const cookieRules = { path: '/', secure: true, httpOnly: true, sameSite: 'lax' } as const;

/** A secret that stays with the browser: knows a device again, and ties a challenge to the browser that asked for it. */
export function browserToken(request: FastifyRequest, reply: FastifyReply): string {
  const known = request.cookies[browserCookie];
  if (known !== undefined && /^[\w-]{43}$/.test(known)) return known;
  const token = newToken();
  reply.setCookie(browserCookie, token, { ...cookieRules, maxAge: 400 * 86_400 });
  request.cookies[browserCookie] = token;
  return token;
}

export function browserOf(request: FastifyRequest, reply: FastifyReply): Browser {
  const device = deviceName(request.headers['user-agent'] ?? '');
  return { device, address: request.ip, deviceHash: sha256Hex(browserToken(request, reply)) };
}

export function setSession(reply: FastifyReply, site: SiteName, session: BegunSession): void {
  reply.setCookie(sessionCookie[site], session.token, { ...cookieRules, expires: session.expiresAt });
}

export function clearSession(reply: FastifyReply, site: SiteName): void {
  reply.clearCookie(sessionCookie[site], cookieRules);
}

const registrationCookie = '__Host-birtereze-registration';

export function registrationToken(request: FastifyRequest): string {
  return request.cookies[registrationCookie] ?? '';
}

export function setRegistration(reply: FastifyReply, token: string): void {
  reply.setCookie(registrationCookie, token, { ...cookieRules, maxAge: 3_600 });
}

/** @throws where a guard did not run before: routes with the access `person` only. */
export function personOf(request: FastifyRequest): PersonActor {
  if (request.actor?.kind !== 'person') throw new Failure('signInNeeded');
  return request.actor;
}

/** @throws where a guard did not run before: routes with the access `officer` only. */
export function officerOf(request: FastifyRequest): OfficerActor {
  if (request.actor?.kind !== 'officer') throw new Failure('signInNeeded');
  return request.actor;
}

/** A path of this site to return to, or the given one: an address of another site is never followed (open redirect, SEC-8). */
export function returnPath(next: unknown, otherwise: string): string {
  if (typeof next !== 'string' || !/^\/(?![/\\])[\w\-./?=&%~:,+]*$/.test(next)) return otherwise;
  return next;
}
