import type { FastifyReply } from 'fastify';
import { inTransaction } from '#kit/db';
import type { Tx } from '#kit/db';
import { Failure } from '#kit/failure';
import type { Html } from '#kit/html';
import type { Route } from '#kit/http';
import { once } from '#kit/idempotency';
import { newToken } from '#kit/ids';
import { texts } from '#text';
import type { FieldError } from '#ui';
import type { Changing } from '../change-entry.ts';
import { declineReferral, freePlace, placeChild } from '../close-referral.ts';
import { offerPlace } from '../issue-referral.ts';
import { addGroup, addInstitution, changePlaces, groupBounds } from '../keep-preschools.ts';
import { findGroup, findInstitution, listGroups, listInstitutions } from '../store/preschools.ts';
import { listReferralsOf } from '../store/referrals.ts';
import { base, fieldsOf, idIn, routesBelow } from './call.ts';
import type { RegisterCall, RegisterPages } from './call.ts';
import { institutionsView, institutionView } from './pages/institutions.ts';

type Pages = RegisterPages<string>;
type Given = Readonly<Record<string, string>>;
interface Shown {
  readonly given: Given;
  readonly errors: readonly FieldError[];
}
const nothingGiven: Shown = { given: {}, errors: [] };
const at = `${base}/preschool`;
/** Longest name, address, telephone number. */
const mostSigns = 200;

function trimmed(given: Given, name: string): string {
  return (given[name] ?? '').trim().slice(0, mostSigns);
}

async function institutions({ db }: Pages, { request, keeper, frame }: RegisterCall, shown: Shown): Promise<Html> {
  const found = await listInstitutions(db, keeper.bodyId);
  const groups = await listGroups(
    db,
    found.map(({ id }) => id),
  );
  return institutionsView(request.page, { ...frame, institutions: found, groups, ...shown });
}

async function postInstitution(pages: Pages, call: RegisterCall): Promise<unknown> {
  const { request, reply, keeper, at: now } = call;
  const given = fieldsOf(request);
  const { preschools, faults } = texts(request.page.locale).registers;
  const [number, name, address, phone] = ['number', 'name', 'address', 'phone'].map((field) => trimmed(given, field)) as [
    string,
    string,
    string,
    string,
  ];
  const lacking = (Object.entries({ number, name, address }) as ['number' | 'name' | 'address', string][]).filter(
    ([, value]) => value === '',
  );
  const errors = lacking.map(([field]) => ({ field, message: `${preschools[field]}: ${faults.missing}` }));
  if (errors.length > 0) return institutions(pages, call, { given, errors });
  const entering = { bodyId: keeper.bodyId, number, name, address, phone: phone === '' ? undefined : phone, at: now };
  const id = await inTransaction(pages.db, (tx) => addInstitution(tx, entering));
  if (id !== undefined) return reply.redirect(`${at}/institutions/${id}`, 303);
  return institutions(pages, call, { given, errors: [{ field: 'number', message: preschools.exists }] });
}

async function institution(pages: Pages, call: RegisterCall, shown: Shown & { id?: string }): Promise<Html> {
  const { request, keeper, frame } = call;
  const { id = idIn(request), ...rest } = shown;
  const found = await findInstitution(pages.db, { id, bodyId: keeper.bodyId });
  if (found === undefined) throw new Failure('notFound');
  const groups = await listGroups(pages.db, [found.id]);
  const children = await listReferralsOf(
    pages.db,
    groups.map((group) => group.id),
  );
  await pages.record(
    request,
    children.map(({ iin }) => ({ register: frame.register.name, iin, purpose: 'list' })),
  );
  const withChildren = groups.map((group) => ({ ...group, children: children.filter(({ groupId }) => groupId === group.id) }));
  const { offered } = request.query as Record<string, unknown>;
  const how = offered === 'given' || offered === 'nobody' ? offered : undefined;
  return institutionView(request.page, {
    ...frame,
    institution: found,
    groups: withChildren,
    ...rest,
    offered: how,
    key: newToken(),
  });
}

/** A whole number between these. */
function wholeIn(text: string, least: number, most: number): number | undefined {
  const number = Number(text);
  return /^\d{1,4}$/.test(text) && number >= least && number <= most ? number : undefined;
}

interface GroupForm {
  readonly name: string;
  readonly bornFrom: number | undefined;
  readonly bornTo: number | undefined;
  readonly places: number | undefined;
}

function readGroup(given: Given): GroupForm {
  const { bornFrom, bornTo, places } = groupBounds;
  const from = wholeIn(trimmed(given, 'bornFrom'), bornFrom, bornTo);
  return {
    name: trimmed(given, 'groupName'),
    bornFrom: from,
    bornTo: wholeIn(trimmed(given, 'bornTo'), from ?? bornFrom, bornTo),
    places: wholeIn(trimmed(given, 'places'), 0, places),
  };
}

