import type { FastifyRequest } from 'fastify';
import type { Clock } from '#kit/clock';
import type { Html } from '#kit/html';
import type { Route } from '#kit/http';
import type { AddressRegister } from '../ports.ts';
import { formatFound } from '../rules/found-address.ts';
import { addressesPage } from './pages/addresses.ts';
import { addressPaths } from './paths.ts';

export interface AddressRoutesOptions<Access extends string> {
  readonly addresses: AddressRegister;
  readonly clock: Clock;
  readonly access: Access;
}

/** Longest text that is looked for, in signs. */
const mostText = 200;

function textOf(request: FastifyRequest): string {
  const { q } = request.query as Record<string, unknown>;
  return typeof q === 'string' ? q.trim().slice(0, mostText) : '';
}

/** Addresses of the register for fields that are typed by hand: suggestions while one types, and a page for who has no scripts. */
export function addressRoutes<Access extends string>(options: AddressRoutesOptions<Access>): Route<Access>[] {
  const { addresses, clock, access } = options;
  // Somebody who types asks a few times a second at most, and not for hours.
  const limit = { max: 240, seconds: 60 };
  const getPage = async (request: FastifyRequest): Promise<Html> => {
    const text = textOf(request);
    const answer = text === '' ? undefined : await addresses.findAddresses(text);
    return addressesPage(request.page, { text, answer, now: clock.now() });
  };
  const getSuggestions = async (request: FastifyRequest): Promise<{ addresses: string[] }> => {
    const answer = await addresses.findAddresses(textOf(request));
    const found = answer.kind === 'found' ? answer.addresses : [];
    return { addresses: found.map((address) => formatFound(address, request.page.locale)) };
  };
  return [
    { method: 'GET', url: addressPaths.page, access, handler: getPage, limit },
    { method: 'GET', url: addressPaths.suggestions, access, handler: getSuggestions, limit },
  ];
}
