import type { FastifyRequest } from 'fastify';
import type { NavigationItem, PageContext } from '#ui';
import { Failure } from '#kit/failure';
import type { Watching } from '../watch-traffic.ts';

/** What the pages of the gateway's administrator are made from; who that is, the house says. */
export interface MonitoringOptions<Access extends string> extends Watching {
  readonly access: Access;
  /** Account of the administrator who asks; undefined where somebody else does. */
  readonly administratorOf: (request: FastifyRequest) => string | undefined;
  readonly navigation: (context: PageContext) => readonly NavigationItem[];
}

/** @throws Failure `forbidden` for everybody but administrators */
export function administrator(options: MonitoringOptions<string>, request: FastifyRequest): string {
  const account = options.administratorOf(request);
  if (account === undefined) throw new Failure('forbidden');
  return account;
}

/** @throws Failure `notFound` for everybody but administrators: nobody else learns which letters there are */
export function keeperOfLetters(options: MonitoringOptions<string>, request: FastifyRequest): string {
  const account = options.administratorOf(request);
  if (account === undefined) throw new Failure('notFound');
  return account;
}
