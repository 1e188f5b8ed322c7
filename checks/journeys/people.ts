import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { issueForPerson, provenByHolding, setUpAuthority } from '#authority';
import { systemClock } from '#kit/clock';
import type { Db } from '#kit/db';
import { writePkcs12 } from '#pki';
import { bodies, cast } from '#seed';
import type { CastKey, CastPerson } from '#seed';
import { findBodyByBin } from '#identity';
import { inTransaction } from '#kit/db';
import { newId } from '#kit/ids';
import { enterUnemployed } from '#registers';
import { formatName, parseIin } from '#subjects';
import type { Iin } from '#subjects';
import { generate, writeSecret } from '../../src/set-up/keys.ts';
import { peopleOfTwin } from '../../twins/person-registry/people.ts';
import type { TwinPerson } from '../../twins/person-registry/people.ts';

/** Somebody who uses the portal in a journey: what they know of themselves, and their key files. */
export interface JourneyPerson {
  readonly iin: string;
  readonly surname: string;
  readonly fullName: string;
  readonly documentNumber: string;
  readonly birthDate: { readonly day: string; readonly month: string; readonly year: string };
  readonly settlement: string;
  readonly email: string;
  readonly password: string;
  /** Path of the file with which they sign in. */
  readonly signInKey: string;
  /** Path of the file with which they sign documents. */
  readonly signingKey: string;
}

/** The installation that a person belongs to. */
export interface Ground {
  readonly db: Db;
  readonly folder: string;
  readonly pki: string;
  /** Of all accounts and key files. */
  readonly password: string;
}

function known(person: TwinPerson): Omit<JourneyPerson, 'email' | 'password' | 'signInKey' | 'signingKey'> {
  const [year = '', month = '', day = ''] = person.birthDate.split('-');
  const { surname, name, patronymic, iin, documentNumber, address } = person;
  const fullName = formatName({ surname, name, ...(patronymic === undefined ? {} : { patronymic }) });
  return { iin, surname, fullName, documentNumber, settlement: address.settlement, birthDate: { day, month, year } };
}

async function keysIn(folder: string): Promise<Pick<JourneyPerson, 'signInKey' | 'signingKey'>> {
  const files = await readdir(folder);
  const path = (beginning: string): string => join(folder, files.find((name) => name.startsWith(beginning)) ?? '');
  return { signInKey: path('AUTH_RSA256'), signingKey: path('RSA256') };
}

/** @returns one of the cast */
export async function castPerson({ folder, password }: Ground, key: CastKey): Promise<JourneyPerson> {
  const person: CastPerson = cast[key];
  return { ...known(person), email: person.email, password, ...(await keysIn(join(folder, 'keys', key))) };
}

/** Somebody out of the registry's crowd, to whom the installation's own authority gives an ЭЦҚ; in the register of the unemployed. */
export async function crowdPerson(ground: Ground, index: number): Promise<JourneyPerson> {
  const person = [...peopleOfTwin().values()][index];
  const iin = person && parseIin(person.iin);
  if (person === undefined || iin === undefined) throw new Error(`Nobody in the crowd has the number ${index}`);
  const email = `newcomer${index}@example.kz`;
  const folder = join(ground.folder, 'keys', `newcomer${index}`);
  await giveKeys(ground, { person, iin, email, folder });
  await enter(ground.db, person, iin);
  return { ...known(person), email, password: ground.password, ...(await keysIn(folder)) };
}

async function giveKeys(
  { db, folder: dataFolder, pki, password }: Ground,
  { person, iin, email, folder }: { person: TwinPerson; iin: Iin; email: string; folder: string },
): Promise<void> {
  const authority = await setUpAuthority({ db, clock: systemClock, dataFolder, address: pki, production: false });
  const rsa = () => generate('rsa', { modulusLength: 2048 });
  const [authentication, signing] = await Promise.all([rsa(), rsa()]);
  const { surname, name, patronymic } = person;
  const whole = { surname, name, ...(patronymic === undefined ? {} : { patronymic }) };
  const issued = await issueForPerson(authority, {
    subject: { kind: 'person', iin, name: whole, email },
    keys: { authentication: provenByHolding(authentication.privateKey), signing: provenByHolding(signing.privateKey) },
  });
  if (!issued.ok) throw new Error(`No certificates: ${issued.faults.join(', ')}`);
  const files = [
    ['AUTH_RSA256', issued.authentication, authentication],
    ['RSA256', issued.signing, signing],
  ] as const;
  for (const [beginning, { certificate, serial }, { privateKey }] of files) {
    const key = privateKey.export({ type: 'pkcs8', format: 'der' });
    const certificates = [certificate, authority.issuingCertificate] as const;
    const file = writePkcs12({ key, certificates, name: formatName(whole), password });
    await writeSecret(join(folder, `${beginning}_${serial}.p12`), file);
  }
}

async function enter(db: Db, person: TwinPerson, iin: Iin): Promise<void> {
  const body = await findBodyByBin(db, bodies.employment.bin);
  if (body === undefined) throw new Error('The employment department is missing');
  const entry = { id: newId(), bodyId: body.id, iin, fullName: known(person).fullName, registeredOn: '2026-02-02' };
  const none = { publicWorks: undefined, training: undefined, assistance: undefined };
  await inTransaction(db, (tx) => enterUnemployed(tx, { ...entry, ...none, at: systemClock.now() }));
}
