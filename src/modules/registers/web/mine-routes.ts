import type { FastifyRequest } from 'fastify';
import '#ui';
import type { Clock } from '#kit/clock';
import type { Db } from '#kit/db';
import type { Html } from '#kit/html';
import type { Route } from '#kit/http';
import type { Iin } from '#subjects';
import type { NavigationItem, PageContext } from '#ui';
import { registerNames, registers } from '../rules/register.ts';
import { standingOf } from '../standing.ts';
import { findApplicationNumber } from '../store/changes.ts';
import { listCurrentOf } from '../store/entries.ts';
import { lastReferrals } from '../store/referrals.ts';
import { mineView } from './pages/mine.ts';
import type { OwnPlace } from './pages/mine.ts';

export interface QueueRoutesOptions<A extends string> {
  readonly db: Db;
  readonly clock: Clock;
  readonly access: A;
  /** Whose entries a request may see: the person's own and their children's. */
  readonly iinOf: (request: FastifyRequest) => Iin;
  readonly navigation: (context: PageContext) => readonly NavigationItem[];
}

async function placesOf(db: Db, iin: Iin, at: Date): Promise<OwnPlace[]> {
  const places: OwnPlace[] = [];
  for (const register of registerNames.map((name) => registers[name]).filter(({ queue }) => queue !== undefined)) {
    const entries = await listCurrentOf(db, register, iin);
    const referrals =
      register.name === 'preschool'
        ? await lastReferrals(
            db,
            entries.map(({ id }) => id),
          )
        : new Map<string, never>();
    for (const entry of entries) {
      const [standing, applicationNumber] = await Promise.all([
        standingOf(db, entry.id, at),
        findApplicationNumber(db, entry.id),
      ]);
      if (standing === undefined) continue;
      places.push({ register, entry, standing, applicationNumber, referral: referrals.get(entry.id) });
    }
  }
  return places;
}

/** «Менің кезегім»: where the person and the children wait, why there, and how it moves (WRK-5). */
export function ownQueueRoutes<A extends string>(options: QueueRoutesOptions<A>): Route<A>[] {
  const { db, clock, access, iinOf, navigation } = options;
  const handler = async (request: FastifyRequest): Promise<Html> => {
    const places = await placesOf(db, iinOf(request), clock.now());
    return mineView(request.page, { places, navigation: navigation(request.page) });
  };
  return [{ method: 'GET', url: '/cabinet/queue', access, handler }];
}
