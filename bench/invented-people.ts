import { sql } from 'kysely';
import type { Db } from '#kit/db';
import { districtFamilies } from '#seed';
import { parseIin } from '#subjects';
import { peopleOfTwin } from '../twins/person-registry/people.ts';

/** Nobody of this name and number was ever registered: serial digits 9600 to 9699, apart from the demonstration's people. */
interface InventedPerson {
  readonly iin: string;
  readonly surname: string;
  readonly name: string;
  readonly patronymic: string;
  readonly birthDate: string;
}

const crowd = [...peopleOfTwin().values()];
const families = districtFamilies(200, { year: 2026 });
const women = crowd.filter(({ gender }) => gender === 'female');
const men = crowd.filter(({ gender }) => gender === 'male');
const womensSurnames = [...new Set([...women, ...families].map(({ surname }) => surname))];

/** Days on which people are born who apply: 1945 to 2007. */
const firstDay = Date.UTC(1945, 0, 1);
const days = 23_000;

function iinOf(index: number, birthDate: string, isWoman: boolean): string | undefined {
  const century = birthDate < '2000' ? 3 : 5;
  const eleven = `${birthDate.slice(2, 4)}${birthDate.slice(5, 7)}${birthDate.slice(8)}${isWoman ? century + 1 : century}96${String(Math.floor(index / days) % 100).padStart(2, '0')}`;
  const checks = Array.from({ length: 10 }, (_, check) => parseIin(`${eleven}${check}`));
  return checks.find((iin) => iin !== undefined);
}

/** @returns undefined for a number to which no check digit belongs */
function personOf(index: number): InventedPerson | undefined {
  // Steps that share no factor with the lengths: everybody is drawn, in no visible order.
  const birthDate = new Date(firstDay + ((index * 7_919) % days) * 86_400_000).toISOString().slice(0, 10);
  const isWoman = index % 9 < 5;
  const iin = iinOf(index, birthDate, isWoman);
  const ofSex = isWoman ? women : men;
  const { name = '' } = ofSex[(index * 31) % ofSex.length] ?? {};
  const { patronymic = '' } = ofSex[(index * 17) % ofSex.length] ?? {};
  const surname = womensSurnames[(index * 13) % womensSurnames.length] ?? '';
  if (iin === undefined) return undefined;
  return { iin, surname: isWoman ? surname : surname.replace(/а$/, ''), name, patronymic, birthDate };
}

/** Inserted together. */
const batch = 20_000;

/**
 * Fills `bench_person` up to so many people; seven of ten have an account, the others come to counters.
 *
 * @param total 2 million at most: then the numbers are used up
 */
export async function inventPeople(db: Db, total: number): Promise<void> {
  await sql`create unlogged table if not exists bench_person (n integer primary key, iin text, surname text, name text, patronymic text,
    birth_date date, account uuid)`.execute(db);
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from bench_person`.execute(db);
  for (let from = rows[0]?.count ?? 0; from < total; from += batch) {
    const to = Math.min(total, from + batch);
    const people = Array.from({ length: to - from }, (_, place) => place + from).map((index) => {
      // One number in eleven has no check digit: the next hundred of the same day is taken then.
      const person = personOf(index) ?? personOf(index + days * 45) ?? personOf(index + days * 90);
      if (person === undefined) throw new Error(`Nobody can be invented with the number ${index}`);
      return person;
    });
    const column = (of: keyof InventedPerson): string[] => people.map((person) => person[of]);
    await sql`insert into bench_person select ${from} + place - 1, iin, surname, name, patronymic, birth_date::date,
        case when place % 10 < 7 then uuidv7() end
      from unnest(${column('iin')}::text[], ${column('surname')}::text[], ${column('name')}::text[], ${column('patronymic')}::text[],
        ${column('birthDate')}::text[]) with ordinality as p (iin, surname, name, patronymic, birth_date, place)`.execute(db);
    await sql`insert into identity.account (id, iin, surname, name, patronymic, birth_date, email, password_hash, level, locale, created_at, confirmed_at)
      select account, iin, surname, name, patronymic, birth_date, 'inhabitant' || n || '@example.kz', '',
        case when n % 5 = 0 then 'temporary' else 'full' end, case when n % 3 = 0 then 'ru' else 'kk' end, made, made
      from (select *, now() - make_interval(days => 1095 + n % 300) as made from bench_person) p
      where n between ${from} and ${to - 1} and account is not null on conflict do nothing`.execute(db);
  }
}
