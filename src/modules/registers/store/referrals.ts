import { sql } from 'kysely';
import type { Queryable, Tx } from '#kit/db';
import { newId } from '#kit/ids';
import type { Iin } from '#subjects';

/** `open`: can be handed in. `used`: the child goes there. `ended`: it went there. */
export type ReferralState = 'open' | 'used' | 'lapsed' | 'declined' | 'ended';

/** A referral of a child to a group of an institution. */
export interface Referral {
  readonly id: string;
  readonly number: string;
  readonly entryId: string;
  readonly groupId: string;
  readonly groupName: string;
  readonly institution: string;
  readonly institutionNumber: string;
  readonly institutionAddress: string;
  readonly issuedAt: Date;
  /** The last day on which it is taken, `2026-11-27`. */
  readonly until: string;
  readonly state: ReferralState;
  readonly closedAt: Date | null;
}

const columns = sql`r.id, r.number, r.entry_id as "entryId", r.group_id as "groupId", g.name as "groupName", i.name as institution,
  i.number as "institutionNumber", i.address as "institutionAddress", r.issued_at as "issuedAt", r.until, r.state, r.closed_at as "closedAt"`;
const joined = sql`registers.referral r join registers.preschool_group g on g.id = r.group_id
  join registers.institution i on i.id = g.institution_id`;

/** All referrals of an entry, newest first. */
export async function listReferrals(db: Queryable, entryId: string): Promise<Referral[]> {
  const { rows } = await sql<Referral>`select ${columns} from ${joined} where r.entry_id = ${entryId}
    order by r.issued_at desc, r.id desc`.execute(db);
  return rows;
}

/** A referral with the child that it is for. */
export interface ReferralOfChild extends Referral {
  readonly childName: string;
  /** Of the person of the entry. */
  readonly iin: Iin;
}

/** Referrals that hold the places of these groups, the newest first. */
export async function listReferralsOf(db: Queryable, groupIds: readonly string[]): Promise<ReferralOfChild[]> {
  const { rows } = await sql<ReferralOfChild>`select ${columns}, e.child_name as "childName", e.iin from ${joined}
    join registers.preschool e on e.id = r.entry_id
    where r.group_id = any(${groupIds}::uuid[]) and r.state in ('open', 'used') order by r.issued_at desc, r.id desc`.execute(db);
  return rows;
}

/** The last referrals of these entries, one each. */
export async function lastReferrals(db: Queryable, entryIds: readonly string[]): Promise<Map<string, Referral>> {
  const { rows } = await sql<Referral>`select distinct on (r.entry_id) ${columns} from ${joined}
    where r.entry_id = any(${entryIds}::uuid[]) order by r.entry_id, r.issued_at desc, r.id desc`.execute(db);
  return new Map(rows.map((referral) => [referral.entryId, referral]));
}

/** @returns false where the child has an open referral */
export async function insertReferral(
  tx: Tx,
  referral: Pick<Referral, 'entryId' | 'groupId' | 'issuedAt' | 'until'> & { readonly number: string | undefined },
): Promise<boolean> {
  const { number, entryId, groupId, issuedAt, until } = referral;
  const { numAffectedRows } = await sql`insert into registers.referral (id, number, entry_id, group_id, issued_at, until, state)
    values (${newId()}, coalesce(${number ?? null}::text, nextval('registers.number')::text), ${entryId}, ${groupId}, ${issuedAt}, ${until}, 'open')
    on conflict do nothing`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

/** @returns false where it was not in that state any more */
export async function closeReferral(
  tx: Tx,
  id: string,
  to: { readonly from: ReferralState; readonly state: ReferralState; readonly at: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`update registers.referral set state = ${to.state}, closed_at = ${to.at}
    where id = ${id} and state = ${to.from}`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

/** A referral whose last day is over. */
export interface Overdue {
  readonly entryId: string;
  readonly bodyId: string;
}

/** Referrals whose last day is over, the oldest first. */
export async function listOverdue(db: Queryable, today: string, most: number): Promise<Overdue[]> {
  const { rows } = await sql<Overdue>`select r.entry_id as "entryId", e.body_id as "bodyId" from registers.referral r
    join registers.preschool e on e.id = r.entry_id
    where r.state = 'open' and r.until < ${today} order by r.until, r.id limit ${most}`.execute(db);
  return rows;
}

/**
 * The child whose turn it is for a place of a group: the first in the queue whose year of birth fits, who has no open referral and has not
 * let one to this group go.
 *
 * @param before only those who stand before this turn
 */
export async function findNextChild(
  db: Queryable,
  of: {
    readonly queueId: string;
    readonly group: { readonly id: string; readonly bornFrom: number; readonly bornTo: number };
    readonly before?: number;
  },
): Promise<string | undefined> {
  const { queueId, group, before } = of;
  const { rows } = await sql<{ id: string }>`select e.id from registers.turn t join registers.preschool e on e.id = t.entry_id
    where t.queue_id = ${queueId} and t.until is null and t.turn < ${before ?? Number.MAX_SAFE_INTEGER}
      and e.child_birth_date >= make_date(${group.bornFrom}::int, 1, 1) and e.child_birth_date <= make_date(${group.bornTo}::int, 12, 31)
      and not exists (select from registers.referral r where r.entry_id = e.id
        and (r.state = 'open' or (r.group_id = ${group.id} and r.state in ('lapsed', 'declined'))))
    order by t.turn limit 1`.execute(db);
  return rows[0]?.id;
}
