import { z } from 'zod';
import { Failure } from '#kit/failure';
import { parseIin } from '#subjects';
import type { Iin } from '#subjects';
import type { Texts } from '#text';
import { isoDateOf, readDateParts } from '#ui';
import type { DateParts, FieldError } from '#ui';
import { passwordFault } from '../rules/password.ts';
import type { Refusal } from '../rules/refusal.ts';

/** A form's body: names and what was entered. Anything else that a client sends is dropped. */
export function bodyOf(body: unknown): Record<string, string> {
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

type Words = Texts['identity'];
export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: FieldError[] };

function result<T>(errors: FieldError[], value: () => T): Read<T> {
  return errors.length === 0 ? { ok: true, value: value() } : { ok: false, errors };
}

export interface LookUpForm {
  readonly iin: Iin;
  readonly documentNumber: string;
  readonly birthDate: string;
}

export function readLookUp(body: Record<string, string>, words: Words): Read<LookUpForm> & { birthDate: DateParts } {
  const iin = parseIin(body['iin'] ?? '');
  const documentNumber = (body['documentNumber'] ?? '').replaceAll(/\s/g, '');
  const parts = readDateParts(body, 'birthDate');
  const birthDate = isoDateOf(parts);
  const errors: FieldError[] = [];
  if (iin === undefined) errors.push({ field: 'iin', message: words.faults.iin });
  if (!/^\d{9}$/.test(documentNumber)) errors.push({ field: 'documentNumber', message: words.faults.documentNumber });
  if (birthDate === undefined) errors.push({ field: 'birthDate', message: words.faults.birthDate });
  return { ...result(errors, () => ({ iin: iin as Iin, documentNumber, birthDate: birthDate ?? '' })), birthDate: parts };
}

export interface DetailsForm {
  readonly email: string;
  readonly password: string;
}

/** @param own words that must not make the password: the person's names and numbers. */
export function readDetails(body: Record<string, string>, words: Words, own: readonly string[]): Read<DetailsForm> {
  const email = (body['email'] ?? '').trim();
  const password = body['password'] ?? '';
  const errors: FieldError[] = [];
  if (!z.email().max(254).safeParse(email).success) errors.push({ field: 'email', message: words.faults.email });
  const fault = passwordFault(password, [...own, email.split('@')[0] ?? '']);
  if (fault !== undefined) errors.push({ field: 'password', message: words.passwordFaults[fault] });
  else if (password !== body['repeat']) errors.push({ field: 'repeat', message: words.passwordFaults.differs });
  return result(errors, () => ({ email, password }));
}

export interface SignInForm {
  readonly iin: Iin;
  readonly password: string;
}

export function readSignIn(body: Record<string, string>, words: Words): Read<SignInForm> {
  const iin = parseIin(body['iin'] ?? '');
  const password = body['password'] ?? '';
  const errors: FieldError[] = [];
  if (iin === undefined) errors.push({ field: 'iin', message: words.faults.iin });
  if (password === '') errors.push({ field: 'password', message: words.faults.password });
  return result(errors, () => ({ iin: iin as Iin, password }));
}

export type Start = 'eds' | 'temporary';

export function readStart(body: Record<string, string>, words: Words): Read<Start> {
  const errors: FieldError[] = [];
  if (body['agreement'] !== 'yes') errors.push({ field: 'agreement', message: words.faults.agreement });
  if (body['subject'] === 'legal') errors.push({ field: 'subject', message: words.start.legalLater });
  else if (body['subject'] !== 'natural') errors.push({ field: 'subject', message: words.faults.subject });
  const { kind } = body;
  if (kind !== 'eds' && kind !== 'temporary') errors.push({ field: 'kind', message: words.faults.kind });
  return result(errors, () => (kind === 'eds' ? 'eds' : 'temporary'));
}

/** The signatures of several documents, in their order, a line each. @returns undefined where not each of so many is one */
export function readCmsLines(body: Record<string, string>, wanted: number): Uint8Array[] | undefined {
  const lines = (body['cms'] ?? '').split(/\r?\n/).map((cms) => readCms({ cms }));
  const read = lines.filter((cms) => cms !== undefined);
  return read.length === wanted && lines.length === wanted ? read : undefined;
}

/** The signature that an island put into the form: base64 of DER, PEM, or what NCALayer gives. @returns undefined where it is none. */
export function readCms(body: Record<string, string>): Uint8Array | undefined {
  const text = (body['cms'] ?? '').replaceAll(/-----(?:BEGIN|END) (?:CMS|PKCS7)-----|\s/g, '');
  if (text === '' || text.length > 400_000 || !/^[A-Za-z0-9+/]+=*$/.test(text)) return undefined;
  return Buffer.from(text, 'base64');
}

/** Seconds after which a check that could not be made may be asked for again. */
const soon = 10;

/**
 * A signature whose certificate could not be checked now was not refused for good: the answer says when to come back, and loading the page
 * again sends the same signature again (REL-2, REL-3).
 *
 * @throws Failure `notChecked`
 */
export function mustBeChecked(failed: Refusal): void {
  if (failed === 'unreachable') throw new Failure('notChecked', { retryAfter: soon });
}
