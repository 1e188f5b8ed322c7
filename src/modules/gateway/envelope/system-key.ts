import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { SignatureAlgorithm } from './names.ts';
import { fingerprintOf } from './proof.ts';

/** The key with which an information system signs its messages. */
export interface SystemKey {
  /** Its senderId. */
  readonly system: string;
  readonly privateKey: KeyObject;
  readonly algorithm: SignatureAlgorithm;
  /** DER in base64, as messages carry it. */
  readonly certificate: string;
  /** SHA-256 of the certificate, hexadecimal. */
  readonly fingerprint: string;
}

/**
 * @param source.privateKey PKCS#8 in PEM: P-256, or RSA of 2048 bits and more
 * @param source.certificate PEM or DER
 * @throws where the key is of another kind or does not belong to the certificate: a mistake of set-up, found at start.
 */
export function systemKey(source: { system: string; privateKey: string; certificate: string | Uint8Array }): SystemKey {
  const privateKey = createPrivateKey(source.privateKey);
  const certificate = new X509Certificate(source.certificate);
  if (!certificate.checkPrivateKey(privateKey)) throw new Error(`The key of ${source.system} is not that of its certificate`);
  const algorithm = algorithmOf(privateKey);
  if (algorithm === undefined) throw new Error(`The key of ${source.system} is neither P-256 nor RSA of 2048 bits or more`);
  const der = certificate.raw.toString('base64');
  return { system: source.system, privateKey, algorithm, certificate: der, fingerprint: fingerprintOf(der) };
}

/** @returns the algorithm that fits the key; undefined for keys the gateway does not take. */
export function algorithmOf(key: KeyObject): SignatureAlgorithm | undefined {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  if (type === 'ec' && details?.namedCurve === 'prime256v1') return 'ecdsa';
  return type === 'rsa' && (details?.modulusLength ?? 0) >= 2048 ? 'rsa' : undefined;
}
