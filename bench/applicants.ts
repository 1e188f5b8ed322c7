import { generateKeyPair } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { issue, provenByHolding } from '#authority';
import type { Authority } from '#authority';
import { changeAccount, findBodyByBin, putAccount, sessionCookie } from '#identity';
import { systemClock } from '#kit/clock';
import { inTransaction } from '#kit/db';
import type { Db } from '#kit/db';
import { newId, newToken, sha256Hex } from '#kit/ids';
import { httpFetcher, keySigner, readCertificate, signCms, timestamper } from '#pki';
import type { Certificate } from '#pki';
import { canonicalRequest, loadRegulations } from '#regulations';
import type { Regulation, RequestContents } from '#regulations';
import { bodies } from '#seed';
import { formatName, parseIin } from '#subjects';
import type { Iin, PersonName } from '#subjects';
import { peopleOfTwin } from '../twins/person-registry/people.ts';
import { requestBytes } from './load.ts';

/** The installation whose people sign. */
export interface Office {
  readonly db: Db;
  readonly authority: Authority;
}

/** Somebody with an account, an open session and a key. */
export interface Applicant {
  readonly id: string;
  readonly iin: Iin;
  readonly name: PersonName;
  readonly privateKey: KeyObject;
  /** The value of the request header `cookie`. */
  readonly cookie: string;
}

/** A request that was reviewed and signed, and waits for its last button. */
export interface SignedDraft {
  /** Of the draft, and then of the application. */
  readonly id: string;
  readonly applicant: Applicant;
  readonly cms: Uint8Array;
}

const generate = promisify(generateKeyPair);

/** A session of somebody who is signed in with a key. @returns its token, the value of the site's session cookie */
export async function openSession(
  db: Db,
  { site, holder }: { site: keyof typeof sessionCookie; holder: string },
): Promise<string> {
  const token = newToken();
  const now = systemClock.now();
  const until = new Date(now.getTime() + 6 * 3_600_000);
  await sql`insert into identity.session (id, token_hash, site, holder_id, method, device, address, created_at, seen_at, expires_at)
    values (${newId()}, ${sha256Hex(token)}, ${site}, ${holder}, 'eds', 'bench', '127.0.0.1', ${now}, ${now}, ${until})`.execute(
    db,
  );
  return token;
}

async function applicantOf({ db }: Office, index: number): Promise<Applicant> {
  const person = [...peopleOfTwin().values()][index];
  const iin = person && parseIin(person.iin);
  if (person === undefined || iin === undefined) throw new Error(`Nobody in the crowd has the number ${index}`);
  const { surname, name, patronymic, birthDate } = person;
  const whole = { surname, name, ...(patronymic === undefined ? {} : { patronymic }) };
  const now = systemClock.now();
  const account = { id: newId(), iin, name: whole, birthDate, email: `p${index}@example.kz`, passwordHash: '' } as const;
  await inTransaction(db, async (tx) => {
    await putAccount(tx, { ...account, level: 'full', locale: 'kk', at: now });
    await changeAccount(tx, account.id, { confirmed_at: now });
  });
  const { privateKey } = await generate('rsa', { modulusLength: 2048 });
  const token = await openSession(db, { site: 'portal', holder: account.id });
  return { id: account.id, iin, name: whole, privateKey, cookie: `${sessionCookie.portal}=${token}` };
}

/** People out of the registry's crowd, signed in, with RSA-2048 keys. @param from whose places in the crowd begin here */
export async function makeApplicants(office: Office, count: number, from = 0): Promise<Applicant[]> {
  const applicants: Applicant[] = [];
  for (let index = from; index < from + count; index += 2) {
    applicants.push(...(await Promise.all([applicantOf(office, index), applicantOf(office, index + 1)])));
  }
  return applicants;
}

/** A certificate of its own for each call; a person may have several over one key. */
export async function certify({ authority }: Office, { iin, name, privateKey }: Applicant): Promise<Certificate> {
  const subject = { kind: 'person', iin, name } as const;
  const issued = await issue(authority, { profile: 'personSigning', subject, key: provenByHolding(privateKey) });
  if (!issued.ok) throw new Error(`Refused: ${issued.faults.join(', ')}`);
  const read = readCertificate(issued.certificate);
  if (!read.ok) throw new Error('A certificate of ours cannot be read');
  return read.value;
}

export interface SigningOptions {
  readonly content: Uint8Array;
  readonly certificate: Certificate;
  readonly detached: boolean;
  readonly stamped: boolean;
}

