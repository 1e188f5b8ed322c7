import { generateKeyPair } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { issueForPerson, provenByHolding } from '#authority';
import { findBodyByBin, putOfficer, sessionCookie } from '#identity';
import type { Role } from '#identity';
import { inTransaction } from '#kit/db';
import { newId } from '#kit/ids';
import { bodies } from '#seed';
import { parseBin, parseIin } from '#subjects';
import { peopleOfTwin } from '../twins/person-registry/people.ts';
import { openSession } from './applicants.ts';
import type { Office } from './applicants.ts';

/** An officer of the employment department, signed in at the workplace. */
export interface BenchOfficer {
  /** The value of the request header `cookie`. */
  readonly cookie: string;
  readonly privateKey: KeyObject;
  /** With which they sign, DER. */
  readonly certificate: Uint8Array;
}

export interface Staff {
  readonly specialists: readonly BenchOfficer[];
  readonly heads: readonly BenchOfficer[];
}

const generate = promisify(generateKeyPair);

async function officerOf(office: Office, index: number, role: Role): Promise<BenchOfficer> {
  const { db, authority } = office;
  const person = [...peopleOfTwin().values()][index];
  const body = await findBodyByBin(db, bodies.employment.bin);
  const [iin, bin] = [person && parseIin(person.iin), parseBin(bodies.employment.bin)];
  if (person === undefined || body === undefined || iin === undefined || bin === undefined)
    throw new Error(`Nobody in the crowd has the number ${index}`);
  const name = { surname: person.surname, name: person.name };
  const rsa = () => generate('rsa', { modulusLength: 2048 });
  const [authentication, signing] = await Promise.all([rsa(), rsa()]);
  const email = `officer${index}@example.kz`;
  const organisation = { bin, name: bodies.employment.name.kk };
  const issued = await issueForPerson(authority, {
    subject: { kind: 'employee', iin, name, email, organisation, role: role === 'head' ? 'head' : 'rightToSign' },
    keys: { authentication: provenByHolding(authentication.privateKey), signing: provenByHolding(signing.privateKey) },
  });
  if (!issued.ok) throw new Error(`Refused: ${issued.faults.join(', ')}`);
  const { certificate } = issued.signing;
  const id = newId();
  const officer = { id, iin, name, email, passwordHash: '', bodyId: body.id, locale: 'kk', roles: [role] } as const;
  await inTransaction(db, (tx) => putOfficer(tx, { ...officer, signingCertificate: certificate }));
  const token = await openSession(db, { site: 'workplace', holder: id });
  return { cookie: `${sessionCookie.workplace}=${token}`, privateKey: signing.privateKey, certificate };
}

/** The crowd's last people, so that they are not among those who apply. */
const first = 980;

/** So many specialists and heads of one body. */
export async function hireStaff(office: Office, { specialists, heads }: Record<keyof Staff, number>): Promise<Staff> {
  const hire = async (role: Role, from: number, count: number): Promise<BenchOfficer[]> => {
    const hired: BenchOfficer[] = [];
    for (let index = from; index < from + count; index++) hired.push(await officerOf(office, index, role));
    return hired;
  };
  return { specialists: await hire('specialist', first, specialists), heads: await hire('head', first + specialists, heads) };
}
