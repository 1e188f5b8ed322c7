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

/** The certificate met last at each place: one that comes again in the next message is known by its octets, without a digest. */
const recent: (Certificate | undefined)[] = Array.from({ length: 1024 });

/** A place by octets of the signature, which differ from certificate to certificate. */
function placeOf(der: Uint8Array): number {
  return (((der.at(-3) ?? 0) << 8) ^ ((der.at(-2) ?? 0) << 4) ^ (der.at(-1) ?? 0)) & 1023;
}

function readDer(der: Uint8Array): Read<Certificate> {
  const place = placeOf(der);
  const last = recent[place];
  if (last !== undefined && last.der.length === der.length && Buffer.compare(last.der, der) === 0)
    return { ok: true, value: last };
  const read = readKnown(der);
  if (read.ok && der.length <= largestKept) recent[place] = read.value;
  return read;
}

function readKnown(der: Uint8Array): Read<Certificate> {
  const fingerprint = hexOf(nodePrimitives.hash('sha256', der));
  const before = known.get(fingerprint);
  if (before !== undefined) {
    known.delete(fingerprint);
    known.set(fingerprint, before);
    return { ok: true, value: before };
  }
  // Its own bytes: the caller's may be a window onto a large message, or be changed later. (`slice` of a Buffer would not copy.)
  const read = parseCertificate(new Uint8Array(der), nodePrimitives.hash);
  if (read.ok && der.length <= largestKept) remember(read.value);
  return read;
}

function remember(certificate: Certificate): void {
  known.set(certificate.fingerprint, certificate);
  const [oldest] = known.keys();
  if (known.size > mostKnown && oldest !== undefined) known.delete(oldest);
}