/** Signs as the client does: CAdES-BES, or CAdES-T with a time stamp of the installation's authority. */
export function signAs({ authority }: Office, { privateKey }: Applicant, options: SigningOptions): Promise<Uint8Array> {
  const { content, certificate, detached, stamped } = options;
  const issuing = readCertificate(authority.issuingCertificate);
  if (!issuing.ok) throw new Error('The issuing certificate cannot be read');
  const fetcher = httpFetcher(() => systemClock.now().getTime());
  return signCms({
    content,
    certificate,
    chain: [issuing.value],
    key: keySigner(privateKey),
    detached,
    signingTime: systemClock.now(),
    ...(stamped && { timestamper: timestamper(authority.addresses.timeStamps, fetcher) }),
  });
}

export function regulationOfRg1(): Regulation {
  const found = loadRegulations(resolve(import.meta.dirname, '../regulations')).services.find(({ id }) => id === 'rg-1');
  if (found?.regulation === undefined) throw new Error('RG-1 cannot be ordered');
  return found.regulation;
}

function contentsFor(applicant: Applicant, regulation: Regulation): RequestContents {
  const { bin, name } = bodies.employment;
  return {
    id: newId(),
    regulation: { id: regulation.id, version: regulation.version },
    channel: 'portal',
    body: { bin, name, head: 'Сәрсенов Д.' },
    consumer: { iin: applicant.iin, name: formatName(applicant.name) },
    locale: 'kk',
    answers: {
      fullName: formatName(applicant.name),
      address: 'Көкпекті ауылы, Абай көшесі, 12',
      phone: '+7 701 123 45 67',
      'period.from': '2026-06-01',
      'period.to': '2026-10-31',
      purpose: '«Халық банкі» АҚ',
    },
    attachments: [],
    preparedAt: systemClock.now().toISOString(),
  };
}

async function insertDraft(db: Db, applicant: Applicant, contents: RequestContents): Promise<void> {
  await sql`insert into applications.draft (id, account_id, service, regulation_version, answers, prepared, created_at, updated_at)
    values (${contents.id}, ${applicant.id}, ${contents.regulation.id}, ${contents.regulation.version},
      ${JSON.stringify(contents.answers)}::jsonb, ${JSON.stringify(contents)}::jsonb, now(), now())`.execute(db);
}

/** A person has one draft of a service at a time. Without this rule thousands can be made before a clock starts. */
export async function liftOneDraftRule(db: Db): Promise<void> {
  await sql`drop index if exists applications.draft_one`.execute(db);
}

export interface DraftsOptions {
  readonly count: number;
  /** Whether the signer had a time stamp put on it (CAdES-T). */
  readonly stamped: boolean;
}

/** Drafts as the review leaves them, signed each by a certificate that nothing has seen before. */
export async function makeSignedDrafts(
  office: Office,
  applicants: readonly Applicant[],
  { count, stamped }: DraftsOptions,
): Promise<SignedDraft[]> {
  const regulation = regulationOfRg1();
  const body = await findBodyByBin(office.db, bodies.employment.bin);
  if (body === undefined) throw new Error('The employment department is missing');
  const make = async (applicant: Applicant): Promise<SignedDraft> => {
    const contents = contentsFor(applicant, regulation);
    const certificate = await certify(office, applicant);
    await insertDraft(office.db, applicant, contents);
    const content = canonicalRequest(regulation, contents);
    const cms = await signAs(office, applicant, { content, certificate, detached: true, stamped });
    return { id: contents.id, applicant, cms };
  };
  const made: SignedDraft[] = [];
  while (made.length < count) made.push(...(await Promise.all(applicants.slice(0, count - made.length).map(make))));
  return made;
}

/** Signs what the portal has now made of a draft: it was changed and reviewed again since it was signed first. */
export async function signAgain(office: Office, draft: SignedDraft): Promise<SignedDraft> {
  const { rows } = await sql<{ prepared: RequestContents | null }>`select prepared from applications.draft
    where id = ${draft.id}`.execute(office.db);
  const prepared = rows[0]?.prepared;
  if (!prepared) throw new Error('The draft was not reviewed');
  const content = canonicalRequest(regulationOfRg1(), prepared);
  const certificate = await certify(office, draft.applicant);
  return { ...draft, cms: await signAs(office, draft.applicant, { content, certificate, detached: true, stamped: true }) };
}

/** The path and the form that the last button posts. */
export function submissionOf({ id, cms, applicant }: SignedDraft): {
  path: string;
  headers: Record<string, string>;
  body: string;
} {
  return {
    path: `/applications/drafts/${id}/sign`,
    headers: {
      cookie: applicant.cookie,
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'text/html',
      'sec-fetch-site': 'same-origin',
    },
    body: `cms=${encodeURIComponent(Buffer.from(cms).toString('base64'))}`,
  };
}

/** The same as bytes; each comes from an address of its own, as from behind a proxy. */
export function submissionBytes(draft: SignedDraft, index: number): Uint8Array {
  const { path, headers, body } = submissionOf(draft);
  const from = `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`;
  return requestBytes({ method: 'POST', path, headers: { ...headers, 'x-forwarded-for': from }, body: Buffer.from(body) });
}
