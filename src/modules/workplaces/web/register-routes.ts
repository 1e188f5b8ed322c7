import type { FastifyRequest } from 'fastify';
import type { ApplicationServices } from '#applications';
import { findBody, officerOf } from '#identity';
import type { Access } from '#identity';
import type { Route } from '#kit/http';
import { registerPages } from '#registers';
import type { Keeper } from '#registers';
import { formatShortName } from '#subjects';
import { recordEntryReadings } from '../record-entry-readings.ts';
import { workplaceNavigation } from './pages/navigation.ts';

async function keeperOf({ db }: ApplicationServices, request: FastifyRequest): Promise<Keeper> {
  const { id, name, bodyId, roles } = officerOf(request);
  const body = await findBody(db, bodyId);
  return { id, name: formatShortName(name), bodyId, bodyKind: body?.kind ?? '', mayExport: roles.includes('head') };
}

/** The registers that the officer's body keeps (WRK-4, WRK-5). */
export function registerRoutes(services: ApplicationServices): Route<Access>[] {
  const { db, clock } = services;
  return registerPages<Access>({
    db,
    clock,
    access: 'officer',
    keeperOf: (request) => keeperOf(services, request),
    navigation: (context) => workplaceNavigation(context, 'registers'),
    record: (request, seen) => recordEntryReadings(services, officerOf(request), seen),
  });
}
