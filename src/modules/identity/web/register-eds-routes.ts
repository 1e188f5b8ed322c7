import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Html } from '#kit/html';
import type { Route } from '#kit/http';
import { formatName } from '#subjects';
import { formatDate, texts } from '#text';
import type { IdentityServices } from '../ports.ts';
import { currentRegistration, identifyByEds, nameOfCertificate } from '../register.ts';
import type { Access } from '../rules/actor.ts';
import type { EdsWeb } from './eds-panel.ts';
import { challengePage, signedChallengeOf } from './eds-panel.ts';
import { certificatePage, registeredPage } from './pages/register.ts';
import { finish } from './register-routes.ts';
import { registrationToken } from './request.ts';

type Call = { readonly request: FastifyRequest; readonly reply: FastifyReply };

async function panelPage(services: IdentityServices, eds: EdsWeb, call: Call & { error?: string }): Promise<Html> {
  const words = texts(call.request.page.locale).identity;
  return challengePage(services, eds, {
    ...call,
    site: 'portal',
    purpose: 'register',
    action: '/register/eds/certificate',
    title: words.eds.title,
    caption: words.start.title,
    lead: words.eds.lead,
    back: '/register/eds',
  });
}

function postCertificate(services: IdentityServices, eds: EdsWeb) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const { page } = request;
    const words = texts(page.locale).identity;
    const call = { request, reply };
    const signed = signedChallengeOf(call, { site: 'portal', purpose: 'register' });
    if (signed === undefined) return panelPage(services, eds, { ...call, error: words.refused.structure });
    const token = registrationToken(request);
    const outcome = await identifyByEds(services, token, signed);
    switch (outcome.kind) {
      case 'registered':
        return registeredPage(page);
      case 'stale':
        return panelPage(services, eds, { ...call, error: words.signIn.stale });
      case 'refused':
        return panelPage(services, eds, { ...call, error: words.refused[outcome.failed] });
      case 'found': {
        const { certificate } = outcome;
        const from = formatDate(certificate.notBefore, page.locale);
        const to = formatDate(certificate.notAfter, page.locale);
        const registration = await currentRegistration(services, token);
        const iin = certificate.person.iin ?? '';
        return certificatePage(page, {
          iin,
          name: formatName(nameOfCertificate(certificate)),
          email: registration?.email ?? '',
          from,
          to,
        });
      }
      default:
        return outcome satisfies never;
    }
  };
}

/** The half of the registration with an ЭЦҚ in which the certificate says who it is (REG-3). */
export function registerEdsRoutes(services: IdentityServices, eds: EdsWeb): Route<Access>[] {
  const limit = { max: 30, seconds: 60 } as const;
  const getPanel = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const registration = await currentRegistration(services, registrationToken(request));
    if (registration?.level !== 'full') return reply.redirect('/register/eds', 303);
    return panelPage(services, eds, { request, reply });
  };
  const postFinish = (request: FastifyRequest, reply: FastifyReply): Promise<unknown> =>
    finish(services, { request, reply, token: registrationToken(request) }, {});
  const url = '/register/eds/certificate';
  return [
    { method: 'GET', url, access: 'everyone', limit, handler: getPanel },
    { method: 'POST', url, access: 'everyone', limit, bodyLimit: 512_000, handler: postCertificate(services, eds) },
    { method: 'POST', url: '/register/eds/finish', access: 'everyone', limit, handler: postFinish },
  ];
}
