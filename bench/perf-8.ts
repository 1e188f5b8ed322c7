import { randomBytes } from 'node:crypto';
import { readCertificate, makeOcspRequest, nodePrimitives } from '#pki';
import type { Certificate } from '#pki';
import { certify, makeApplicants } from './applicants.ts';
import type { Applicant } from './applicants.ts';
import { quantile, rounded } from './figures.ts';
import type { Benchmark, Figure } from './figures.ts';
import { openInstallation } from './installation.ts';
import type { Installation } from './installation.ts';
import { ecdsaSignaturesPerCore, insertsPerSecond, rsaSignaturesPerCore } from './limits.ts';
import { putLoad, requestBytes } from './load.ts';
import { processorSeconds } from './processor.ts';

const connections = 16;
const seconds = 3;

function ocspRequests({ authority }: Installation, certificate: Certificate): Uint8Array[] {
  const issuing = readCertificate(authority.issuingCertificate);
  if (!issuing.ok) throw new Error('The issuing certificate cannot be read');
  const pair = { certificate, issuer: issuing.value };
  const path = new URL(authority.addresses.ocsp).pathname;
  const headers = { 'content-type': 'application/ocsp-request' };
  return Array.from({ length: 256 }, () =>
    requestBytes({ method: 'POST', path, headers, body: makeOcspRequest(pair, nodePrimitives.hash, randomBytes(32)) }),
  );
}

/** A TimeStampReq (RFC 3161 2.4.1): version 1, SHA-256 over random octets, a nonce of eight octets, certReq. */
function timeStampQuery(): Buffer {
  const imprint = Buffer.concat([Buffer.from('3031300d060960864801650304020105000420', 'hex'), randomBytes(32)]);
  const nonce = Buffer.concat([Buffer.from('02080f', 'hex'), randomBytes(7)]);
  const inner = Buffer.concat([Buffer.from('020101', 'hex'), imprint, nonce, Buffer.from('0101ff', 'hex')]);
  return Buffer.concat([Buffer.from([0x30, inner.length]), inner]);
}

function timeStampRequests({ authority }: Installation): Uint8Array[] {
  const path = new URL(authority.addresses.timeStamps).pathname;
  const headers = { 'content-type': 'application/timestamp-query' };
  return Array.from({ length: 256 }, () => requestBytes({ method: 'POST', path, headers, body: timeStampQuery() }));
}

interface Served {
  readonly perSecond: number;
  readonly perCore: number;
  readonly p95: number;
}

async function serve({ serverPids, config }: Installation, requests: readonly Uint8Array[]): Promise<Served> {
  const plan = { port: config.PKI_PORT, connections, requests };
  await putLoad({ ...plan, seconds: 1 });
  const before = processorSeconds(...serverPids);
  const load = await putLoad({ ...plan, seconds });
  const count = load.latencies.length;
  const perCore = count / (processorSeconds(...serverPids) - before);
  return { perSecond: count / load.seconds, perCore, p95: quantile(load.latencies, 0.95) };
}

/** Issuance as the server does it, sixteen at a time: on record before the signature, linted, logged, durable. */
async function issuePerSecond(installation: Installation): Promise<number> {
  const applicants = await makeApplicants(installation, connections);
  const begun = performance.now();
  let issued = 0;
  const serve = async (applicant: Applicant): Promise<void> => {
    for (; performance.now() < begun + seconds * 1000; issued++) await certify(installation, applicant);
  };
  await Promise.all(applicants.map(serve));
  return (issued * 1000) / (performance.now() - begun);
}

async function run(): Promise<Figure[]> {
  await using installation = await openInstallation();
  const [applicant] = await makeApplicants(installation, 2);
  if (applicant === undefined) throw new Error('Nobody to ask about');
  const certificate = await certify(installation, applicant);
  const ecdsa = await ecdsaSignaturesPerCore();
  const rsa = await rsaSignaturesPerCore();
  const answers = await serve(installation, ocspRequests(installation, certificate));
  const stamps = await serve(installation, timeStampRequests(installation));
  const inserts = await insertsPerSecond(installation.databaseUrl, connections);
  const certificates = await issuePerSecond(installation);
  const beside = ({ perCore, p95 }: Served): string =>
    `over HTTP, ECDSA P-256; ${rounded(perCore)}/s per core, p95 ${rounded(p95)} ms; RSA-2048 signatures of one core: ${rounded(rsa)}/s`;
  const limit = { what: 'ECDSA P-256 signatures of one core', value: ecdsa };
  const common = { id: 'PERF-8', unit: '/s' } as const;
  return [
    {
      ...common,
      what: 'OCSP answers',
      value: answers.perSecond,
      limit,
      wanted: '2 000/s',
      met: answers.perSecond >= 2_000,
      beside: beside(answers),
    },
    {
      ...common,
      what: 'time stamps',
      value: stamps.perSecond,
      limit,
      wanted: '1 000/s',
      met: stamps.perSecond >= 1_000,
      beside: beside(stamps),
    },
    {
      ...common,
      what: 'certificates issued, durable',
      value: certificates,
      limit: { what: 'durable transactions of one insert', value: inserts },
      wanted: '100/s',
      met: certificates >= 100,
      beside: 'two transactions each, which the log of issuance takes one after the other',
    },
  ];
}

export const perf8: Benchmark = {
  name: 'PERF-8',
  run,
  profile:
    "An OCSP answer is a look-up of the certificate's state and one ECDSA signature; HTTP and the look-up cost more than the signature. Issuance stores before it signs and again afterwards, and its log is a chain, so that issuances wait for one another at the chain's end: commits, not signatures, are its limit.",
};
