import { createHash, createPublicKey } from 'node:crypto';
import { distinguishedName, keyIdentifier, writeTbsCertificate } from '#pki';
import { parseBin, parseIin } from '#subjects';
import type { Bin, Iin } from '#subjects';
import { addressesUnder } from '../rules/addresses.ts';
import { contentsOf } from '../rules/contents.ts';
import { profiles } from '../rules/profiles.ts';
import type { ProfileName } from '../rules/profiles.ts';
import { serialFor } from '../rules/serial.ts';
import type { Subject, SubjectKind } from '../rules/subject.ts';

/**
 * What a certificate of each profile says, with everything fixed that may differ: keys, clock, serial number, addresses. The bytes that
 * would be signed are compared, as ECDSA signatures differ each time; the keys are public ones, nobody has their private halves.
 */
const at = new Date('2026-03-02T09:00:00Z');

/** A modulus of 2048 bits out of hashes: nobody knows its factors, and only its form matters here. */
function rsaKey(): Uint8Array {
  const halves = Array.from({ length: 8 }, (_, n) => createHash('sha256').update(`birtereze golden ${n}`).digest());
  const modulus = Buffer.concat(halves);
  modulus[0] = (modulus[0] ?? 0) | 0x80;
  modulus[255] = (modulus[255] ?? 0) | 1;
  const key = createPublicKey({ key: { kty: 'RSA', n: modulus.toString('base64url'), e: 'AQAB' }, format: 'jwk' });
  return key.export({ type: 'spki', format: 'der' });
}

/** The generators of the curves (SEC 2): points of which nobody needs to know more. */
const points = {
  'P-256': [
    '6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296',
    '4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5',
  ],
  'P-384': [
    'aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7',
    '3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f',
  ],
} as const;

function ecKey(crv: keyof typeof points): Uint8Array {
  const [x, y] = points[crv].map((hex) => Buffer.from(hex, 'hex').toString('base64url'));
  return createPublicKey({ key: { kty: 'EC', crv, x: x ?? '', y: y ?? '' }, format: 'jwk' }).export({ type: 'spki', format: 'der' });
}

const organisation = { bin: parseBin('050340999015') as Bin, name: '«Көкпекті ауданының жұмыспен қамту бөлімі» мемлекеттік мекемесі' };
const person = {
  kind: 'person',
  iin: parseIin('890312499015') as Iin,
  name: { surname: 'Сейітова', name: 'Айгерім', patronymic: 'Маратқызы' },
  email: 'aigerim@example.kz',
} as const;
const subjects = {
  person,
  employee: { ...person, kind: 'employee', organisation, role: 'rightToSign', identifiedBy: 'centre' },
  system: { kind: 'system', name: 'Gateway', organisation },
  service: { kind: 'service', name: 'Birtereze service' },
  authority: { kind: 'authority', name: 'Birtereze authority' },
} as const satisfies Record<SubjectKind, Subject>;

function tbsOf(profile: ProfileName): Uint8Array {
  const { keys, subject } = profiles[profile];
  const spki = keys[0] === 'rsa-2048' ? rsaKey() : ecKey(keys[0] === 'ec-p384' ? 'P-384' : 'P-256');
  const identifier = keyIdentifier(spki);
  if (!identifier.ok) throw new Error('A golden key cannot be read');
  const issuer = {
    subject: distinguishedName([
      ['commonName', 'Birtereze Root CA'],
      ['organizationName', 'Birtereze'],
      ['countryName', 'KZ'],
    ]),
    keyIdentifier: new Uint8Array(20).fill(7),
    algorithm: 'ecdsa-sha256',
    notAfter: new Date('2060-01-01T00:00:00Z'),
  } as const;
  const plan = { profile, subject: subjects[subject], spki, keyIdentifier: identifier.value, issuer, notBefore: at };
  const serial = serialFor(identifier.value, 0);
  return writeTbsCertificate(contentsOf({ ...plan, serial, addresses: addressesUnder('http://pki.example.kz') }));
}

/** The golden files by their names: base64 of the DER, for `openssl asn1parse -in <file>`. */
export function goldenCertificates(): Map<string, string> {
  const names = Object.keys(profiles) as ProfileName[];
  return new Map(
    names.map((name) => [`${name}.b64`, `${(Buffer.from(tbsOf(name)).toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n`]),
  );
}
