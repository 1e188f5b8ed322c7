import type { Queryable } from '#kit/db';
import { publicStatuses } from '#regulations';
import type { PublicStatus } from '#regulations';
import { searchApplications } from './store.ts';
import type { Application } from './store.ts';
import type { Iin } from '#subjects';

export const pageSize = 20;

/** What a person looks for among own applications (CAB-5). */
export interface ApplicationSearch {
  /** Services whose name was searched for; undefined: any. */
  readonly services: readonly string[] | undefined;
  /** Digits and letters of a number, without separators; undefined: any. */
  readonly number: string | undefined;
  readonly status: PublicStatus | undefined;
  /** First and last day of sending, as moments. */
  readonly from: Date | undefined;
  readonly to: Date | undefined;
  /** From 1. */
  readonly page: number;
}

export interface Found {
  readonly applications: readonly Application[];
  readonly total: number;
}

export function parseStatus(text: unknown): PublicStatus | undefined {
  return publicStatuses.find((status) => status === text);
}

export async function findOwn(db: Queryable, consumerIin: Iin, search: ApplicationSearch): Promise<Found> {
  return searchApplications(db, consumerIin, { ...search, limit: pageSize, offset: (search.page - 1) * pageSize });
}
