import { createPublicKey, generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  authorityKeyIdentifier,
  caConstraints,
  distinguishedName,
  extendedKeyUsage,
  keyIdentifier,
  keySigner,
  keyUsage,
  makeCertificate,
  oids,
  subjectKeyIdentifier,
  writePem,
  writeTbsCertificate,
} from '#pki';
import type { Extension } from '#pki';
import { asciiOctets, explicit, implicit, sequence } from '#pki/der/writer';

/** What the agent's HTTPS server needs, and the CA that the person tells the browser to trust. PEM. */
export interface TlsFiles {
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

/** Name of the CA's file in the data folder. */
export const caFile = 'agent-ca.crt';

const names = { ca: caFile, certificate: 'agent-tls.crt', key: 'agent-tls.key' } as const;

const day = 86_400_000;
/** Browsers limit the life of public certificates only; the person would have to trust a new CA each time. */
const lifetime = 5 * 365 * day;
const renewBefore = 30 * day;

const localhost = implicit(2, asciiOctets('localhost'));
const loopback = (...octets: number[]) => implicit(7, Uint8Array.from(octets));

/** The CA may vouch for this computer only (RFC 5280 §4.2.1.10): who trusts it risks nothing elsewhere. */
const nameConstraints: Extension = {
  oid: oids.nameConstraints,
  critical: true,
  value: sequence(explicit(0, sequence(localhost), sequence(loopback(127, 0, 0, 1, 255, 255, 255, 255)))),
};
const subjectAltName: Extension = {
  oid: oids.subjectAltName,
  critical: false,
  value: sequence(localhost, loopback(127, 0, 0, 1)),
};

interface Issued {
  readonly subject: string;
  readonly key: KeyObject;
  readonly extensions: readonly Extension[];
}

async function issue(issued: Issued, issuer: { name: string; key: KeyObject }, now: Date): Promise<Uint8Array> {
  const signer = keySigner(issuer.key);
  const name = (commonName: string) => distinguishedName([['commonName', commonName]]);
  const tbs = writeTbsCertificate({
    serial: Uint8Array.of(0x40, ...randomBytes(15)),
    algorithm: signer.algorithm,
    issuer: name(issuer.name),
    notBefore: new Date(now.getTime() - day),
    notAfter: new Date(now.getTime() + lifetime),
    subject: name(issued.subject),
    spki: spkiOf(issued.key),
    extensions: issued.extensions,
  });
  return await makeCertificate(tbs, signer);
}

function spkiOf(key: KeyObject): Uint8Array {
  return createPublicKey(key).export({ type: 'spki', format: 'der' });
}

function identifierOf(key: KeyObject): Uint8Array {
  const identifier = keyIdentifier(spkiOf(key));
  if (!identifier.ok) throw new Error('a key made here has no identifier');
  return identifier.value;
}

async function makeFiles(now: Date): Promise<TlsFiles> {
  const [caKey, key] = [0, 1].map(() => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey) as [KeyObject, KeyObject];
  const caName = `Birtereze agent on this computer ${randomBytes(3).toString('hex')}`;
  const issuer = { name: caName, key: caKey };
  const identifier = identifierOf(caKey);
  const ca = await issue(
    {
      subject: caName,
      key: caKey,
      extensions: [caConstraints(0), keyUsage(['keyCertSign']), nameConstraints, subjectKeyIdentifier(identifier)],
    },
    issuer,
    now,
  );
  const certificate = await issue(
    {
      subject: 'localhost',
      key,
      extensions: [
        keyUsage(['digitalSignature']),
        extendedKeyUsage([oids.serverAuth]),
        subjectAltName,
        subjectKeyIdentifier(identifierOf(key)),
        authorityKeyIdentifier(identifier),
      ],
    },
    issuer,
    now,
  );
  return {
    ca: writePem('CERTIFICATE', ca),
    certificate: writePem('CERTIFICATE', certificate),
    key: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function readFiles(dataDir: string): TlsFiles | undefined {
  const read = (name: string) => readFileSync(join(dataDir, name), 'utf8');
  if (!Object.values(names).every((name) => existsSync(join(dataDir, name)))) return undefined;
  return { ca: read(names.ca), certificate: read(names.certificate), key: read(names.key) };
}

/**
 * The agent's TLS certificate under a CA of its own, made at the first start. The CA signs this one certificate and its key is then forgotten:
 * nobody can ever make another certificate that the person's browser would believe.
 */
export async function tlsFiles(dataDir: string, now: Date): Promise<TlsFiles> {
  const kept = readFiles(dataDir);
  if (kept && new X509Certificate(kept.certificate).validToDate.getTime() - renewBefore > now.getTime()) return kept;
  const made = await makeFiles(now);
  mkdirSync(dataDir, { recursive: true });
  for (const part of ['ca', 'certificate', 'key'] as const) {
    const file = join(dataDir, names[part]);
    writeFileSync(file, made[part], { mode: part === 'key' ? 0o600 : 0o644 });
    // The mode above counts only for a file that is new.
    if (part === 'key') chmodSync(file, 0o600);
  }
  return made;
}
