import { systemClock } from '#kit/clock';
import { signCms } from '#pki/cms/sign';
import { sequence, unsignedInteger } from '#pki/der/writer';
import { Malformed } from '#pki/fault';
import type { SigningAlgorithm } from '#pki/making/signer';
import { readBags, readPfx, readSafe } from '#pki/pkcs12/structure';
import type { Bag, Sealed } from '#pki/pkcs12/structure';
import { parseCertificate } from '#pki/x509/certificate';
import type { Certificate } from '#pki/x509/certificate';
import type { SignatureWish } from './ncalayer.ts';
import { SigningFault } from './outcome.ts';
import type { FaultKind } from './outcome.ts';

/** A key out of a `.p12` file, in the hands of the browser: it can be used here and not be exported again. */
export interface PageKey {
  readonly certificate: Certificate;
  readonly chain: readonly { readonly der: Uint8Array }[];
  readonly algorithm: SigningAlgorithm;
  readonly key: CryptoKey;
}

/** Rounds of key derivation that a file may ask for; the largest in honest use are some hundred thousand. */
const maxRounds = 5_000_000;

const hashNames = { sha1: 'SHA-1', sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512' } as const;

/** A copy in memory of its own, as WebCrypto's types ask for. */
function own(octets: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(octets);
}

/** Opens what is under the password. The old schemes (triple DES, RC2) are not in browsers. */
async function unseal({ octets, encryption }: Sealed, password: string): Promise<Uint8Array> {
  if (encryption === undefined) return octets;
  if (encryption.scheme !== 'pbes2' || encryption.cipher === 'des-ede3-cbc') throw new SigningFault('oldKeyFile');
  if (encryption.iterations < 1 || encryption.iterations > maxRounds) throw new SigningFault('notKeyFile');
  const base = await crypto.subtle.importKey('raw', new TextEncoder().encode(password), 'PBKDF2', false, ['deriveKey']);
  const { salt, iterations, hash, iv, cipher } = encryption;
  const key = await crypto.subtle.deriveKey(
    { name: 'PBKDF2', salt: own(salt), iterations, hash: hashNames[hash] },
    base,
    { name: 'AES-CBC', length: Number(cipher.slice(4, 7)) },
    false,
    ['decrypt'],
  );
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-CBC', iv: own(iv) }, key, own(octets)));
  } catch {
    throw new SigningFault('wrongPassword');
  }
}

/**
 * The bags of one part. The file's MAC is left alone: a wrong password shows itself by a padding or contents that are wrong, and a file that
 * somebody changed makes a signature that the server refuses.
 */
async function bagsOf(part: Sealed, password: string): Promise<Bag[]> {
  const contents = await unseal(part, password);
  try {
    return readBags(contents);
  } catch (error) {
    if (error instanceof Malformed && part.encryption) throw new SigningFault('wrongPassword');
    throw error;
  }
}

function webAlgorithm({ publicKey }: Certificate): {
  algorithm: SigningAlgorithm;
  web: RsaHashedImportParams | EcKeyImportParams;
} {
  if (publicKey.kind === 'rsa') return { algorithm: 'rsa-sha256', web: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } };
  if (publicKey.curve === 'P-256') return { algorithm: 'ecdsa-sha256', web: { name: 'ECDSA', namedCurve: 'P-256' } };
  if (publicKey.curve === 'P-384') return { algorithm: 'ecdsa-sha384', web: { name: 'ECDSA', namedCurve: 'P-384' } };
  throw new SigningFault('keyKind');
}

interface CertificateBag {
  readonly localKeyId: string | undefined;
  readonly certificate: Certificate;
}

async function keyOf(
  bag: Extract<Bag, { kind: 'key' }>,
  certificates: readonly CertificateBag[],
  password: string,
): Promise<PageKey> {
  const own = certificates.find(({ localKeyId }) => localKeyId === bag.localKeyId) ?? certificates[0];
  if (own === undefined) throw new SigningFault('notKeyFile');
  const { algorithm, web } = webAlgorithm(own.certificate);
  const pkcs8 = Uint8Array.from(await unseal(bag.key, password));
  const key = await crypto.subtle.importKey('pkcs8', pkcs8, web, false, ['sign']).catch(() => {
    throw new SigningFault('keyKind');
  });
  const chain = certificates.filter((each) => each !== own).map(({ certificate }) => certificate);
  return { certificate: own.certificate, chain, algorithm, key };
}

