import { execFileSync } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { signCms } from '../cms/sign.ts';
import type { SigningRequest, Timestamper } from '../cms/sign.ts';
import { keySigner } from '../making/signer.ts';
import type { Signer } from '../making/signer.ts';
import { createTrustStore, trustAnchor } from '../path/trust.ts';
import { makeTimestampToken } from '../tsp/make.ts';
import { readTimestampRequest, writeTimestampRequest } from '../tsp/request.ts';
import { readCertificate } from '../x509/read.ts';
import type { Certificate } from '../x509/certificate.ts';
import { nodePrimitives } from '../crypto/node.ts';

/** A key with its certificate. */
export interface Holder {
  readonly name: string;
  readonly certificate: Certificate;
  readonly key: Signer;
}

const person = 'extendedKeyUsage=emailProtection,1.2.398.3.3.4.1.1';

/** Extensions of each kind of holder, as OpenSSL's configuration writes them (design/pki.md 2). */
const kinds = {
  signing: `keyUsage=critical,digitalSignature,nonRepudiation\n${person}`,
  authentication: 'keyUsage=critical,digitalSignature,keyEncipherment\nextendedKeyUsage=clientAuth,1.2.398.3.3.4.1.1',
  tsa: 'keyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping',
  ocsp: 'keyUsage=critical,digitalSignature\nextendedKeyUsage=OCSPSigning\nnoCheck=ignored',
  server: 'keyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth',
  encryption: 'keyUsage=critical,keyEncipherment',
  bare: '',
} as const;

/** Issued by OpenSSL, so that what the verifier is tried on does not come from the same hands. */
export class OpensslAuthority {
  readonly folder = mkdtempSync(join(tmpdir(), 'pki-'));
  readonly root: Holder;
  readonly issuing: Holder;

  constructor(name = 'Test') {
    after(() => rmSync(this.folder, { recursive: true }));
    this.write('empty.db', '');
    this.openssl(
      'req',
      '-x509',
      ...newKey,
      '-keyout',
      'root.key',
      '-out',
      'root.pem',
      '-days',
      '3650',
      '-subj',
      `/CN=${name} Root`,
    );
    this.root = this.holder('root');
    this.issuing = this.issue('issuing', `/CN=${name} Issuing`, {
      extensions: 'basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign,cRLSign',
      dates: ['-startdate', '20190101000000Z', '-enddate', '20450101000000Z'],
      by: 'root',
    });
  }

  /** A person or a service below the issuing authority; dates as OpenSSL takes them. */
  person(
    name: string,
    kind: keyof typeof kinds,
    { iin = '900101300017', dates = [] as readonly string[], key = newKey } = {},
  ): Holder {
    return this.issue(name, `/CN=${name}/serialNumber=IIN${iin}/C=KZ`, {
      extensions: `basicConstraints=CA:FALSE\n${kinds[kind]}`,
      by: 'issuing',
      dates,
      key,
    });
  }

  issue(
    name: string,
    subject: string,
    { extensions = '', by = 'issuing', dates = [] as readonly string[], key = newKey } = {},
  ): Holder {
    this.openssl('req', '-new', ...key, '-keyout', `${name}.key`, '-out', `${name}.req`, '-subj', subject, '-utf8');
    this.write('ca.cnf', configuration(by, extensions));
    const validity = dates.length > 0 ? dates : ['-days', '365'];
    this.openssl(
      'ca',
      '-config',
      'ca.cnf',
      '-batch',
      '-notext',
      '-in',
      `${name}.req`,
      '-out',
      `${name}.pem`,
      '-rand_serial',
      ...validity,
    );
    return this.holder(name);
  }

  holder(name: string): Holder {
    const certificate = readCertificate(this.read(`${name}.pem`));
    if (!certificate.ok) throw new Error(certificate.fault.where);
    return { name, certificate: certificate.value, key: keySigner(createPrivateKey(this.read(`${name}.key`))) };
  }

  /** @param reason as `openssl ca -crl_reason` spells it */
  revoke(name: string, reason = 'cessationOfOperation'): void {
    this.write('ca.cnf', configuration('issuing', ''));
    this.openssl('ca', '-config', 'ca.cnf', '-revoke', `${name}.pem`, '-crl_reason', reason);
  }

  /** A complete list of one authority, DER. */
  crl(by: 'root' | 'issuing', days = 7): Uint8Array {
    this.write('ca.cnf', configuration(by, ''));
    this.openssl('ca', '-config', 'ca.cnf', '-gencrl', '-crldays', String(days), '-out', 'crl.pem');
    return this.openssl('crl', '-in', 'crl.pem', '-outform', 'DER');
  }

  /** The answer of a responder to a request, DER. */
  answer(request: Uint8Array, { by = 'issuing', signer = 'issuing' } = {}): Uint8Array {
    this.write('request.ocsp', request);
    const who = ['-index', 'empty.db', '-CA', `${by}.pem`, '-rsigner', `${signer}.pem`, '-rkey', `${signer}.key`];
    this.openssl('ocsp', ...who, '-reqin', 'request.ocsp', '-respout', 'response.ocsp', '-ndays', '1');
    return this.read('response.ocsp');
  }

  trust(settings = {}) {
    return createTrustStore([trustAnchor(this.root.certificate, settings)]);
  }

  sign(by: Holder, content: Uint8Array, request: Partial<SigningRequest> = {}): Promise<Uint8Array> {
    const chain = [this.issuing.certificate];
    return signCms({
      content,
      certificate: by.certificate,
      chain,
      key: by.key,
      detached: false,
      signingTime: new Date('2026-05-01T00:00:00Z'),
      ...request,
    });
  }

  openssl(...args: string[]): Buffer {
    return execFileSync('openssl', args, { cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] });
  }

  read(name: string): Buffer {
    return readFileSync(join(this.folder, name));
  }

  write(name: string, contents: string | Uint8Array): void {
    writeFileSync(join(this.folder, name), contents);
  }
}

/** Stamps at a time of the test's choice. */
export function stampingAt(time: Date, tsa: Holder): Timestamper {
  return async (signature) => {
    const request = readTimestampRequest(writeTimestampRequest({ sha256: nodePrimitives.hash('sha256', signature), nonce: 5n }));
    if (!request.ok) throw new Error(request.fault.where);
    const authority = { signer: tsa.key, certificate: tsa.certificate, policy: '2.25.1', accuracy: 1 };
    return makeTimestampToken(request.value, { at: time, serial: 1n }, authority);
  };
}

const newKey: readonly string[] = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
export const newRsaKey: readonly string[] = ['-newkey', 'rsa:2048', '-nodes'];

function configuration(by: string, extensions: string): string {
  return `[ca]
default_ca=d
[d]
database=empty.db
serial=serial
new_certs_dir=.
certificate=${by}.pem
private_key=${by}.key
default_md=sha256
unique_subject=no
email_in_dn=no
policy=p
x509_extensions=e
copy_extensions=none
[p]
commonName=supplied
serialNumber=optional
countryName=optional
organizationName=optional
organizationalUnitName=optional
[e]
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
${extensions}
`;
}
