import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { testAuthority } from '#authority/testing';
import type { TestAuthority, TestPerson } from '#authority/testing';
import { findAccountByIin, findBodyByBin, putAccount, putBody, putOfficer } from '#identity';
import type { OfficerActor, PersonActor, Role } from '#identity';
import { fixedClock } from '#kit/clock';
import type { FixedClock } from '#kit/clock';
import { inTransaction } from '#kit/db';
import { newId, sha256Hex } from '#kit/ids';
import { testDatabase } from '#kit/testing';
import type { TestDatabase } from '#kit/testing';
import { signCms } from '#pki';
import { enterUnemployed } from '#registers';
import { loadRegulations } from '#regulations';
import { bodies, cast } from '#seed';
import type { CastBody, CastPerson } from '#seed';
import { parseIin } from '#subjects';
import type { Iin } from '#subjects';
import { attachFile } from './attach-file.ts';
import { beginDraft, fillPage } from './draft.ts';
import { prepareRequest } from './prepare-request.ts';
import { registerRequest } from './register.ts';
import type { ApplicationServices } from './services.ts';
import { findApplication } from './store.ts';
import type { Application } from './store.ts';
import { submit } from './submit.ts';
import { servicesOf } from './testing-services.ts';

/** A Friday morning at work, two hours after nine. */
export const testMorning = new Date('2026-11-20T06:00:00Z');

/** An employment department at work: real database, real authority, real documents; only the gateway between portal and workplace is left out. */
export interface TestOffice extends AsyncDisposable {
  readonly world: TestDatabase;
  readonly services: ApplicationServices;
  readonly clock: FixedClock;
  readonly ca: TestAuthority;
  readonly bodyId: string;
  readonly gulnara: OfficerActor;
  readonly botagoz: OfficerActor;
  /** The head. */
  readonly daniyar: OfficerActor & { readonly keys: TestPerson };
  /** A specialist and head of another body. */
  readonly outsider: OfficerActor;
  /** Operators of the public service centre. */
  readonly madina: OfficerActor;
  readonly askhat: OfficerActor;
  /** Signed in, with a full account. */
  person(of: CastPerson): Promise<PersonActor>;
  /** The ЭЦҚ of somebody, the same each time. */
  keysOf(actor: Pick<PersonActor, 'iin' | 'name'>): Promise<TestPerson>;
  /** A draft that lacks nothing but its signature. @returns its id */
  fillDraft(actor: PersonActor, person: CastPerson): Promise<string>;
  /** Sends a signed request of this person and registers it. */
  register(person: CastPerson): Promise<Application>;
  find(id: string): Promise<Application>;
  /** A detached signature of the content. */
  sign(keys: TestPerson, content: Uint8Array): Promise<Uint8Array>;
}

const schemas = ['gateway', 'notices', 'authority', 'registries', 'registers', 'documents', 'identity', 'applications'];
const pdf = Buffer.from('%PDF-1.7\n% identity card\nstartxref\n9\n%%EOF\n');

function iinOf(person: CastPerson): Iin {
  const iin = parseIin(person.iin);
  if (iin === undefined) throw new Error(`No IIN: ${person.iin}`);
  return iin;
}

async function officerOf(
  services: ApplicationServices,
  person: CastPerson,
  office: { body: CastBody; roles: readonly Role[]; signingCertificate?: Uint8Array },
): Promise<OfficerActor> {
  const { body, roles, signingCertificate } = office;
  const found = await findBodyByBin(services.db, body.bin);
  if (found === undefined) throw new Error('No such body');
  const officer = { id: newId(), iin: iinOf(person), name: person, bodyId: found.id, roles, locale: 'kk' } as const;
  const account = { ...officer, email: person.email, passwordHash: '', signingCertificate };
  await inTransaction(services.db, (tx) => putOfficer(tx, account));
  return { kind: 'officer', sessionId: newId(), bin: body.bin, method: 'password', ...officer };
}

async function accountOf(services: ApplicationServices, person: CastPerson): Promise<PersonActor> {
  const { email, birthDate } = person;
  const before = await findAccountByIin(services.db, iinOf(person));
  const known = { id: before?.id ?? newId(), iin: iinOf(person), name: person, email } as const;
  const account = { ...known, birthDate, passwordHash: '', level: 'full', locale: 'kk', at: services.clock.now() } as const;
  if (before === undefined) await inTransaction(services.db, (tx) => putAccount(tx, account));
  return { kind: 'person', sessionId: newId(), level: 'full', method: 'eds', locale: 'kk', ...known };
}

async function signDetached(
  office: Pick<TestOffice, 'ca' | 'clock'>,
  keys: TestPerson,
  content: Uint8Array,
): Promise<Uint8Array> {
  const { certificate, signer } = keys.signing;
  return signCms({
    content,
    certificate,
    chain: [office.ca.issuing],
    key: signer,
    detached: true,
    signingTime: office.clock.now(),
  });
}

const answers = (person: CastPerson): Record<string, Record<string, string>> => ({
  applicant: { fullName: `${person.surname} ${person.name}`, address: `${person.address.settlement}, ${person.address.street}` },
  contact: { phone: person.phone },
  period: { 'period.from': '2026-06-01', 'period.to': '2026-10-31' },
  purpose: { purpose: '«Халық банкі» АҚ' },
});

type Desk = Pick<TestOffice, 'services' | 'ca' | 'clock'> & { readonly keys: Map<string, Promise<TestPerson>> };

