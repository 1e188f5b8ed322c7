import type { FastifyRequest } from 'fastify';
import { findBody, officerOf } from '#identity';
import type { OfficerActor } from '#identity';
import type { Db } from '#kit/db';
import { Failure } from '#kit/failure';

/**
 * Whoever works at a centre: its operators and its head.
 *
 * @throws Failure `forbidden` for officers of providers, who have no hall
 */
export async function centreStaff(db: Db, request: FastifyRequest): Promise<OfficerActor> {
  const officer = officerOf(request);
  const isStaff = officer.roles.includes('operator') || officer.roles.includes('head');
  const body = isStaff ? await findBody(db, officer.bodyId) : undefined;
  if (body?.kind !== 'centre') throw new Failure('forbidden');
  return officer;
}
