import { execFileSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  caConstraints,
  distinguishedName,
  extendedKeyUsage,
  keySigner,
  keyUsage,
  makeCertificate,
  makeTimestampResponse,
  makeTimestampToken,
  readCertificate,
  readTimestampRequest,
  writePem,
  writePkcs12,
  writeTbsCertificate,
} from '#pki';
import type { Extension, KeyUsageName, NamePart, Pkcs12Form } from '#pki';

/** What the tests of the agent and of the signing panel sign with: a small CA, key files of all sorts, a time-stamping authority. */

export const keyPassword = 'Құпия-1';
export const iin = '900101399918';

const day = 86_400_000;
const emailProtection = '1.3.6.1.5.5.7.3.4';
const clientAuth = '1.3.6.1.5.5.7.3.2';
const person = '1.2.398.3.3.4.1.1';

interface Sort {
  readonly usage: readonly KeyUsageName[];
  readonly purposes: readonly string[];
  /** Days before and after now. */
  readonly valid: readonly [number, number];
  readonly iin?: string;
  readonly issuer?: 'other';
  readonly key?: 'ec' | 'rsa';
  readonly form?: Pkcs12Form;
}

const signing = { usage: ['digitalSignature', 'nonRepudiation'], purposes: [emailProtection, person], valid: [1, 300] } as const;

const sorts = {
  signing,
  authentication: { usage: ['digitalSignature', 'keyEncipherment'], purposes: [clientAuth, person], valid: [1, 300] },
  elliptic: { ...signing, key: 'ec' },
  expired: { ...signing, valid: [400, -30] },
  early: { ...signing, valid: [-2, 300] },
  foreign: { ...signing, iin: '850505499919' },
  otherCa: { ...signing, issuer: 'other' },
  old: { ...signing, form: { form: 'old', iterations: 2048 } },
} as const satisfies Record<string, Sort>;

export type KeySort = keyof typeof sorts;

interface Authority {
  readonly name: readonly NamePart[];
  readonly key: KeyObject;
  readonly der: Uint8Array;
}

interface Subject {
  readonly name: readonly NamePart[];
  readonly key: KeyObject;
  readonly extensions: readonly Extension[];
  readonly valid: readonly [number, number];
}

async function certify(subject: Subject, issuer: Pick<Authority, 'name' | 'key'>, now: Date): Promise<Uint8Array> {
  const signer = keySigner(issuer.key);
  const tbs = writeTbsCertificate({
    serial: Uint8Array.of(0x41, ...randomBytes(19)),
    algorithm: signer.algorithm,
    issuer: distinguishedName(issuer.name),
    notBefore: new Date(now.getTime() - subject.valid[0] * day),
    notAfter: new Date(now.getTime() + subject.valid[1] * day),
    subject: distinguishedName(subject.name),
    spki: createPublicKey(subject.key).export({ type: 'spki', format: 'der' }),
    extensions: subject.extensions,
  });
  return await makeCertificate(tbs, signer);
}

const newEcKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

async function authority(commonName: string, now: Date): Promise<Authority> {
  const name = [['commonName', commonName]] as const;
  const key = newEcKey();
  const der = await certify(
    { name, key, extensions: [caConstraints(0), keyUsage(['keyCertSign'])], valid: [1000, 3000] },
    { name, key },
    now,
  );
  return { name, key, der };
}

function nameOf(number: string): readonly NamePart[] {
  return [
    ['commonName', 'СЫНАҚОВ СЫНАҚ'],
    ['surname', 'СЫНАҚОВ'],
    ['serialNumber', `IIN${number}`],
    ['countryName', 'KZ'],
    ['givenName', 'СЫНАҚҰЛЫ'],
  ];
}

/** A time-stamping authority on a port of its own. */
async function startTsa(issuer: Authority, now: Date) {
  const key = newEcKey();
  const extensions = [keyUsage(['digitalSignature']), extendedKeyUsage(['1.3.6.1.5.5.7.3.8'], true)];
  const der = await certify({ name: [['commonName', 'TSA']], key, extensions, valid: [1, 300] }, issuer, now);
  const certificate = readCertificate(der);
  if (!certificate.ok) throw new Error('the authority of the test cannot be read');
  const tsa = { signer: keySigner(key), certificate: certificate.value, policy: '2.999.1', accuracy: 1 };
  const server = createServer((request, response) => {
    void request.toArray().then(async (chunks) => {
      const asked = readTimestampRequest(Buffer.concat(chunks));
      if (!asked.ok) return response.writeHead(400).end();
      const token = await makeTimestampToken(asked.value, { at: now, serial: 1n }, tsa);
      return response.end(makeTimestampResponse(token));
    });
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

/** Makes the key files of all sorts in a temporary folder, each called `<sort>.p12`, and starts the authority. */
export async function testKeys(now: Date) {
  const folder = mkdtempSync(join(tmpdir(), 'birtereze-keys-'));
  const [ca, other] = [await authority('Test CA', now), await authority('Other CA', now)];
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  for (const [sort, settings] of Object.entries<Sort>(sorts)) {
    const key = settings.key === 'ec' ? newEcKey() : rsa;
    const issuer = settings.issuer === 'other' ? other : ca;
    const extensions = [keyUsage(settings.usage), extendedKeyUsage(settings.purposes)];
    const der = await certify({ name: nameOf(settings.iin ?? iin), key, extensions, valid: settings.valid }, issuer, now);
    const contents = {
      key: key.export({ type: 'pkcs8', format: 'der' }),
      certificates: [der, issuer.der],
      password: keyPassword,
      name: sort,
    } as const;
    writeFileSync(join(folder, `${sort}.p12`), writePkcs12(contents, settings.form ?? { iterations: 2048 }));
  }
  const { server, url } = await startTsa(ca, now);
  return {
    folder,
    file: (sort: KeySort) => join(folder, `${sort}.p12`),
    ca: writePem('CERTIFICATE', ca.der),
    tsa: url,
    close: () => {
      server.close();
      server.closeAllConnections();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type TestKeys = Awaited<ReturnType<typeof testKeys>>;

/**
 * The content of a signature, by OpenSSL.
 * @param cms PEM or DER
 * @throws where OpenSSL finds the signature wrong
 */
export function opensslContent(cms: string | Uint8Array, { ca, content }: { ca: string; content?: string | undefined }): string {
  const folder = mkdtempSync(join(tmpdir(), 'birtereze-cms-'));
  const file = (name: string, data: string | Uint8Array) => {
    writeFileSync(join(folder, name), data);
    return join(folder, name);
  };
  try {
    const input = ['-inform', typeof cms === 'string' ? 'PEM' : 'DER', '-in', file('message', cms)];
    const detached = content === undefined ? [] : ['-content', file('content', content)];
    const args = ['cms', '-verify', '-binary', '-purpose', 'any', '-CAfile', file('ca.pem', ca), ...input, ...detached];
    return execFileSync('openssl', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
