import type { FastifyReply, FastifyRequest } from 'fastify';
import { Failure } from '#kit/failure';
import { isId } from '#kit/ids';
import type { Html } from '#kit/html';
import type { Route } from '#kit/http';
import { formatSince, texts } from '#text';
import { confirmationHours, confirmRegistration, resendConfirmation } from '../confirm-registration.ts';
import type { IdentityServices } from '../ports.ts';
import { beginRegistrationWithEds, currentRegistration, lookUpPerson, register } from '../register.ts';
import type { LookUpOutcome } from '../register.ts';
import type { Access } from '../rules/actor.ts';
import { bodyOf, readDetails, readLookUp, readStart } from './forms.ts';
import { confirmedPage, confirmPage, detailsPage, lookUpPage, registeredPage, sentPage, startPage } from './pages/register.ts';
import type { Entered } from './pages/register.ts';
import { unconfirmedPage } from './pages/sign-in.ts';
import { registrationToken, setRegistration } from './request.ts';

const everyone = 'everyone' as const;

function wordsOf(request: FastifyRequest) {
  return texts(request.page.locale).identity;
}

function postStart(request: FastifyRequest, reply: FastifyReply): unknown {
  const values = bodyOf(request.body);
  const start = readStart(values, wordsOf(request));
  if (!start.ok) return startPage(request.page, { values, errors: start.errors });
  return reply.redirect(start.value === 'eds' ? '/register/eds' : '/register/person', 303);
}

/** Why there is nothing to go on with; of a registry that is silent also since when (GW-4). */
function warningOf(
  { clock }: IdentityServices,
  { page: { locale } }: FastifyRequest,
  outcome: Exclude<LookUpOutcome, { kind: 'found' | 'registered' }>,
): string {
  const { identity, registries } = texts(locale);
  const warning = identity.lookUp[outcome.kind];
  if (outcome.kind !== 'unavailable') return warning;
  return `${warning} ${registries.notReceived(formatSince(outcome.since, clock.now(), locale))}`;
}

function postLookUp(services: IdentityServices) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const values = bodyOf(request.body);
    const words = wordsOf(request);
    const read = readLookUp(values, words);
    const { birthDate } = read;
    if (!read.ok) return lookUpPage(request.page, { values, errors: read.errors, birthDate });
    const outcome = await lookUpPerson(services, { ...read.value, address: request.ip });
    if (outcome.kind === 'registered') return registeredPage(request.page);
    if (outcome.kind !== 'found')
      return lookUpPage(request.page, { values, errors: [], warning: warningOf(services, request, outcome), birthDate });
    setRegistration(reply, outcome.token);
    return reply.redirect('/register/details', 303);
  };
}

async function detailsOf(services: IdentityServices, request: FastifyRequest, entered: Entered): Promise<Html | undefined> {
  const registration = await currentRegistration(services, registrationToken(request));
  if (registration?.level !== 'temporary') return undefined;
  const name = [registration.surname, registration.name, registration.patronymic].filter((part) => part !== null).join(' ');
  const submit = wordsOf(request).details.submit;
  return detailsPage(request.page, { ...entered, name, submit, action: '/register/details', back: '/register/person' });
}

function getDetails(services: IdentityServices) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> =>
    (await detailsOf(services, request, { values: {}, errors: [] })) ?? reply.redirect('/register/person', 303);
}

function postDetails(services: IdentityServices) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const values = bodyOf(request.body);
    const token = registrationToken(request);
    const registration = await currentRegistration(services, token);
    const own = [registration?.iin, registration?.surname, registration?.name].filter((word) => typeof word === 'string');
    const read = readDetails(values, wordsOf(request), own);
    if (!read.ok)
      return (await detailsOf(services, request, { values, errors: read.errors })) ?? reply.redirect('/register/person', 303);
    return finish(services, { request, reply, token }, read.value);
  };
}

/** The last step of both ways: the account, the letter, the page that says what to do now. */
export async function finish(
  services: IdentityServices,
  call: { request: FastifyRequest; reply: FastifyReply; token: string },
  entered: { email?: string; password?: string },
): Promise<unknown> {
  const { request, reply, token } = call;
  const outcome = await register(services, token, { ...entered, locale: request.page.locale });
  switch (outcome.kind) {
    case 'sent':
      return sentPage(request.page, { email: outcome.email, hours: confirmationHours });
    case 'registered':
      return registeredPage(request.page);
    case 'stale':
      return reply.redirect('/register', 303);
    default:
      return outcome satisfies never;
  }
}

function edsDetails(request: FastifyRequest, entered: Entered): Html {
  const submit = wordsOf(request).details.chooseCertificate;
  return detailsPage(request.page, { ...entered, submit, action: '/register/eds', back: '/register' });
}

function postEdsDetails(services: IdentityServices) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const values = bodyOf(request.body);
    const read = readDetails(values, wordsOf(request), []);
    if (!read.ok) return edsDetails(request, { values, errors: read.errors });
    setRegistration(reply, await beginRegistrationWithEds(services, read.value));
    return reply.redirect('/register/eds/certificate', 303);
  };
}

function tokenOf(request: FastifyRequest): string {
  const { token } = request.params as { token: string };
  if (!/^[\w-]{43}$/.test(token)) throw new Failure('notFound');
  return token;
}

function postResend(services: IdentityServices) {
  return async (request: FastifyRequest): Promise<unknown> => {
    const accountId = bodyOf(request.body)['account'] ?? '';
    if (!isId(accountId)) throw new Failure('badRequest');
    await resendConfirmation(services, accountId);
    return unconfirmedPage(request.page, { accountId, resent: true });
  };
}

/** Registration, both ways, and the link that completes it. */
export function registerRoutes(services: IdentityServices): Route<Access>[] {
  const slow = { max: 30, seconds: 60 } as const;
  return [
    { method: 'GET', url: '/register', access: everyone, handler: (request) => startPage(request.page) },
    { method: 'POST', url: '/register', access: everyone, handler: postStart },
    { method: 'GET', url: '/register/person', access: everyone, handler: (request) => lookUpPage(request.page) },
    { method: 'POST', url: '/register/person', access: everyone, limit: slow, handler: postLookUp(services) },
    { method: 'GET', url: '/register/details', access: everyone, handler: getDetails(services) },
    { method: 'POST', url: '/register/details', access: everyone, limit: slow, handler: postDetails(services) },
    {
      method: 'GET',
      url: '/register/eds',
      access: everyone,
      handler: (request) => edsDetails(request, { values: {}, errors: [] }),
    },
    { method: 'POST', url: '/register/eds', access: everyone, limit: slow, handler: postEdsDetails(services) },
    {
      method: 'GET',
      url: '/register/confirm/:token',
      access: everyone,
      handler: (request) => confirmPage(request.page, tokenOf(request)),
    },
    {
      method: 'POST',
      url: '/register/confirm/:token',
      access: everyone,
      limit: slow,
      handler: async (request) => confirmedPage(request.page, await confirmRegistration(services, tokenOf(request))),
    },
    { method: 'POST', url: '/register/resend', access: everyone, limit: { max: 5, seconds: 600 }, handler: postResend(services) },
  ];
}
