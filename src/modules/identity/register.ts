import { timingSafeEqual } from 'node:crypto';
import { inTransaction } from '#kit/db';
import type { Tx } from '#kit/db';
import { newId, newToken, sha256, sha256Hex } from '#kit/ids';
import type { Certificate } from '#pki';
import { parseIin, readableName } from '#subjects';
import type { Iin, PersonName } from '#subjects';
import type { Locale } from '#text';
import { verifyChallenge } from './challenge.ts';
import type { SignedChallenge } from './challenge.ts';
import { takeAttempt } from './limits.ts';
import type { IdentityServices } from './ports.ts';
import type { Refusal } from './rules/refusal.ts';
import { hashPassword } from './adapters/passwords.ts';
import { sendConfirmation } from './confirm-registration.ts';
import {
  changeRegistration,
  findAccountByIin,
  findRegistration,
  insertRegistration,
  putAccount,
  removeRegistration,
} from './store.ts';
import type { Registration } from './store.ts';
import { nameOf } from './store/accounts.ts';

/** How long what was entered is kept between the pages of a registration. */
const registrationMinutes = 60;

async function keep(
  services: IdentityServices,
  registration: Partial<Registration> & Pick<Registration, 'level'>,
): Promise<string> {
  const token = newToken();
  const now = services.clock.now();
  const blank = { iin: null, surname: null, name: null, patronymic: null, birth_date: null, email: null, password_hash: null };
  const times = { created_at: now, expires_at: new Date(now.getTime() + registrationMinutes * 60_000) };
  await inTransaction(services.db, (tx) =>
    insertRegistration(tx, { ...blank, ...registration, ...times, id_hash: sha256Hex(token) }),
  );
  return token;
}

export type LookUpOutcome =
  | { readonly kind: 'found'; readonly token: string; readonly name: PersonName }
  /** IIN, document and birth date are not of one person; which differs is not said (REG-2). */
  | { readonly kind: 'mismatch' }
  | { readonly kind: 'registered' }
  | { readonly kind: 'tooMany' }
  | { readonly kind: 'unavailable'; readonly since: Date };

function same(a: string, b: string): boolean {
  return timingSafeEqual(sha256(a), sha256(b));
}

/** First half of the temporary registration: «Іздеу» asks the person registry whether IIN, document and birth date belong together (REG-2). */
export async function lookUpPerson(
  services: IdentityServices,
  entered: { iin: Iin; documentNumber: string; birthDate: string; address: string },
): Promise<LookUpOutcome> {
  const { iin, documentNumber, birthDate, address } = entered;
  const allowance = await takeAttempt(services, { attempted: 'lookUp', number: iin, address });
  if (allowance !== 'allowed') return { kind: 'tooMany' };
  const answer = await services.persons.find(iin, 'registration');
  if (answer.kind === 'unavailable') return answer;
  const documents = answer.kind === 'found' ? answer.documentNumbers : [];
  const matches =
    answer.kind === 'found' && same(answer.birthDate, birthDate) && documents.some((number) => same(number, documentNumber));
  if (!matches) return { kind: 'mismatch' };
  const { name } = answer;
  if ((await findAccountByIin(services.db, iin))?.confirmedAt !== undefined) return { kind: 'registered' };
  const person = { iin, surname: name.surname, name: name.name, patronymic: name.patronymic ?? null, birth_date: birthDate };
  return { kind: 'found', name, token: await keep(services, { level: 'temporary', ...person }) };
}

/** Begins the registration with an ЭЦҚ: password and e-mail come first, the certificate says who it is (REG-3). */
export async function beginRegistrationWithEds(
  services: IdentityServices,
  entered: { email: string; password: string },
): Promise<string> {
  return keep(services, { level: 'full', email: entered.email, password_hash: await hashPassword(entered.password) });
}

export type EdsRegistrationOutcome =
  | { readonly kind: 'found'; readonly certificate: Certificate }
  | { readonly kind: 'stale' }
  | { readonly kind: 'refused'; readonly failed: Refusal }
  | { readonly kind: 'registered' };

/** Takes the signed challenge: the certificate's person becomes the registration's (REG-3). */
export async function identifyByEds(
  services: IdentityServices,
  token: string,
  signed: SignedChallenge,
): Promise<EdsRegistrationOutcome> {
  const registration = await currentRegistration(services, token);
  if (registration === undefined || registration.level !== 'full') return { kind: 'stale' };
  const outcome = await verifyChallenge(services, signed);
  if (outcome.kind !== 'verified') return outcome;
  const { signer } = outcome.verified;
  const iin = parseIin(outcome.verified.iin ?? '');
  if (iin === undefined) return { kind: 'refused', failed: 'identity' };
  if ((await findAccountByIin(services.db, iin))?.confirmedAt !== undefined) return { kind: 'registered' };
  const name = nameOfCertificate(signer);
  const change = { iin, surname: name.surname, name: name.name, patronymic: name.patronymic ?? null };
  await inTransaction(services.db, (tx) => changeRegistration(tx, registration.id_hash, change));
  return { kind: 'found', certificate: signer };
}

/** CN is `SURNAME NAME`, GIVENNAME carries the patronymic (`design/pki.md` §2). */
export function nameOfCertificate(certificate: Certificate): PersonName {
  const { commonName, surname, patronymic } = certificate.person;
  const [first = '', ...rest] = (commonName ?? '').split(' ');
  const family = surname ?? first;
  const given = rest.join(' ') || first;
  const written = { surname: readableName(family), name: readableName(given) };
  return patronymic === undefined ? written : { ...written, patronymic: readableName(patronymic) };
}

export async function currentRegistration({ db, clock }: IdentityServices, token: string): Promise<Registration | undefined> {
  return findRegistration(db, sha256Hex(token), clock.now());
}

export type RegisterOutcome =
  | { readonly kind: 'sent'; readonly email: string }
  | { readonly kind: 'stale' }
  | { readonly kind: 'registered' };

async function store(
  tx: Tx,
  registration: Registration,
  entered: { email: string; passwordHash: string; locale: Locale; now: Date },
): Promise<string | undefined> {
  const { iin, surname, name, level } = registration;
  if (iin === null || surname === null || name === null) return undefined;
  return putAccount(tx, {
    id: newId(),
    iin: iin as Iin,
    name: nameOf({ surname, name, patronymic: registration.patronymic }),
    birthDate: registration.birth_date ?? undefined,
    level,
    email: entered.email,
    passwordHash: entered.passwordHash,
    locale: entered.locale,
    at: entered.now,
  });
}

/** «Тіркелу»: stores the account and has the link sent, both or neither (REG-2, REG-3, REG-5). */
export async function register(
  services: IdentityServices,
  token: string,
  entered: { email?: string; password?: string; locale: Locale },
): Promise<RegisterOutcome> {
  const registration = await currentRegistration(services, token);
  if (registration?.iin === undefined || registration.iin === null) return { kind: 'stale' };
  const email = entered.email ?? registration.email;
  const passwordHash = entered.password === undefined ? registration.password_hash : await hashPassword(entered.password);
  if (email === null || passwordHash === null) return { kind: 'stale' };
  const now = services.clock.now();
  return inTransaction(services.db, async (tx): Promise<RegisterOutcome> => {
    const accountId = await store(tx, registration, { email, passwordHash, locale: entered.locale, now });
    if (accountId === undefined) return { kind: 'registered' };
    await sendConfirmation(tx, services, { accountId, email, locale: entered.locale });
    await removeRegistration(tx, registration.id_hash);
    return { kind: 'sent', email };
  });
}
