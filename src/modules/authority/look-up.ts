import type { Queryable } from '#kit/db';
import type { Iin } from '#subjects';
import type { ProfileName } from './rules/profiles.ts';
import type { Standing } from './rules/revocation.ts';
import { serialOfText } from './rules/serial.ts';
import { certificateBySerial, certificatesByIin } from './store/certificate-store.ts';
import type { CertificateRow } from './store/certificate-store.ts';

/** A certificate on record, with its standing of now. */
export interface CertificateOnRecord {
  readonly serial: string;
  readonly profile: ProfileName;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** DER; absent where issuance broke off before it was on record. */
  readonly certificate?: Uint8Array;
  readonly standing: Standing;
}

/** The certificate with this serial number. Who may look it up is the caller's to decide: its owner and registrars (NCA-7). */
export async function certificateOfSerial(q: Queryable, serial: string): Promise<CertificateOnRecord | undefined> {
  const row = await certificateBySerial(q, { issuer: 'issuing', serial: serialOfText(serial) });
  return row && onRecord(row);
}

/** All certificates of a person, the newest first, as {@link certificateOfSerial}. */
export async function certificatesOfPerson(q: Queryable, iin: Iin): Promise<CertificateOnRecord[]> {
  return (await certificatesByIin(q, iin)).map(onRecord);
}

function onRecord(row: CertificateRow): CertificateOnRecord {
  const { serial, profile, not_before: notBefore, not_after: notAfter, standing, certificate } = row;
  return { serial, profile, notBefore, notAfter, standing, ...(certificate && { certificate }) };
}
