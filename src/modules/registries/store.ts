import { sql } from 'kysely';
import type { Queryable } from '#kit/db';
import type { Iin } from '#subjects';
import type { AccessGround, PersonAnswer } from './ports.ts';

export interface Access {
  readonly at: Date;
  readonly registry: string;
  readonly iin: Iin;
  readonly ground: AccessGround;
  readonly outcome: PersonAnswer['kind'];
}

export async function insertAccess(db: Queryable, { at, registry, iin, ground, outcome }: Access): Promise<void> {
  await sql`insert into registries.access_log (at, registry, iin, who, purpose, reference, outcome)
    values (${at}, ${registry}, ${iin}, ${ground.who ?? null}, ${ground.purpose}, ${ground.reference ?? null}, ${outcome})`.execute(
    db,
  );
}

export interface AccessLine {
  readonly at: Date;
  readonly registry: string;
  readonly who: string | null;
  readonly purpose: string;
  readonly reference: string | null;
  readonly outcome: PersonAnswer['kind'];
}

/** Who asked a registry for this person's data, newest first. */
export async function listAccesses(db: Queryable, iin: Iin, most: number): Promise<AccessLine[]> {
  const { rows } = await sql<AccessLine>`select at, registry, who, purpose, reference, outcome from registries.access_log
    where iin = ${iin} order by at desc, id desc limit ${most}`.execute(db);
  return rows;
}
