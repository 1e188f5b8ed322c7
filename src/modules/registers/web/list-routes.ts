import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Failure } from '#kit/failure';
import type { Html } from '#kit/html';
import type { Route } from '#kit/http';
import { exportCsv, exportXlsx } from '../export-entries.ts';
import { positionOf } from '../register-row.ts';
import { formatDay } from '#text';
import { registersOf } from '../rules/register.ts';
import type { Register } from '../rules/register.ts';
import type { Entry } from '../store/entries.ts';
import { lastReferrals } from '../store/referrals.ts';
import { countCurrent, listQueue, searchEntries } from '../store/search.ts';
import { base, routesBelow } from './call.ts';
import type { RegisterCall, RegisterPages, SeenEntry } from './call.ts';
import { listView } from './pages/list.ts';
import type { ListedEntry } from './pages/list.ts';
import { overviewView } from './pages/overview.ts';

const pageSize = 25;
/** Longest search, in signs. */
const mostWords = 120;
const mostPages = 400;

function searchOf(request: FastifyRequest): { words: string; onlyCurrent: boolean; inQueue: boolean; page: number } {
  const { q, current, order, page } = request.query as Record<string, unknown>;
  return {
    words: typeof q === 'string' ? q.trim().slice(0, mostWords) : '',
    onlyCurrent: current === 'yes',
    inQueue: order === 'queue',
    page: Math.min(mostPages, Math.max(1, Math.floor(Number(page)) || 1)),
  };
}

async function listed<A extends string>(
  { db }: RegisterPages<A>,
  register: Register,
  entries: readonly Entry[],
): Promise<ListedEntry[]> {
  const referrals =
    register.name === 'preschool'
      ? await lastReferrals(
          db,
          entries.map(({ id }) => id),
        )
      : new Map<string, never>();
  return Promise.all(
    entries.map(async (entry) => {
      const waits = register.queue !== undefined && entry.leftOn === undefined;
      return { entry, position: waits ? await positionOf(db, entry.id) : undefined, referral: referrals.get(entry.id) };
    }),
  );
}

function getOverview<A extends string>(pages: RegisterPages<A>) {
  return async (request: FastifyRequest): Promise<Html> => {
    const { bodyId, bodyKind } = await pages.keeperOf(request);
    const registers = await Promise.all(
      registersOf(bodyKind).map(async (register) => ({
        name: register.name,
        href: `${base}/${register.name}`,
        current: await countCurrent(pages.db, register, bodyId),
      })),
    );
    return overviewView(request.page, { navigation: pages.navigation(request.page), registers });
  };
}

function seenIn({ name }: Register, entries: readonly Entry[], purpose: SeenEntry['purpose']): SeenEntry[] {
  return entries.map(({ iin }) => ({ register: name, iin, purpose }));
}

async function list<A extends string>(
  pages: RegisterPages<A>,
  { request, keeper, register, frame }: RegisterCall,
): Promise<Html> {
  const { words, onlyCurrent, page, ...asked } = searchOf(request);
  // Who looks for somebody is shown whom was found; without words, those who wait can be shown one after another.
  const inQueue = asked.inQueue && words === '' && register.queue !== undefined;
  const search = { bodyId: keeper.bodyId, words, onlyCurrent, limit: pageSize, offset: (page - 1) * pageSize };
  const { entries, total } = await (inQueue ? listQueue : searchEntries)(pages.db, register, search);
  const purpose = words === '' ? 'list' : 'search';
  await pages.record(request, seenIn(register, entries, purpose));
  const shown = {
    listed: await listed(pages, register, entries),
    total,
    page,
    words,
    onlyCurrent,
    inQueue,
    mayExport: keeper.mayExport,
  };
  return listView(request.page, { ...frame, ...shown, pages: Math.min(mostPages, Math.max(1, Math.ceil(total / pageSize))) });
}

function sendAs(reply: FastifyReply, name: string, type: string): FastifyReply {
  return reply
    .type(type)
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('content-security-policy', "sandbox; default-src 'none'")
    .header('cache-control', 'private, no-store');
}

const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

async function sendExport<A extends string>(pages: RegisterPages<A>, call: RegisterCall, end: 'csv' | 'xlsx'): Promise<unknown> {
  const { request, reply, keeper, register, at } = call;
  const { words, onlyCurrent } = searchOf(request);
  if (!keeper.mayExport) throw new Failure('forbidden');
  const seen = (entries: readonly Entry[]): Promise<void> => pages.record(request, seenIn(register, entries, 'registerExport'));
  const exporting = { bodyId: keeper.bodyId, words, onlyCurrent, locale: request.page.locale, seen };
  const name = `${register.name}-${formatDay(at)}.${end}`;
  if (end === 'xlsx') return sendAs(reply, name, workbook).send(await exportXlsx(pages.db, register, exporting));
  return sendAs(reply, name, 'text/csv; charset=utf-8').send(Readable.from(exportCsv(pages.db, register, exporting)));
}

/** The registers of a body: which there are, lists, search, export (WRK-4). */
export function listRoutes<A extends string>(pages: RegisterPages<A>): Route<A>[] {
  const route = routesBelow(pages, ':register');
  return [
    { method: 'GET', url: base, access: pages.access, handler: getOverview(pages) },
    route('GET', '', (call) => list(pages, call)),
    route('GET', '/export.csv', (call) => sendExport(pages, call, 'csv')),
    route('GET', '/export.xlsx', (call) => sendExport(pages, call, 'xlsx')),
  ];
}
