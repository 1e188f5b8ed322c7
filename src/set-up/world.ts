import { join } from 'node:path';
import { issueForPerson, provenByHolding, revoke } from '#authority';
import type { Authority, Issued } from '#authority';
import {
  changeAccount,
  findAccountByIin,
  findBodyByBin,
  findOfficer,
  hashPassword,
  putAccount,
  putBody,
  putOfficer,
  setSigningCertificate,
} from '#identity';
import type { Role } from '#identity';
import { inTransaction } from '#kit/db';
import type { Db } from '#kit/db';
import { newId } from '#kit/ids';
import { writePkcs12 } from '#pki';
import { enterUnemployed } from '#registers';
import { bodies, cast } from '#seed';
import type { BodyKey, CastBody, CastKey, CastPerson } from '#seed';
import { formatName, parseBin, parseIin } from '#subjects';
import type { Iin, PersonName } from '#subjects';
import { fillRegisters } from './registers.ts';
import { demonstrationPassword, generate, writeSecret } from './keys.ts';

type PortalPart = 'registered' | 'unregistered' | 'revoked';

/** A demonstration person as the start shows it. */
export interface ShownPerson {
  readonly key: CastKey;
  readonly name: string;
  readonly iin: string;
  readonly part: PortalPart | Role;
  /** Where somebody works who has a role at the workplace. */
  readonly body?: BodyKey;
  /** Folder of the key files. */
  readonly keys: string;
}

export interface World {
  /** Of all demonstration people, their accounts and their key files. */
  readonly password: string;
  readonly people: readonly ShownPerson[];
}

interface Office {
  readonly body: BodyKey;
  readonly role: Role;
}

/** What each of the cast is in the demonstration. */
const parts: Readonly<Record<CastKey, PortalPart | Office>> = {
  aigerim: 'registered',
  nurlan: 'registered',
  svetlana: 'unregistered',
  marat: 'revoked',
  gulnara: { body: 'employment', role: 'specialist' },
  botagoz: { body: 'employment', role: 'specialist' },
  daniyar: { body: 'employment', role: 'head' },
  saule: { body: 'education', role: 'specialist' },
  qairat: { body: 'education', role: 'head' },
  erzhan: { body: 'housing', role: 'specialist' },
  zhanar: { body: 'housing', role: 'head' },
  altynai: { body: 'akimOffice', role: 'specialist' },
  murat: { body: 'akimOffice', role: 'head' },
  madina: { body: 'centre', role: 'operator' },
  askhat: { body: 'centre', role: 'operator' },
  lazzat: { body: 'akimat', role: 'owner' },
  timur: { body: 'akimat', role: 'administrator' },
};

function iinOf(person: CastPerson): Iin {
  const iin = parseIin(person.iin);
  if (iin === undefined) throw new Error(`${person.key} has no valid IIN`);
  return iin;
}

function nameOf({ surname, name, patronymic }: CastPerson): PersonName {
  return { surname, name, ...(patronymic === undefined ? {} : { patronymic }) };
}

function officeOf(key: CastKey): Office | undefined {
  const part = parts[key];
  return typeof part === 'string' ? undefined : part;
}

/** The two keys of a person: to sign in, to sign documents. */
async function makeKeys() {
  const rsa = () => generate('rsa', { modulusLength: 2048 });
  const [authentication, signing] = await Promise.all([rsa(), rsa()]);
  return { authentication, signing };
}
type Keys = Awaited<ReturnType<typeof makeKeys>>;

/** A pair of certificates in two key files, named as the national authority names them. */
async function giveKeys(
  authority: Authority,
  key: CastKey,
  to: { made: Keys; folder: string; password: string },
): Promise<Issued> {
  const person: CastPerson = cast[key];
  const { authentication, signing } = to.made;
  const common = { iin: iinOf(person), name: nameOf(person), email: person.email };
  const office = officeOf(key);
  const body = office && bodies[office.body];
  const bin = body && parseBin(body.bin);
  const organisation = bin && { bin, name: body.name.kk };
  const subject = organisation
    ? ({ kind: 'employee', ...common, organisation, role: office?.role === 'head' ? 'head' : 'rightToSign' } as const)
    : ({ kind: 'person', ...common } as const);
  const keys = { authentication: provenByHolding(authentication.privateKey), signing: provenByHolding(signing.privateKey) };
  const issued = await issueForPerson(authority, { subject, keys });
  if (!issued.ok) throw new Error(`No certificates for ${key}: ${issued.faults.join(', ')}`);
  const chain = authority.issuingCertificate;
  for (const [name, one, { privateKey }] of [
    ['AUTH_RSA256', issued.authentication, authentication],
    ['RSA256', issued.signing, signing],
  ] as const) {
    const der = privateKey.export({ type: 'pkcs8', format: 'der' });
    const file = writePkcs12({
      key: der,
      certificates: [one.certificate, chain],
      name: formatName(common.name),
      password: to.password,
    });
    await writeSecret(join(to.folder, `${name}_${one.serial}.p12`), file);
  }
  return issued.signing;
}

