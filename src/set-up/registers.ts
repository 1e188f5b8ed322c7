import { findBodyByBin } from '#identity';
import { inTransaction } from '#kit/db';
import type { Db, Tx } from '#kit/db';
import { addGroup, addInstitution, enterInto, offerPlace, placeChild } from '#registers';
import { bodies, cast, districtFamilies, preschools } from '#seed';
import type { CastPerson, DistrictFamily } from '#seed';
import { formatName, parseIin } from '#subjects';
import type { Iin } from '#subjects';
import { formatDay } from '#text';

const dayLength = 86_400_000;
/** What stands in the demonstration's registers. */
const sizes = { children: 100, placed: 46, offered: 4, housing: 36, homeTaught: 8, guardians: 10, unemployed: 18 } as const;

interface District {
  readonly tx: Tx;
  readonly now: Date;
  readonly employment: string;
  readonly education: string;
  readonly housing: string;
}

type Registering = Omit<Parameters<typeof enterInto>[1], 'iin' | 'fullName' | 'registeredOn' | 'at'> & {
  readonly person: DistrictFamily | CastPerson;
};

function iinOf({ iin }: { iin: string }): Iin {
  const parsed = parseIin(iin);
  if (parsed === undefined) throw new Error('An invented person has no valid IIN');
  return parsed;
}

/** Three days after the application, as a decision takes. */
async function register({ tx, now }: District, { person, filedAt, ...entering }: Registering): Promise<string | undefined> {
  const at = new Date(Math.min(now.getTime(), filedAt.getTime() + 3 * dayLength));
  const { surname, name } = person;
  const patronymic = 'patronymic' in person ? person.patronymic : undefined;
  const fullName = formatName({ surname, name, ...(patronymic === undefined ? {} : { patronymic }) });
  return enterInto(tx, { ...entering, iin: iinOf(person), fullName, registeredOn: formatDay(at), filedAt, at });
}

/** Some years back, by an uneven step, so that nobody filed at the same minute. */
function filedBefore(now: Date, index: number): Date {
  return new Date(now.getTime() - Math.round((index * 9 + 2) * dayLength) - (Math.floor(index * 4) % 7) * 3_777_000);
}

async function openPreschools({ tx, now, education }: District): Promise<string[]> {
  const groups: string[] = [];
  const year = now.getUTCFullYear();
  for (const { groups: own, ...institution } of preschools) {
    const institutionId = await addInstitution(tx, { ...institution, bodyId: education, at: now });
    if (institutionId === undefined) continue;
    for (const { name, ages, places } of own) {
      const [from, to] = ages;
      const id = await addGroup(tx, { institutionId, name, bornFrom: year - to, bornTo: year - from, places });
      if (id !== undefined) groups.push(id);
    }
  }
  return groups;
}

/** Places are given as they would be in life: to whose turn it is; most children came, the last referrals are still open. */
async function givePlaces(district: District, groups: readonly string[]): Promise<void> {
  const { tx, now, education: bodyId } = district;
  const who = { kind: 'system' } as const;
  let given = 0;
  for (let round = 0; given < sizes.placed + sizes.offered && round < 12; round++) {
    for (const groupId of groups) {
      const isLast = given >= sizes.placed;
      if (given >= sizes.placed + sizes.offered) return;
      const at = isLast ? now : new Date(now.getTime() - (60 - given) * dayLength);
      const child = await offerPlace(tx, { bodyId, groupId, who, at });
      if (child === undefined) continue;
      if (!isLast) await placeChild(tx, { id: child, bodyId, who, at: new Date(at.getTime() + 2 * dayLength) });
      given++;
    }
  }
}

async function queueChildren(district: District, families: readonly DistrictFamily[]): Promise<void> {
  const { now, education: bodyId } = district;
  const child = (index: number, of: { name: string; birthDate: string }, homeAddress: string) => ({
    register: 'preschool' as const,
    bodyId,
    filedAt: filedBefore(now, index / 4),
    values: {
      childName: of.name,
      childBirthDate: of.birthDate,
      category: index % 17 === 5 ? 'outOfTurn' : index % 9 === 4 ? 'firstInTurn' : 'general',
      homeAddress,
    },
  });
  for (const [index, person] of families.entries())
    await register(district, { ...child(sizes.children - index, person.child, person.address), person });
  const year = now.getUTCFullYear();
  const own = { name: 'Сейіт Алихан', birthDate: `${year - 3}-04-02` };
  await register(district, { ...child(18, own, 'Көкпекті ауылы, Абылай хан көшесі, 12'), person: cast.aigerim });
}

