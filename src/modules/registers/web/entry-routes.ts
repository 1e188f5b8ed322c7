import type { FastifyReply } from 'fastify';
import { inTransaction } from '#kit/db';
import { Failure } from '#kit/failure';
import type { Html } from '#kit/html';
import type { Route } from '#kit/http';
import { once } from '#kit/idempotency';
import { newToken } from '#kit/ids';
import { formatDay, texts } from '#text';
import type { Locale } from '#text';
import type { FieldError } from '#ui';
import { changeEntry } from '../change-entry.ts';
import { leave } from '../close-referral.ts';
import { enter } from '../enter.ts';
import { withDefaults } from '../rules/decision.ts';
import { readEntry } from '../rules/import.ts';
import type { ImportFault } from '../rules/import.ts';
import { readValues } from '../rules/read-values.ts';
import type { Register } from '../rules/register.ts';
import { standingOf } from '../standing.ts';
import { findApplicationNumber, listChanges } from '../store/changes.ts';
import { findEntry, listEntriesOf } from '../store/entries.ts';
import type { Entry } from '../store/entries.ts';
import { listPayments } from '../store/payments.ts';
import { listReferrals } from '../store/referrals.ts';
import { fieldsOf, idIn, routesBelow } from './call.ts';
import type { RegisterCall, RegisterPages } from './call.ts';
import { cardView } from './pages/card.ts';
import { entryFormView } from './pages/entry-form.ts';

/** Lines of a history that are shown. */
const mostChanges = 200;
/** Longest reason, in signs. */
const mostReason = 500;

type Pages = RegisterPages<string>;

/** The entry of the address; its person will see that it was looked at. @throws Failure `notFound` */
async function openEntry(pages: Pages, { request, keeper, register }: RegisterCall): Promise<Entry> {
  const entry = await findEntry(pages.db, register, { id: idIn(request), bodyId: keeper.bodyId });
  if (entry === undefined) throw new Failure('notFound');
  const seen = { register: register.name, iin: entry.iin, purpose: 'register' } as const;
  await pages.record(request, [seen]);
  return entry;
}

async function card(pages: Pages, call: RegisterCall, errors: readonly FieldError[] = []): Promise<Html> {
  const { request, register, frame, keeper, at } = call;
  const { db } = pages;
  const entry = await openEntry(pages, call);
  const [applicationNumber, standing, payments, referrals, changes, all] = await Promise.all([
    findApplicationNumber(db, entry.id),
    register.queue && standingOf(db, entry.id, at),
    register.name === 'homeTaught' ? listPayments(db, entry.id) : [],
    register.name === 'preschool' ? listReferrals(db, entry.id) : [],
    listChanges(db, entry.id, mostChanges),
    listEntriesOf(db, register, { bodyId: keeper.bodyId, iin: entry.iin }),
  ]);
  const others = all.filter(({ id }) => id !== entry.id);
  return cardView(request.page, { ...frame, entry, applicationNumber, standing, payments, referrals, changes, others, errors });
}

function errorsOf(
  register: Register,
  faults: readonly { readonly column: string | undefined; readonly fault: ImportFault }[],
  locale: Locale,
): FieldError[] {
  const words = texts(locale).registers;
  const names: Readonly<Record<string, string>> = { ...words.columns, fullName: words.persons[register.name] };
  return faults.map(({ column = '', fault }) => ({
    field: column,
    message: `${names[column] ?? column}: ${words.faults[fault]}`,
  }));
}

function newForm(
  { request, frame }: RegisterCall,
  shown: { given: Readonly<Record<string, string>>; errors: readonly FieldError[] },
): Html {
  const key = shown.given['key'] ?? newToken();
  return entryFormView(request.page, { ...frame, ...shown, entryId: undefined, hidden: { key } });
}

