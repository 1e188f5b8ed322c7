import type { Primitives } from '../crypto/primitives.ts';
import { oids } from '../der/oids.ts';
import { sameOctets } from '../der/values.ts';
import { examineSigner, messageOf } from '../cms/examine.ts';
import { readSignedData } from '../cms/signed-data.ts';
import type { SignedData, SignerInfo } from '../cms/signed-data.ts';
import type { Certificate } from '../x509/certificate.ts';
import { readCertificate } from '../x509/read.ts';
import { readTstInfo } from './tst-info.ts';
import type { TstInfo } from './tst-info.ts';

/** A time stamp token whose signature, digest and certificate's purpose are in order. Whether its authority is trusted is another question. */
export interface TimestampToken {
  readonly info: TstInfo;
  readonly authority: Certificate;
  /** The certificates inside, among which the authority's issuers are looked for. */
  readonly certificates: readonly Certificate[];
}

/**
 * Reads a TimeStampToken and checks all that can be checked without knowing the authority (RFC 3161 §2.4.2).
 *
 * @param stamped the octets that were stamped: the signature value
 * @param outside certificates that the token may lack, untrusted
 * @returns undefined for a token that is damaged or made for other octets
 */
export function checkTimestampToken(
  token: Uint8Array,
  stamped: Uint8Array,
  { primitives, outside = [] }: { primitives: Primitives; outside?: readonly Certificate[] },
): TimestampToken | undefined {
  const read = readToken(token);
  if (read === undefined || !stamps(read.info, stamped, primitives)) return undefined;
  const certificates = [...certificatesIn(read.data.certificates), ...outside];
  const message = messageOf({ data: read.data, content: read.content, certificates, cades: true }, primitives);
  const examined = examineSigner(message, read.signer, primitives);
  if (!examined.ok || !isForTimestamps(examined.certificate)) return undefined;
  return { info: read.info, authority: examined.certificate, certificates };
}

/** RFC 3161 §2.4.2: SignedData over a TSTInfo with one signature, that of the authority. */
function readToken(token: Uint8Array): { data: SignedData; signer: SignerInfo; content: Uint8Array; info: TstInfo } | undefined {
  const data = readSignedData(token);
  if (!data.ok || data.value.contentType !== oids.tstInfo) return undefined;
  const { content, signers } = data.value;
  const [signer, another] = signers;
  if (content === undefined || signer === undefined || another !== undefined) return undefined;
  const info = readTstInfo(content);
  return info.ok ? { data: data.value, signer, content, info: info.value } : undefined;
}

/** SHA-1 imprints can be made to fit two signatures and are not taken. */
function stamps({ imprint }: TstInfo, stamped: Uint8Array, primitives: Primitives): boolean {
  if (imprint.hash === 'sha1' || imprint.hash === 'sha224') return false;
  return sameOctets(primitives.hash(imprint.hash, stamped), imprint.digest);
}

/** RFC 3161 §2.3: the extended key usage stands alone and is critical. */
function isForTimestamps({ extensions }: Certificate): boolean {
  const purposes = extensions.extKeyUsage ?? [];
  const critical = extensions.all.get(oids.extKeyUsage)?.critical === true;
  const signs =
    extensions.keyUsage === undefined || extensions.keyUsage.has('digitalSignature') || extensions.keyUsage.has('nonRepudiation');
  return critical && signs && purposes.length === 1 && purposes[0] === oids.timeStampingPurpose;
}

/** Those that can be read: a stranger among them harms nobody. */
export function certificatesIn(encoded: readonly Uint8Array[]): Certificate[] {
  return encoded.flatMap((der) => {
    const certificate = readCertificate(der);
    return certificate.ok ? [certificate.value] : [];
  });
}
