import { Malformed, demand, reading } from '../fault.ts';
import type { Read } from '../fault.ts';
import { derMessages } from '../der/pem.ts';
import { nodePrimitives } from '../crypto/node.ts';
import { hexOf } from '../der/values.ts';
import { parseCertificate } from './certificate.ts';
import type { Certificate } from './certificate.ts';

/** Certificates met lately, by fingerprint, the least recently used first: a known one costs a digest instead of a parse and a key import. */
const known = new Map<string, Certificate>();
const mostKnown = 4096;
const largestKept = 1 << 14;

const labels = ['CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE'];

/** Reads one certificate: DER, or the first of a PEM file. */
export function readCertificate(bytes: Uint8Array): Read<Certificate> {
  return reading(() => {
    const [der] = derMessages(bytes, labels, 'certificate');
    if (der === undefined) throw new Malformed('pem', 'certificate');
    return demand(readDer(der));
  });
}

/** Reads all certificates of a file: one in DER, or any number in PEM. One that cannot be read makes the whole unreadable. */
export function readCertificates(bytes: Uint8Array): Read<Certificate[]> {
  return reading(() => derMessages(bytes, labels, 'certificate').map((der) => demand(readDer(der))));
}

function readDer(der: Uint8Array): Read<Certificate> {
  const fingerprint = hexOf(nodePrimitives.hash('sha256', der));
  const before = known.get(fingerprint);
  if (before !== undefined) {
    known.delete(fingerprint);
    known.set(fingerprint, before);
    return { ok: true, value: before };
  }
  // Its own bytes: the caller's may be a window onto a large message, or be changed later.
  const read = parseCertificate(der.slice(), nodePrimitives.hash);
  if (read.ok && der.length <= largestKept) remember(read.value);
  return read;
}

function remember(certificate: Certificate): void {
  known.set(certificate.fingerprint, certificate);
  const [oldest] = known.keys();
  if (known.size > mostKnown && oldest !== undefined) known.delete(oldest);
}
