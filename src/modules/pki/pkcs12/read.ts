import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { Malformed, reading } from '../fault.ts';
import type { Read } from '../fault.ts';
import { Derivation } from './derivation.ts';
import { checkMac, open } from './password.ts';
import { readBags, readPfx, readSafe } from './structure.ts';
import type { Bag, Sealed } from './structure.ts';

/** A key of a PKCS#12 file with what belongs to it. */
export interface Pkcs12Entry {
  /** PrivateKeyInfo (PKCS#8), DER. GOST keys are handed over too, though node:crypto cannot use them. */
  readonly key: Uint8Array;
  /** The certificate of the key, DER; undefined where the file has none for it. */
  readonly certificate: Uint8Array | undefined;
  /** Certificates of the file that belong to no key, in their order: normally the issuers. */
  readonly chain: readonly Uint8Array[];
  /** The friendly name that the writing program gave. */
  readonly name: string | undefined;
}

/** Files of people hold one or two keys; what holds more than this is no such file. */
const maxParts = 64;

/**
 * Opens a PKCS#12 file: PBES2 with AES as well as the old triple DES and RC2-40, with a MAC of SHA-1 or SHA-2.
 *
 * @returns its keys; the fault `password` where the password is wrong, and another one where the file is no such file.
 */
export function readPkcs12(bytes: Uint8Array, password: string): Read<Pkcs12Entry[]> {
  return reading(() => {
    const pfx = readPfx(bytes);
    const derivation = new Derivation(password);
    if (pfx.mac) checkMac(pfx.mac, pfx.safe, derivation);
    const parts = readSafe(pfx.safe);
    if (parts.length > maxParts) throw new Malformed('tooLarge', 'pkcs12');
    const bags = parts.flatMap((part) => bagsOf(part, derivation));
    if (bags.length > maxParts) throw new Malformed('tooLarge', 'pkcs12');
    return entriesOf(bags, derivation);
  });
}

/** Without a MAC a wrong password shows itself only by contents that are no bags (one padding in 256 is right by chance). */
function bagsOf(part: Sealed, derivation: Derivation): Bag[] {
  const contents = open(part, derivation);
  const bags = reading(() => readBags(contents));
  if (bags.ok) return bags.value;
  throw new Malformed(part.encryption ? 'password' : bags.fault.code, bags.fault.where);
}

function entriesOf(bags: readonly Bag[], derivation: Derivation): Pkcs12Entry[] {
  const certificates = bags.filter((bag) => bag.kind === 'certificate');
  const keys = bags.filter((bag) => bag.kind === 'key').map((bag) => ({ bag, key: open(bag.key, derivation) }));
  const own = keys.map(({ bag, key }) => certificates.find((candidate) => belongs(candidate, { bag, key })));
  const chain = certificates.filter((certificate) => !own.includes(certificate)).map((bag) => bag.certificate);
  return keys.map(({ bag, key }, i) => ({ key, certificate: own[i]?.certificate, chain, name: bag.name ?? own[i]?.name }));
}

/** By `localKeyId`, as the standard has it; programs that leave it out are helped by comparing the keys themselves. */
function belongs(candidate: Extract<Bag, { kind: 'certificate' }>, { bag, key }: { bag: Bag; key: Uint8Array }): boolean {
  if (bag.localKeyId !== undefined && candidate.localKeyId !== undefined) return bag.localKeyId === candidate.localKeyId;
  const privateKey = privateKeyOf(key);
  if (privateKey === undefined) return false;
  try {
    return new X509Certificate(candidate.certificate).checkPrivateKey(privateKey);
  } catch {
    return false;
  }
}

function privateKeyOf(pkcs8: Uint8Array): KeyObject | undefined {
  try {
    return createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  } catch {
    return undefined;
  }
}