function keysOf({ ca, keys }: Desk, { iin, name }: Pick<PersonActor, 'iin' | 'name'>): Promise<TestPerson> {
  const known = keys.get(iin) ?? ca.person({ iin, name });
  keys.set(iin, known);
  return known;
}

async function filled(services: ApplicationServices, actor: PersonActor, person: CastPerson): Promise<string> {
  const draftId = await beginDraft(services, actor, 'rg-1');
  for (const [page, raw] of Object.entries(answers(person))) {
    const faults = await fillPage(services, actor, { draftId, page, raw });
    if (faults.length > 0) throw new Error(`Page ${page}: ${faults.map(({ field, code }) => `${field} ${code}`).join()}`);
  }
  await attachFile(services, actor, { draftId, document: 'identityDocument', name: 'Жеке куәлік.pdf', bytes: pdf });
  return draftId;
}

async function registered(office: Desk, person: CastPerson): Promise<string> {
  const { services } = office;
  const actor = await accountOf(services, person);
  const draftId = await filled(services, actor, person);
  const prepared = await prepareRequest(services, actor, { draftId, locale: 'kk' });
  if (prepared.kind !== 'ready') throw new Error(`Not ready: ${prepared.kind}`);
  const cms = await signDetached(office, await keysOf(office, actor), prepared.bytes);
  const sent = await submit(services, actor, { draftId, cms, browser: { device: 'test', address: '127.0.0.1', deviceHash: '' } });
  if (sent.kind !== 'sent') throw new Error(`Not sent: ${JSON.stringify(sent)}`);
  const request = Buffer.from(prepared.bytes);
  const message = {
    applicationId: sent.applicationId,
    request: request.toString('base64'),
    cms: Buffer.from(cms).toString('base64'),
    sha256: sha256Hex(request),
  };
  await inTransaction(services.db, (tx) => registerRequest(services, tx, message));
  return sent.applicationId;
}

async function enterAigerim(services: ApplicationServices, bodyId: string): Promise<void> {
  const { surname, name, patronymic } = cast.aigerim;
  const entry = { id: newId(), bodyId, iin: iinOf(cast.aigerim), fullName: `${surname} ${name} ${patronymic}` };
  const row = { ...entry, registeredOn: '2026-06-01', publicWorks: 'Абаттандыру', training: undefined, assistance: undefined };
  await inTransaction(services.db, (tx) => enterUnemployed(tx, { ...row, at: services.clock.now() }));
}

async function enterBodies({ db }: ApplicationServices): Promise<void> {
  await inTransaction(db, async (tx) => {
    for (const { bin, kind, name } of Object.values<CastBody>(bodies)) await putBody(tx, { id: newId(), bin, kind, name });
  });
}

async function operatorsOf(services: ApplicationServices): Promise<Pick<TestOffice, 'madina' | 'askhat'>> {
  const office = { body: bodies.centre, roles: ['operator'] } as const;
  return { madina: await officerOf(services, cast.madina, office), askhat: await officerOf(services, cast.askhat, office) };
}

/** Opens the office at {@link testMorning}, with the services of a folder; Aigerim is in its register of the unemployed. */
export async function testOffice(regulations = resolve(import.meta.dirname, '../../../regulations')): Promise<TestOffice> {
  const clock = fixedClock(testMorning);
  const world = await testDatabase(schemas);
  const folder = await mkdtemp(join(tmpdir(), 'birtereze-office-'));
  const ca = await testAuthority({ db: world.db, clock });
  await ca.publishLists();
  const library = loadRegulations(regulations);
  const services = servicesOf({ world, clock, ca, library, folder });
  await enterBodies(services);
  const { employment, education } = bodies;
  const { bin, name } = employment;
  const keys = await ca.employee({ ...cast.daniyar, name: cast.daniyar, organisation: { bin, name: name.kk }, role: 'head' });
  const signingCertificate = keys.signing.certificate.der;
  const head = await officerOf(services, cast.daniyar, { body: employment, roles: ['head'], signingCertificate });
  const office = { ca, clock, services };
  const personKeys = new Map<string, Promise<TestPerson>>();
  await enterAigerim(services, head.bodyId);
  return {
    ...office,
    world,
    bodyId: head.bodyId,
    gulnara: await officerOf(services, cast.gulnara, { body: employment, roles: ['specialist'] }),
    botagoz: await officerOf(services, cast.botagoz, { body: employment, roles: ['specialist'] }),
    daniyar: { ...head, keys },
    ...(await operatorsOf(services)),
    outsider: await officerOf(services, cast.marat, { body: education, roles: ['head', 'specialist'] }),
    person: (person) => accountOf(services, person),
    keysOf: (actor) => keysOf({ ...office, keys: personKeys }, actor),
    fillDraft: (actor, person) => filled(services, actor, person),
    register: async (person) => officeFind(services, head.bodyId, await registered({ ...office, keys: personKeys }, person)),
    find: (id) => officeFind(services, head.bodyId, id),
    sign: (who, content) => signDetached(office, who, content),
    async [Symbol.asyncDispose]() {
      await ca[Symbol.asyncDispose]();
      await world[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function officeFind(services: ApplicationServices, bodyId: string, id: string): Promise<Application> {
  const application = await findApplication(services.db, id, { bodyId });
  if (application === undefined) throw new Error('No such application');
  return application;
}
