import { readDay } from '#text';
import { countLoad, countOpenComplaints, listDays, sumFigures } from '#applications';
import type { ApplicationServices, Figure, Load } from '#applications';
import { findBody, listBodies, listOfficerNames } from '#identity';
import type { Body, OfficerActor } from '#identity';
import { Failure } from '#kit/failure';
import { localDate } from '#regulations';
import type { Regulation, WorkingCalendar } from '#regulations';
import { formatShortName } from '#subjects';
import { daysBefore, stretchesOf } from '../rules/panel.ts';
import type { Stretch } from '../rules/panel.ts';

/** What a panel shows, as its address says. */
export interface PanelSearch {
  /** `2026-11-22` */
  readonly from: string;
  readonly to: string;
  readonly service: string | undefined;
  /** undefined: all bodies, for the owner. */
  readonly bodyId: string | undefined;
  /** Days were written that cannot be read. */
  readonly wrongDates: boolean;
}

export interface PanelModel {
  readonly search: PanelSearch;
  readonly isOwner: boolean;
  /** The body whose panel it is; undefined: all. */
  readonly body: Body | undefined;
  /** Those that an owner can choose from. */
  readonly bodies: readonly Body[];
  /** Services of the period, to choose from. */
  readonly services: readonly string[];
  readonly figures: readonly Figure[];
  readonly stretches: readonly Stretch[];
  readonly load: readonly Load[];
  readonly complaints: number;
  /** Short names of the body’s officers, by id. */
  readonly names: ReadonlyMap<string, string>;
  readonly calendar: WorkingCalendar;
  /** The regulation of a service as it is now, where it is still here. */
  readonly regulationOf: (service: string) => Regulation | undefined;
}

/** Days of a panel that is opened without a period. */
const usualDays = 30;
/** Longest period, in days: five years. */
const mostDays = 1_830;

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

function periodOf(query: Record<string, unknown>, today: string): Pick<PanelSearch, 'from' | 'to' | 'wrongDates'> {
  const usual = { from: daysBefore(today, usualDays - 1), to: today };
  const [from, to] = [text(query['from']), text(query['to'])];
  if (from === '' && to === '') return { ...usual, wrongDates: false };
  const read = { from: from === '' ? usual.from : readDay(from), to: to === '' ? today : readDay(to) };
  if (read.from === undefined || read.to === undefined || read.from > read.to) return { ...usual, wrongDates: true };
  const earliest = daysBefore(read.to, mostDays);
  return { from: read.from < earliest ? earliest : read.from, to: read.to, wrongDates: false };
}

/**
 * Whose panel an officer may see: a head the own body's, an owner all (WRK-6).
 *
 * @throws Failure `forbidden` for everybody else, `notFound` for a body that is not there
 */
export async function searchOf(
  services: ApplicationServices,
  officer: OfficerActor,
  query: Record<string, unknown>,
): Promise<PanelSearch> {
  const isOwner = officer.roles.includes('owner');
  if (!isOwner && !officer.roles.includes('head')) throw new Failure('forbidden');
  const period = periodOf(query, localDate(services.calendar, services.clock.now()));
  const service = text(query['service']);
  const asked = text(query['body']);
  const known = isOwner && asked !== '' ? (await listBodies(services.db)).some(({ id }) => id === asked) : true;
  if (!known) throw new Failure('notFound');
  const bodyId = isOwner ? asked || undefined : officer.bodyId;
  return { ...period, service: service === '' ? undefined : service, bodyId };
}

async function namesOf({ db }: ApplicationServices, bodyId: string | undefined): Promise<Map<string, string>> {
  if (bodyId === undefined) return new Map();
  const officers = await listOfficerNames(db, bodyId);
  return new Map([...officers].map(([id, name]) => [id, formatShortName(name)]));
}

/** The sign-in belongs to no service. */
function isShared({ service }: Figure): boolean {
  return service === '';
}

export async function openPanel(services: ApplicationServices, officer: OfficerActor, search: PanelSearch): Promise<PanelModel> {
  const { db, calendar } = services;
  const now = services.clock.now();
  const { bodyId, service, from, to } = search;
  const all = { bodyId, service: undefined, from, to };
  const [figures, days, load, complaints, bodies, body] = await Promise.all([
    sumFigures(db, all),
    listDays(db, { ...all, service, measures: ['filed', 'decided'] }),
    countLoad(db, { bodyId, now }),
    bodyId === undefined ? 0 : countOpenComplaints(db, bodyId),
    listBodies(db),
    bodyId === undefined ? undefined : findBody(db, bodyId),
  ]);
  const ofBody = new Set(figures.filter(({ measure }) => measure !== 'step').map((figure) => figure.service));
  return {
    search,
    isOwner: officer.roles.includes('owner'),
    body,
    bodies,
    services: [...ofBody].toSorted(),
    // The programs' own work is no body's: a head sees it of the services that the body provides.
    figures: figures.filter(
      (one) => isShared(one) || (ofBody.has(one.service) && (service === undefined || one.service === service)),
    ),
    stretches: stretchesOf({ from, to }, days),
    load,
    complaints,
    names: await namesOf(services, bodyId),
    calendar,
    regulationOf: (id) => services.regulations.current(id, now),
  };
}
