import { oids } from '../der/oids.ts';
import type { PublicKey } from '../crypto/public-key.ts';
import type { CertificateExtensions } from './certificate-extensions.ts';
import { attributeTexts } from './names.ts';
import type { Name } from './names.ts';

/** Whom a certificate names, by the profile of the Kazakh authorities (design/pki.md 2). Numbers are not checked beyond their shape. */
export interface CertificatePerson {
  readonly commonName?: string;
  readonly surname?: string;
  /** The profile keeps the patronymic in GIVENNAME. */
  readonly patronymic?: string;
  readonly iin?: string;
  readonly bin?: string;
  readonly organisation?: string;
  readonly email?: string;
}

/** What a key is for. `both`: GOST certificates since 2022 have one key for signing and sign-in. */
export type CertificatePurpose = 'signing' | 'authentication' | 'both' | 'none';

/** Roles of the profile, by extended key usage. */
export const roleOids = {
  person: oids.kzPerson,
  legalEntity: oids.kzLegalEntity,
  head: oids.kzHead,
  rightToSign: oids.kzRightToSign,
  rightToSignFinancial: oids.kzRightToSignFinancial,
  personnel: oids.kzPersonnel,
  employee: oids.kzEmployee,
  informationSystem: oids.kzInformationSystem,
} as const;

export type CertificateRole = keyof typeof roleOids;

/** Reads the subject. A number that occurs twice with different values is no number: nobody may choose which one counts. */
export function personOf(subject: Name, extensions: CertificateExtensions): CertificatePerson {
  const fields = {
    commonName: only(attributeTexts(subject, 'commonName')),
    surname: only(attributeTexts(subject, 'surname')),
    patronymic: only(attributeTexts(subject, 'givenName')),
    iin: only(numbers(attributeTexts(subject, 'serialNumber'), /^IIN(\d{12})$/)),
    bin: only(numbers(attributeTexts(subject, 'organizationalUnitName'), /^BIN(\d{12})$/)),
    organisation: only(attributeTexts(subject, 'organizationName')),
    email: only((extensions.subjectAltName ?? []).flatMap((name) => (name.kind === 'email' ? name.text : []))),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, text]) => text !== undefined));
}

function only(texts: readonly string[]): string | undefined {
  return new Set(texts).size === 1 ? texts[0] : undefined;
}

function numbers(texts: readonly string[], shape: RegExp): string[] {
  return texts.flatMap((text) => shape.exec(text)?.[1] ?? []);
}

export function rolesOf(extensions: CertificateExtensions): CertificateRole[] {
  const names = Object.entries(roleOids) as [CertificateRole, string][];
  return names.filter(([, oid]) => extensions.extKeyUsage?.includes(oid)).map(([role]) => role);
}

/** Signing needs nonRepudiation; sign-in digitalSignature with clientAuth, which one-key GOST certificates may lack. */
export function purposeOf(extensions: CertificateExtensions, key: PublicKey): CertificatePurpose {
  const { keyUsage, extKeyUsage } = extensions;
  if (keyUsage === undefined) return 'none';
  const signing = keyUsage.has('nonRepudiation');
  const forClients = extKeyUsage?.includes(oids.clientAuth) || (signing && key.kind === 'gost');
  const authentication = keyUsage.has('digitalSignature') && forClients;
  if (signing) return authentication ? 'both' : 'signing';
  return authentication ? 'authentication' : 'none';
}
