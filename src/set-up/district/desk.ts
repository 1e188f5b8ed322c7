import { createPrivateKey } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ApplicationServices } from '#applications';
import { findAccountByIin, findBody, findOfficer } from '#identity';
import type { OfficerActor, PersonActor } from '#identity';
import type { FixedClock } from '#kit/clock';
import { newId } from '#kit/ids';
import { keySigner, readCertificate, readPkcs12, signCms } from '#pki';
import type { Certificate, Signer } from '#pki';
import { cast } from '#seed';
import type { CastKey } from '#seed';
import { parseIin } from '#subjects';
import type { Iin } from '#subjects';

/** Where the demonstration's people act: the use cases of the product, on a clock that stands in the past, and their own key files. */
export interface Desk {
  readonly services: ApplicationServices;
  readonly clock: FixedClock;
  /** The folder with the key files of all, one folder a person. */
  readonly keys: string;
  readonly password: string;
}

export function iinOf(key: CastKey): Iin {
  const iin = parseIin(cast[key].iin);
  if (iin === undefined) throw new Error(`${key} has no valid IIN`);
  return iin;
}

/** @returns one of the cast, signed in at the portal */
export async function personAt({ services }: Desk, key: CastKey): Promise<PersonActor> {
  const account = await findAccountByIin(services.db, iinOf(key));
  if (account === undefined) throw new Error(`${key} has no account`);
  const { id, iin, name, email } = account;
  return { kind: 'person', sessionId: newId(), id, iin, name, email, level: 'full', method: 'eds', locale: 'kk' };
}

/** @returns one of the cast, signed in at the workplace */
export async function officerAt({ services }: Desk, key: CastKey): Promise<OfficerActor> {
  const officer = await findOfficer(services.db, { iin: iinOf(key) });
  const body = officer && (await findBody(services.db, officer.bodyId));
  if (officer === undefined || body === undefined) throw new Error(`${key} works nowhere`);
  const { id, iin, name, bodyId, roles } = officer;
  return { kind: 'officer', sessionId: newId(), id, iin, name, bodyId, bin: body.bin, roles, method: 'eds', locale: 'kk' };
}

interface OpenKey {
  readonly certificate: Certificate;
  readonly chain: readonly { readonly der: Uint8Array }[];
  readonly key: Signer;
}

/** Opening a file is made slow on purpose, so it is done once. */
const opened = new Map<string, Promise<OpenKey>>();

async function openKey({ password }: Desk, folder: string): Promise<OpenKey> {
  const file = (await readdir(folder)).find((name) => name.startsWith('RSA256_'));
  const read = readPkcs12(await readFile(join(folder, file ?? '')), password);
  const entry = read.ok ? read.value[0] : undefined;
  const certificate = entry?.certificate && readCertificate(entry.certificate);
  if (entry === undefined || !certificate?.ok) throw new Error(`The key file in ${folder} cannot be opened`);
  const privateKey = createPrivateKey({ key: Buffer.from(entry.key), format: 'der', type: 'pkcs8' });
  return { certificate: certificate.value, chain: entry.chain.map((der) => ({ der })), key: keySigner(privateKey) };
}

/** A detached signature with the key file that the person has. */
export async function signAs(desk: Desk, key: CastKey, content: Uint8Array): Promise<Uint8Array> {
  const folder = join(desk.keys, key);
  const opening = opened.get(folder) ?? openKey(desk, folder);
  opened.set(folder, opening);
  return signCms({ ...(await opening), content, detached: true, signingTime: desk.clock.now() });
}
