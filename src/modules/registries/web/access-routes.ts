import type { FastifyRequest } from 'fastify';
import type { Db } from '#kit/db';
import type { Html } from '#kit/html';
import type { Route } from '#kit/http';
import type { Iin } from '#subjects';
import { texts, readDay } from '#text';
import type { Locale, Translated } from '#text';
import type { FieldError, NavigationItem, PageContext } from '#ui';
import { notaryRegistryService } from '../adapters/notary-registry.ts';
import { personRegistryService } from '../adapters/person-registry.ts';
import { listAccesses } from '../store.ts';
import { accessPage } from './pages/access.ts';

/** Who asks, as the session knows them. */
export interface AccessPerson {
  readonly id: string;
  readonly iin: Iin;
}

export interface AccessRoutesOptions<Access extends string> {
  readonly db: Db;
  readonly access: Access;
  readonly personOf: (request: FastifyRequest) => AccessPerson;
  readonly navigation: (context: PageContext) => readonly NavigationItem[];
  /** Names of bodies by their BIN. */
  readonly bodiesOf: (bins: readonly string[]) => Promise<ReadonlyMap<string, Translated>>;
  readonly serviceTitle: (service: string, locale: Locale) => string | undefined;
}

const registries = new Map([personRegistryService, notaryRegistryService].map((service) => [service.id, service.title]));

const pageSize = 20;
/** What the database can count to is further than anybody turns pages. */
const furthestPage = 10_000;
const dayLength = 86_400_000;

interface Period {
  readonly from: Date | undefined;
  readonly to: Date | undefined;
  readonly errors: readonly FieldError[];
}

/** Days as typed, the last one whole. A day that cannot be read is said and not taken. */
function periodOf(query: Readonly<Record<string, string>>, locale: Locale): Period {
  const errors: FieldError[] = [];
  const momentOf = (field: 'from' | 'to', plusDays: number): Date | undefined => {
    const typed = query[field] ?? '';
    const day = typed === '' ? undefined : readDay(typed);
    if (typed !== '' && day === undefined) errors.push({ field, message: texts(locale).registries.access.dayFault });
    return day === undefined ? undefined : new Date(Date.parse(`${day}T00:00:00+05:00`) + plusDays * dayLength);
  };
  return { from: momentOf('from', 0), to: momentOf('to', 1), errors };
}

/** The cabinet's section «Деректерімді кім қарады» (CAB-9). */
export function accessRoutes<Access extends string>(options: AccessRoutesOptions<Access>): Route<Access>[] {
  const { db, access, personOf, bodiesOf, serviceTitle, navigation } = options;
  const handler = async (request: FastifyRequest): Promise<Html> => {
    const { id, iin } = personOf(request);
    const { page: context } = request;
    const raw = request.query as Record<string, unknown>;
    const typed = (['from', 'to'] as const).map(
      (name) => [name, typeof raw[name] === 'string' ? raw[name].trim().slice(0, 20) : ''] as const,
    );
    const withoutLists = raw['lists'] === 'no';
    const query = Object.fromEntries([...typed.filter(([, value]) => value !== ''), ...(withoutLists ? [['lists', 'no']] : [])]);
    const page = Math.min(furthestPage, Math.max(1, Math.floor(Number(raw['page'])) || 1));
    const { errors, ...period } = periodOf(query, context.locale);
    const { lines, total } = await listAccesses(db, {
      iin,
      ...period,
      withoutLists,
      limit: pageSize,
      offset: (page - 1) * pageSize,
    });
    const bodies = await bodiesOf([...new Set(lines.flatMap(({ officerBin }) => officerBin ?? []))]);
    const pages = Math.max(1, Math.ceil(total / pageSize));
    const words = { bodies, registries, serviceTitle, personId: id };
    return accessPage(context, { lines, total, page, pages, query, errors, ...words, navigation: navigation(context) });
  };
  return [{ method: 'GET', url: '/cabinet/access', access, handler }];
}