function groupErrors({ name, bornFrom, bornTo, places }: GroupForm, { locale }: { locale: 'kk' | 'ru' | 'en' }): FieldError[] {
  const { preschools: words, faults } = texts(locale).registers;
  return [
    ...(name === '' ? [{ field: 'groupName', message: `${words.groupName}: ${faults.missing}` }] : []),
    ...(bornFrom === undefined ? [{ field: 'bornFrom', message: `${words.bornFrom}: ${faults.wrong}` }] : []),
    ...(bornTo === undefined ? [{ field: 'bornTo', message: `${words.bornTo}: ${faults.wrong}` }] : []),
    ...(places === undefined ? [{ field: 'places', message: `${words.places}: ${faults.wrong}` }] : []),
  ];
}

async function postGroup(pages: Pages, call: RegisterCall): Promise<unknown> {
  const { request, reply, keeper } = call;
  const given = fieldsOf(request);
  const found = await findInstitution(pages.db, { id: idIn(request), bodyId: keeper.bodyId });
  if (found === undefined) throw new Failure('notFound');
  const group = readGroup(given);
  const { name, bornFrom, bornTo, places } = group;
  const errors = groupErrors(group, request.page);
  if (bornFrom === undefined || bornTo === undefined || places === undefined || errors.length > 0)
    return institution(pages, call, { given, errors });
  const id = await inTransaction(pages.db, (tx) => addGroup(tx, { institutionId: found.id, name, bornFrom, bornTo, places }));
  if (id !== undefined) return reply.redirect(`${at}/institutions/${found.id}`, 303);
  const message = texts(request.page.locale).registers.preschools.groupExists;
  return institution(pages, call, { given, errors: [{ field: 'groupName', message }] });
}

async function groupOf({ db }: Pages, { request, keeper }: RegisterCall) {
  const group = await findGroup(db, { id: idIn(request), bodyId: keeper.bodyId });
  if (group === undefined) throw new Failure('notFound');
  return group;
}

async function postPlaces(pages: Pages, call: RegisterCall): Promise<unknown> {
  const { request, reply, keeper } = call;
  const group = await groupOf(pages, call);
  const field = `places-${group.id}`;
  const places = wholeIn((fieldsOf(request)[field] ?? '').trim(), 0, groupBounds.places);
  const { preschools: words, faults } = texts(request.page.locale).registers;
  const refuse = (message: string): Promise<Html> =>
    institution(pages, call, { id: group.institutionId, given: {}, errors: [{ field, message }] });
  if (places === undefined) return refuse(`${words.places}: ${faults.wrong}`);
  const change = { groupId: group.id, bodyId: keeper.bodyId, places };
  const outcome = await inTransaction(pages.db, (tx) => changePlaces(tx, change));
  return outcome === 'tooFew' ? refuse(words.tooFew) : reply.redirect(`${at}/institutions/${group.institutionId}`, 303);
}

/** Pressed twice, one place is given: the form carries a key. */
async function postOffer(pages: Pages, call: RegisterCall): Promise<unknown> {
  const { request, reply, keeper, who, at: now } = call;
  const group = await groupOf(pages, call);
  const key = fieldsOf(request)['key'] ?? '';
  const given = await inTransaction(pages.db, (tx) =>
    once(tx, { scope: `registers/${keeper.id}/offer`, key, content: group.id }, async () => {
      return (await offerPlace(tx, { bodyId: keeper.bodyId, groupId: group.id, who, at: now })) ?? null;
    }),
  );
  return reply.redirect(`${at}/institutions/${group.institutionId}?offered=${given === null ? 'nobody' : 'given'}`, 303);
}

/** What is done with a child's referral; done twice, it is done once. */
function childAct(pages: Pages, act: (tx: Tx, changing: Changing) => Promise<'saved' | 'missing' | 'none'>) {
  return async ({ request, reply, keeper, who, at: now }: RegisterCall): Promise<FastifyReply> => {
    const id = idIn(request);
    const outcome = await inTransaction(pages.db, (tx) => act(tx, { id, bodyId: keeper.bodyId, who, at: now }));
    if (outcome === 'missing') throw new Failure('notFound');
    return reply.redirect(`${at}/${id}`, 303);
  };
}

/** Preschool institutions, their groups and places, and the referrals to them (RG-3). */
export function preschoolRoutes<A extends string>(pages: RegisterPages<A>): Route<A>[] {
  const route = routesBelow(pages, 'preschool');
  const free = (call: RegisterCall): Promise<FastifyReply> => {
    const referralId = idIn(call.request, 'referral');
    return childAct(pages, (tx, changing) => freePlace(tx, { ...changing, referralId }))(call);
  };
  return [
    route('GET', '/institutions', (call) => institutions(pages, call, nothingGiven)),
    route('POST', '/institutions', (call) => postInstitution(pages, call)),
    route('GET', '/institutions/:id', (call) => institution(pages, call, nothingGiven)),
    route('POST', '/institutions/:id/groups', (call) => postGroup(pages, call)),
    route('POST', '/groups/:id/places', (call) => postPlaces(pages, call)),
    route('POST', '/groups/:id/offer', (call) => postOffer(pages, call)),
    route('POST', '/:id/place', childAct(pages, placeChild)),
    route('POST', '/:id/decline', childAct(pages, declineReferral)),
    route('POST', '/:id/referrals/:referral/free', free),
  ];
}
