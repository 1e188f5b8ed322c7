import type { KeyObject } from 'node:crypto';
import { keySigner, prepareResponder, readCertificate } from '#pki';
import type { Certificate } from '#pki';
import type { Services } from '../authority.ts';
import { issue } from '../issue.ts';
import type { Office } from '../issue.ts';
import { timeStampPolicy } from '../rules/identifiers.ts';
import { provenByHolding } from '../rules/possession.ts';
import type { OwnSubject } from '../rules/subject.ts';
import { newestOfProfile } from '../store/certificate-store.ts';

export interface ServiceKeys {
  readonly ocsp: KeyObject;
  readonly timeStamping: KeyObject;
}

const day = 86_400_000;

/** What is stamped today must find its stamp's certificate good for another year; an OCSP answer is forgotten tomorrow. */
const services = {
  ocspResponder: { subject: { kind: 'service', name: 'Birtereze OCSP responder' }, renewBefore: 30 * day },
  timeStamping: { subject: { kind: 'service', name: 'Birtereze time stamping' }, renewBefore: 365 * day },
} as const satisfies Record<string, { subject: OwnSubject; renewBefore: number }>;

type ServiceName = keyof typeof services;

/** Loads the services' certificates, and issues those that are absent or come to their end. */
export async function loadServices(office: Office, keys: ServiceKeys): Promise<Services> {
  const ocsp = await certificateFor(office, 'ocspResponder', keys.ocsp);
  const timeStamping = await certificateFor(office, 'timeStamping', keys.timeStamping);
  const ends = [renewalOf('ocspResponder', ocsp), renewalOf('timeStamping', timeStamping)];
  return {
    ocsp: prepareResponder(keySigner(keys.ocsp), ocsp.der, provenByHolding(keys.ocsp).identifier),
    timeStamping: {
      signer: keySigner(keys.timeStamping),
      certificate: timeStamping,
      policy: timeStampPolicy,
      accuracy: 1,
    },
    renewAt: new Date(Math.min(...ends)),
  };
}

function renewalOf(name: ServiceName, certificate: Certificate): number {
  return certificate.notAfter.getTime() - services[name].renewBefore;
}

async function certificateFor(office: Office, name: ServiceName, key: KeyObject): Promise<Certificate> {
  const now = office.clock.now();
  const proven = provenByHolding(key);
  const newest = await newestOfProfile(office.db, name);
  const known = newest?.certificate ? parsed(newest.certificate) : undefined;
  const isOurs = known !== undefined && Buffer.compare(known.publicKey.spki, proven.spki) === 0;
  if (isOurs && newest?.standing.state === 'good' && renewalOf(name, known) > now.getTime()) return known;
  const issued = await issue(office, { profile: name, subject: services[name].subject, key: proven });
  if (!issued.ok) throw new Error(`No certificate for ${name}: ${issued.faults.join(', ')}`);
  return parsed(issued.certificate);
}

function parsed(der: Uint8Array): Certificate {
  const read = readCertificate(der);
  if (!read.ok) throw new Error('A certificate of ours cannot be read');
  return read.value;
}