const housingLists = [
  'vulnerable',
  'publicServants',
  'vulnerable',
  'orphans',
  'unsafeHome',
  'publicServants',
  'veterans',
] as const;

async function queueForHousing(district: District, families: readonly DistrictFamily[]): Promise<void> {
  const { now, housing: bodyId } = district;
  const entering = (index: number, category: string) => {
    const filedAt = filedBefore(now, index * 4);
    const decided = formatDay(new Date(filedAt.getTime() + 2 * dayLength));
    const values = { category, familySize: String(1 + (index % 6)), decisionDate: decided, decisionNumber: String(100 + index) };
    return { register: 'housing' as const, bodyId, filedAt, values };
  };
  for (const [index, person] of families.entries())
    await register(district, {
      ...entering(sizes.housing - index, housingLists[index % housingLists.length] ?? 'vulnerable'),
      person,
    });
  await register(district, { ...entering(9, 'vulnerable'), person: cast.aigerim });
  await register(district, { ...entering(14, 'publicServants'), person: cast.nurlan });
}

async function enterOthers(district: District, families: readonly DistrictFamily[]): Promise<void> {
  const { now, employment, education } = district;
  const year = now.getUTCFullYear();
  const portion = (from: number, count: number) =>
    families.slice(from, from + count).map((person, index) => ({ person, filedAt: filedBefore(now, index * 3) }));
  for (const { person, filedAt } of portion(0, sizes.homeTaught)) {
    const values = { childName: person.child.name, childBirthDate: `${year - 10}${person.child.birthDate.slice(4)}` };
    const paid = { amount: '23592', from: `${year}-01-01`, to: `${year}-12-31` };
    await register(district, { register: 'homeTaught', bodyId: employment, filedAt, values: { ...values, ...paid }, person });
  }
  for (const { person, filedAt } of portion(20, sizes.guardians)) {
    const values = {
      wardName: person.child.name,
      wardBirthDate: `${year - 12}${person.child.birthDate.slice(4)}`,
      address: person.address,
    };
    const decree = { decreeDate: formatDay(filedAt), decreeNumber: String(filedAt.getUTCDate() + 100) };
    await register(district, { register: 'guardianship', bodyId: education, filedAt, values: { ...values, ...decree }, person });
  }
  for (const { person, filedAt } of portion(40, sizes.unemployed))
    await register(district, { register: 'unemployed', bodyId: employment, filedAt, values: {}, person });
  const guardian = {
    wardName: 'Ахмет Ерсұлтан',
    wardBirthDate: `${year - 11}-06-14`,
    address: 'Көкпекті ауылы, Шериаздан көшесі, 31',
  };
  const decree = { decreeDate: `${year - 2}-03-12`, decreeNumber: '57', property: 'Пәтер: Көкпекті ауылы, Абай көшесі, 8-үй' };
  const filedAt = filedBefore(now, 60);
  await register(district, {
    register: 'guardianship',
    bodyId: education,
    filedAt,
    values: { ...guardian, ...decree },
    person: cast.nurlan,
  });
}

/** A believable district for the demonstration: queues, preschools with their places, referrals, guardians, payments. In one transaction. */
export async function fillRegisters(db: Db, now: Date): Promise<void> {
  const [employment, education, housing] = await Promise.all(
    [bodies.employment, bodies.education, bodies.housing].map(({ bin }) => findBodyByBin(db, bin)),
  );
  if (!employment || !education || !housing) throw new Error('A body is missing');
  const families = districtFamilies(sizes.children, { year: now.getUTCFullYear() });
  await inTransaction(db, async (tx) => {
    const district = { tx, now, employment: employment.id, education: education.id, housing: housing.id };
    const groups = await openPreschools(district);
    await queueChildren(district, families);
    await givePlaces(district, groups);
    await queueForHousing(district, families.slice(0, sizes.housing));
    await enterOthers(district, families);
  });
}
