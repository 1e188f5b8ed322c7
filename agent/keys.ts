import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Clock } from '#kit/clock';
import { readCertificate, readPkcs12 } from '#pki';
import type { Certificate } from '#pki';

/** A private key out of a key file, with its certificate. */
export interface Key {
  readonly certificate: Certificate;
  /** Certificates of the issuers that the file holds, DER. */
  readonly chain: readonly Uint8Array[];
  readonly privateKey: KeyObject;
}

/** Which keys a site wants. Nothing given: any. */
export interface KeyFilter {
  readonly purpose?: 'signing' | 'authentication' | undefined;
  /** All of them must stand in the certificate. */
  readonly extKeyUsageOids: readonly string[];
  readonly iin?: string | undefined;
  readonly bin?: string | undefined;
  /** Hexadecimal, without leading zeros. */
  readonly serialNumber?: string | undefined;
  /** PEM of the CAs whose keys are wanted; undefined: the national ones of the agent's settings; none: of any CA. */
  readonly chain?: readonly string[] | undefined;
  readonly allowExpired: boolean;
}

/** Why a key cannot be used for what a site asks. */
export type KeyFault = 'expired' | 'notYetValid' | 'noSuitableKey' | 'otherPerson' | 'otherAuthority' | 'unsupportedKey';

export type OpenedFile =
  | { readonly ok: true; readonly keys: readonly Key[] }
  | { readonly ok: false; readonly fault: 'wrongPassword' | 'notKeyFile' | 'unsupportedKey' };

/** Opens key files and says which of their keys fit. */
export interface KeyRing {
  open(file: Uint8Array, password: string): OpenedFile;
  /** @returns why the key does not fit, or undefined where it does. */
  unfit(key: Key, filter: KeyFilter): KeyFault | undefined;
}

type Check = (key: Key, filter: KeyFilter) => boolean;

const hasUsages: Check = ({ certificate }, filter) => {
  const usages: readonly string[] = certificate.extensions.extKeyUsage ?? [];
  return filter.extKeyUsageOids.every((oid) => usages.includes(oid));
};

const hasPurpose: Check = ({ certificate: { purpose } }, filter) =>
  filter.purpose === undefined || purpose === filter.purpose || purpose === 'both';

const isOwn: Check = ({ certificate: { person } }, { iin, bin }) =>
  (iin === undefined || person.iin === iin) && (bin === undefined || person.bin === bin);

const plainSerial = (serial: string) => serial.toLowerCase().replace(/^0+/, '');

const hasSerial: Check = ({ certificate: { serial } }, { serialNumber }) =>
  serialNumber === undefined || plainSerial(serial) === plainSerial(serialNumber);

/** Reads what can be read: certificates of algorithms that are unknown here have no keys that could be used. */
function certificatesIn(encoded: readonly (string | Uint8Array)[]): X509Certificate[] {
  return encoded.flatMap((each) => {
    try {
      return new X509Certificate(each);
    } catch {
      return [];
    }
  });
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
  } catch {
    // A public key of an algorithm that is unknown here.
    return false;
  }
}

/** Whether one of the CAs stands above the key, over the issuers that the key file holds. A filter for what is offered, no verification. */
function isUnder(key: Key, authorities: readonly X509Certificate[]): boolean {
  const between = certificatesIn(key.chain);
  let [current] = certificatesIn([key.certificate.der]);
  for (let steps = 0; current !== undefined && steps <= between.length; steps += 1) {
    const child = current;
    if (authorities.some((each) => each.raw.equals(child.raw) || isIssuedBy(child, each))) return true;
    current = between.find((each) => !each.raw.equals(child.raw) && isIssuedBy(child, each));
  }
  return false;
}

function keyOf(entry: { key: Uint8Array; certificate: Uint8Array | undefined; chain: readonly Uint8Array[] }): Key | undefined {
  const certificate = entry.certificate && readCertificate(entry.certificate);
  if (certificate?.ok !== true) return undefined;
  try {
    const privateKey = createPrivateKey({ key: Buffer.from(entry.key), format: 'der', type: 'pkcs8' });
    if (privateKey.asymmetricKeyType !== 'rsa' && privateKey.asymmetricKeyType !== 'ec') return undefined;
    return { certificate: certificate.value, chain: entry.chain, privateKey };
  } catch {
    // GOST keys: node:crypto cannot use them.
    return undefined;
  }
}

/** @param roots PEM of the CAs meant where a site names none; undefined: any */
export function keyRing({ clock, roots }: { clock: Clock; roots: readonly string[] | undefined }): KeyRing {
  const isTrusted = (key: Key, { chain = roots }: KeyFilter) =>
    chain === undefined || chain.length === 0 || isUnder(key, certificatesIn(chain));
  return {
    open: (file, password) => {
      const read = readPkcs12(file, password);
      if (!read.ok) return { ok: false, fault: read.fault.code === 'password' ? 'wrongPassword' : 'notKeyFile' };
      const keys = read.value.flatMap((entry) => keyOf(entry) ?? []);
      return keys.length > 0 ? { ok: true, keys } : { ok: false, fault: read.value.length > 0 ? 'unsupportedKey' : 'notKeyFile' };
    },
    unfit: (key, filter) => {
      const { notBefore, notAfter } = key.certificate;
      const now = clock.now();
      if (!hasUsages(key, filter) || !hasPurpose(key, filter) || !hasSerial(key, filter)) return 'noSuitableKey';
      if (!isOwn(key, filter)) return 'otherPerson';
      if (!isTrusted(key, filter)) return 'otherAuthority';
      if (notAfter < now && !filter.allowExpired) return 'expired';
      return notBefore > now ? 'notYetValid' : undefined;
    },
  };
}
