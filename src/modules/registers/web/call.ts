import type { FastifyReply, FastifyRequest } from 'fastify';
import '#ui';
import type { Clock } from '#kit/clock';
import type { Db } from '#kit/db';
import { Failure } from '#kit/failure';
import type { Route } from '#kit/http';
import { isId } from '#kit/ids';
import type { Iin } from '#subjects';
import type { NavigationItem, PageContext } from '#ui';
import type { ChangedBy } from '../rules/actor.ts';
import { registersOf } from '../rules/register.ts';
import type { Register, RegisterName } from '../rules/register.ts';
import type { RegisterFrame } from './pages/frame.ts';

/** An officer as the registers know them. */
export interface Keeper {
  readonly id: string;
  readonly name: string;
  readonly bodyId: string;
  /** Kind of the body: it decides which registers there are. */
  readonly bodyKind: string;
  /** Whether whole registers may leave the house as files: everybody in them is told. */
  readonly mayExport: boolean;
}

/** What was looked at, for the person's list of who looked (CAB-9). */
export interface SeenEntry {
  readonly register: RegisterName;
  readonly iin: Iin;
  /** A card that is opened, a file that leaves the house, a list, the answer to a search. */
  readonly purpose: 'register' | 'registerExport' | 'list' | 'search';
}

/** What the registers' pages at the workplace are made of. */
export interface RegisterPages<Access extends string> {
  readonly db: Db;
  readonly clock: Clock;
  readonly access: Access;
  readonly keeperOf: (request: FastifyRequest) => Promise<Keeper>;
  readonly navigation: (context: PageContext) => readonly NavigationItem[];
  readonly record: (request: FastifyRequest, seen: readonly SeenEntry[]) => Promise<void>;
}

/** Where the registers stand at the workplace. */
export const base = '/registers';

/** A request for a page of a register that the officer's body keeps. */
export interface RegisterCall {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly keeper: Keeper;
  readonly who: Extract<ChangedBy, { kind: 'officer' }>;
  readonly register: Register;
  readonly frame: RegisterFrame;
  readonly at: Date;
}

function parametersOf(request: FastifyRequest): Readonly<Record<string, string>> {
  return request.params as Record<string, string>;
}

/** @throws Failure `notFound` for a register that this body does not keep, as for one that does not exist */
async function callOf<Access extends string>(
  pages: RegisterPages<Access>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<RegisterCall> {
  const keeper = await pages.keeperOf(request);
  const name = parametersOf(request)['register'] ?? 'preschool';
  const register = registersOf(keeper.bodyKind).find((one) => one.name === name);
  if (register === undefined) throw new Failure('notFound');
  const frame = { register, base: `${base}/${register.name}`, navigation: pages.navigation(request.page) };
  const who = { kind: 'officer', id: keeper.id, name: keeper.name } as const;
  return { request, reply, keeper, who, register, frame, at: pages.clock.now() };
}

type Answer = (call: RegisterCall) => unknown;

/** Routes of the registers, or of the one that is named, each below its address. */
export function routesBelow<A extends string>(pages: RegisterPages<A>, register: ':register' | 'preschool') {
  return (method: 'GET' | 'POST', path: string, answer: Answer): Route<A> => ({
    method,
    url: `${base}/${register}${path}`,
    access: pages.access,
    handler: async (request, reply) => answer(await callOf(pages, request, reply)),
  });
}

/** An id of the address. @throws Failure `notFound` for what cannot be one */
export function idIn(request: FastifyRequest, name = 'id'): string {
  const id = parametersOf(request)[name] ?? '';
  if (!isId(id)) throw new Failure('notFound');
  return id;
}

/** The fields of a form, as texts; what is sent twice counts once. */
export function fieldsOf(request: FastifyRequest): Readonly<Record<string, string>> {
  const body = (request.body ?? {}) as Record<string, unknown>;
  const texts = Object.entries(body).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value] as const);
  return Object.fromEntries(texts.filter((field): field is [string, string] => typeof field[1] === 'string'));
}