async function enterBodies(db: Db): Promise<void> {
  await inTransaction(db, async (tx) => {
    for (const { bin, kind, name } of Object.values<CastBody>(bodies)) await putBody(tx, { id: newId(), bin, kind, name });
  });
}

async function enterOfficer(db: Db, key: CastKey, given: { office: Office; password: string; signing: Issued }): Promise<void> {
  const person: CastPerson = cast[key];
  const body = await findBodyByBin(db, bodies[given.office.body].bin);
  if (body === undefined) throw new Error('A body is missing');
  const before = await findOfficer(db, { iin: iinOf(person) });
  // A start that was cut off is made again with new keys.
  if (before !== undefined) return inTransaction(db, (tx) => setSigningCertificate(tx, before.id, given.signing.certificate));
  const officer = {
    id: newId(),
    iin: iinOf(person),
    name: nameOf(person),
    email: person.email,
    passwordHash: await hashPassword(given.password),
    bodyId: body.id,
    locale: 'kk',
    roles: [given.office.role],
    signingCertificate: given.signing.certificate,
  } as const;
  await inTransaction(db, (tx) => putOfficer(tx, officer));
}

async function enterAccount(db: Db, key: CastKey, given: { password: string; now: Date }): Promise<void> {
  const { email, birthDate, ...person }: CastPerson = cast[key];
  const iin = iinOf(cast[key]);
  if ((await findAccountByIin(db, iin)) !== undefined) return;
  const passwordHash = await hashPassword(given.password);
  const account = { id: newId(), iin, name: nameOf({ ...person, email, birthDate }), birthDate, email, passwordHash } as const;
  await inTransaction(db, async (tx) => {
    const id = await putAccount(tx, { ...account, level: 'full', locale: 'kk', at: given.now });
    if (id !== undefined) await changeAccount(tx, id, { confirmed_at: given.now });
  });
}

/** Who is in the register of the unemployed of the employment department. */
async function enterRegister(db: Db, now: Date): Promise<void> {
  const body = await findBodyByBin(db, bodies.employment.bin);
  if (body === undefined) throw new Error('A body is missing');
  const entry = (key: CastKey, registeredOn: string) => ({
    id: newId(),
    bodyId: body.id,
    iin: iinOf(cast[key]),
    fullName: formatName(nameOf(cast[key])),
    registeredOn,
    publicWorks: undefined,
    training: undefined,
    assistance: undefined,
    at: now,
  });
  await inTransaction(db, async (tx) => {
    await enterUnemployed(tx, { ...entry('aigerim', '2026-03-02'), training: '2026 жылғы мамыр–маусым: «Есепші» курсы' });
    await enterUnemployed(tx, { ...entry('svetlana', '2026-01-19'), publicWorks: '2026 жылғы сәуір, ауылды көркейту' });
  });
}

function shown(key: CastKey, keys: string): ShownPerson {
  const part = parts[key];
  const person = { key, name: formatName(nameOf(cast[key])), iin: cast[key].iin, keys };
  return typeof part === 'string' ? { ...person, part } : { ...person, part: part.role, body: part.body };
}

/** Fills an empty installation with the cast: bodies, officers, accounts, registers, key files. Everything is told once, in `World`. */
export async function makeWorld(authority: Authority, options: { db: Db; dataFolder: string; now: Date }): Promise<World> {
  const { db, dataFolder, now } = options;
  const password = demonstrationPassword();
  await enterBodies(db);
  // All at once: making keys is work for every core there is. The rest goes one after the other, on few connections.
  const made = await Promise.all((Object.keys(cast) as CastKey[]).map(async (key) => ({ key, keys: await makeKeys() })));
  const people: ShownPerson[] = [];
  for (const { key, keys } of made) {
    const folder = join(dataFolder, 'keys', key);
    const signing = await giveKeys(authority, key, { made: keys, folder, password });
    const office = officeOf(key);
    if (office !== undefined) await enterOfficer(db, key, { office, password, signing });
    else if (parts[key] !== 'unregistered') await enterAccount(db, key, { password, now: authority.clock.now() });
    if (parts[key] === 'revoked')
      await inTransaction(db, (tx) => revoke(tx, { serial: signing.serial, reason: 'keyCompromise', now }));
    people.push(shown(key, folder));
  }
  await enterRegister(db, now);
  await fillRegisters(db, now);
  return { password, people };
}