function readCertificateBag(bag: Bag): CertificateBag[] {
  if (bag.kind !== 'certificate') return [];
  // The fingerprint is for caches of the server; nobody here asks for it.
  const read = parseCertificate(bag.certificate, () => new Uint8Array());
  return read.ok ? [{ localKeyId: bag.localKeyId, certificate: read.value }] : [];
}

/**
 * Opens a `.p12` file in the page.
 * @throws SigningFault `wrongPassword`, `oldKeyFile`, `notKeyFile`, or `keyKind` where the browser cannot use the key
 */
async function openKeyFile(file: Uint8Array, password: string): Promise<PageKey[]> {
  try {
    const bags: Bag[] = [];
    for (const part of readSafe(readPfx(file).safe)) bags.push(...(await bagsOf(part, password)));
    const certificates = bags.flatMap(readCertificateBag);
    const keys: PageKey[] = [];
    for (const bag of bags) if (bag.kind === 'key') keys.push(await keyOf(bag, certificates, password));
    if (keys.length === 0) throw new SigningFault('notKeyFile');
    return keys;
  } catch (error) {
    throw error instanceof Malformed ? new SigningFault('notKeyFile') : error;
  }
}

/** @returns why the key does not fit the wish, or undefined where it does. The server looks again, at more. */
function unfitness({ certificate }: PageKey, { purpose, signer }: SignatureWish): FaultKind | undefined {
  const now = systemClock.now();
  const { person } = certificate;
  if (certificate.purpose !== purpose && certificate.purpose !== 'both') return 'noSuitableKey';
  if (signer.iin !== undefined && person.iin !== signer.iin) return 'otherPerson';
  if (signer.bin !== undefined && person.bin !== signer.bin) return 'otherPerson';
  if (certificate.notAfter < now) return 'expired';
  return certificate.notBefore > now ? 'notYetValid' : undefined;
}

/**
 * Opens a `.p12` file and takes the key that fits the wish.
 * @throws SigningFault as {@link openKeyFile}, or why the file's first key does not fit where none does
 */
export async function openFittingKey(file: Uint8Array, password: string, wish: SignatureWish): Promise<PageKey> {
  const keys = await openKeyFile(file, password);
  const faults = keys.map((key) => unfitness(key, wish));
  const fitting = keys[faults.indexOf(undefined)];
  if (fitting === undefined) throw new SigningFault(faults[0] ?? 'noSuitableKey');
  return fitting;
}

/** WebCrypto gives r ‖ s; CMS carries `SEQUENCE { r, s }` (RFC 5753 §2.1.1). */
function ecdsaValue(signature: Uint8Array): Uint8Array {
  const half = signature.length / 2;
  return sequence(unsignedInteger(signature.subarray(0, half)), unsignedInteger(signature.subarray(half)));
}

/** Signs in the page as CAdES-BES. @returns the CMS, DER. */
export async function signInPage(content: Uint8Array, pageKey: PageKey, detached: boolean): Promise<Uint8Array> {
  const { certificate, chain, algorithm, key } = pageKey;
  const sign = async (data: Uint8Array): Promise<Uint8Array> => {
    const parameters =
      algorithm === 'rsa-sha256'
        ? 'RSASSA-PKCS1-v1_5'
        : { name: 'ECDSA', hash: algorithm === 'ecdsa-sha384' ? 'SHA-384' : 'SHA-256' };
    const signature = new Uint8Array(await crypto.subtle.sign(parameters, key, own(data)));
    return algorithm === 'rsa-sha256' ? signature : ecdsaValue(signature);
  };
  return await signCms({ content, certificate, chain, key: { algorithm, sign }, detached, signingTime: systemClock.now() });
}