async function postNew(pages: Pages, call: RegisterCall): Promise<unknown> {
  const { request, reply, register, keeper, who, frame, at } = call;
  const given = fieldsOf(request);
  const { locale } = request.page;
  const read = readEntry(register, given, at);
  if (!read.ok) return newForm(call, { given, errors: errorsOf(register, read.faults, locale) });
  const { key = '', ...content } = given;
  const id = await inTransaction(pages.db, (tx) =>
    once(tx, { scope: `registers/${keeper.id}/enter`, key, content }, async () => {
      const { filedAt, ...entry } = read.row;
      const entering = { ...entry, filedAt: new Date(filedAt), bodyId: keeper.bodyId, at, who };
      return (await enter(tx, register, entering))?.id ?? null;
    }),
  );
  if (id !== null) return reply.redirect(`${frame.base}/${id}`, 303);
  const message = texts(locale).registers.form.exists;
  return newForm(call, { given: content, errors: [{ field: 'iin', message }] });
}

function defined(values: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).filter((one): one is [string, string] => one[1] !== undefined));
}

async function changeForm(
  pages: Pages,
  call: RegisterCall,
  shown: { given?: Readonly<Record<string, string>>; errors: readonly FieldError[] },
): Promise<Html> {
  const entry = await openEntry(pages, call);
  const given = shown.given ?? defined(entry.values);
  const hidden = { version: shown.given?.['version'] ?? String(entry.version) };
  return entryFormView(call.request.page, { ...call.frame, entryId: entry.id, given, errors: shown.errors, hidden });
}

async function postChange(pages: Pages, call: RegisterCall): Promise<unknown> {
  const { request, reply, register, keeper, who, frame, at } = call;
  const given = fieldsOf(request);
  const { locale } = request.page;
  const read = readValues(register, given, formatDay(at));
  if (!read.ok) return changeForm(pages, call, { given, errors: errorsOf(register, read.faults, locale) });
  const change = { id: idIn(request), bodyId: keeper.bodyId, who, at, version: Number(given['version']), values: read.values };
  const outcome = await inTransaction(pages.db, (tx) => changeEntry(tx, register, change));
  if (outcome === 'missing') throw new Failure('notFound');
  if (outcome === 'saved') return backToCard(reply, frame.base, change.id);
  const [first] = register.columns;
  const { card: words, form } = texts(locale).registers;
  const message = outcome === 'closed' ? words.closed : form.changed;
  const { version: _seen, ...kept } = given;
  return changeForm(pages, call, { given: kept, errors: [{ field: first?.name ?? '', message }] });
}

function backToCard(reply: FastifyReply, at: string, id: string): FastifyReply {
  return reply.redirect(`${at}/${id}`, 303);
}

async function postLeave(pages: Pages, call: RegisterCall): Promise<unknown> {
  const { request, reply, register, keeper, who, frame, at } = call;
  const why = (fieldsOf(request)['why'] ?? '').trim().slice(0, mostReason);
  if (why === '') return card(pages, call, [{ field: 'why', message: texts(request.page.locale).registers.form.whyMissing }]);
  const leaving = { id: idIn(request), bodyId: keeper.bodyId, who, at, why };
  const outcome = await inTransaction(pages.db, (tx) => leave(tx, register, leaving));
  if (outcome === 'missing') throw new Failure('notFound');
  return backToCard(reply, frame.base, leaving.id);
}

/** Cards of entries, and what changes them. */
export function entryRoutes<A extends string>(pages: RegisterPages<A>): Route<A>[] {
  const route = routesBelow(pages, ':register');
  return [
    route('GET', '/new', (call) => newForm(call, { given: defined(withDefaults(call.register, {})), errors: [] })),
    route('POST', '/new', (call) => postNew(pages, call)),
    route('GET', '/:id', (call) => card(pages, call)),
    route('GET', '/:id/change', (call) => changeForm(pages, call, { errors: [] })),
    route('POST', '/:id/change', (call) => postChange(pages, call)),
    route('POST', '/:id/leave', (call) => postLeave(pages, call)),
  ];
}
