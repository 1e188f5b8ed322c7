import type { Queryable, Tx } from '#kit/db';
import type { Iin, PersonName } from '#subjects';
import type { Locale } from '#text';
import type { Level } from '../rules/actor.ts';
import type { AccountTable, Tables } from './tables.ts';

/** A person's account. */
export interface Account {
  readonly id: string;
  readonly iin: Iin;
  readonly name: PersonName;
  readonly birthDate: string | undefined;
  readonly email: string;
  readonly passwordHash: string;
  readonly level: Level;
  readonly locale: Locale;
  readonly confirmedAt: Date | undefined;
  readonly lockedUntil: Date | undefined;
}

const columns = [
  'id',
  'iin',
  'surname',
  'name',
  'patronymic',
  'birth_date',
  'email',
  'password_hash',
  'level',
  'locale',
  'confirmed_at',
  'locked_until',
] as const;

type Row = Pick<AccountTable, (typeof columns)[number]>;

export function nameOf(row: { surname: string; name: string; patronymic: string | null }): PersonName {
  return { surname: row.surname, name: row.name, ...(row.patronymic === null ? {} : { patronymic: row.patronymic }) };
}

function accountOf(row: Row | undefined): Account | undefined {
  if (row === undefined) return undefined;
  return {
    id: row.id,
    iin: row.iin as Iin,
    name: nameOf(row),
    birthDate: row.birth_date ?? undefined,
    email: row.email,
    passwordHash: row.password_hash,
    level: row.level,
    locale: row.locale,
    confirmedAt: row.confirmed_at ?? undefined,
    lockedUntil: row.locked_until ?? undefined,
  };
}

export async function findAccountByIin(db: Queryable, iin: Iin): Promise<Account | undefined> {
  const accounts = db.withTables<Tables>().selectFrom('identity.account');
  return accountOf(await accounts.select(columns).where('iin', '=', iin).executeTakeFirst());
}

export async function findAccount(db: Queryable, id: string): Promise<Account | undefined> {
  const accounts = db.withTables<Tables>().selectFrom('identity.account');
  return accountOf(await accounts.select(columns).where('id', '=', id).executeTakeFirst());
}

export interface NewAccount {
  readonly id: string;
  readonly iin: Iin;
  readonly name: PersonName;
  readonly birthDate: string | undefined;
  readonly email: string;
  readonly passwordHash: string;
  readonly level: Level;
  readonly locale: Locale;
  readonly at: Date;
}

/**
 * Stores an account, or takes the place of one that was never confirmed: whoever registered it did not read that mailbox.
 *
 * @returns its id, or undefined where a confirmed account of this IIN exists (REG-9).
 */
export async function putAccount(tx: Tx, account: NewAccount): Promise<string | undefined> {
  const entered = {
    surname: account.name.surname,
    name: account.name.name,
    patronymic: account.name.patronymic ?? null,
    birth_date: account.birthDate ?? null,
    email: account.email,
    password_hash: account.passwordHash,
    level: account.level,
    locale: account.locale,
  };
  const row = await tx
    .withTables<Tables>()
    .insertInto('identity.account')
    .values({
      id: account.id,
      iin: account.iin,
      created_at: account.at,
      confirmed_at: null,
      locked_until: null,
      signed_in_at: null,
      ...entered,
    })
    .onConflict((conflict) => conflict.column('iin').doUpdateSet(entered).where('identity.account.confirmed_at', 'is', null))
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

type Change = Partial<
  Pick<AccountTable, 'confirmed_at' | 'locked_until' | 'signed_in_at' | 'level' | 'password_hash' | 'locale'>
>;

export async function changeAccount(tx: Tx, id: string, change: Change): Promise<void> {
  await tx.withTables<Tables>().updateTable('identity.account').set(change).where('id', '=', id).execute();
}
