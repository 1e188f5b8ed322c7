import { describeName, oids } from '#pki';
import type { Certificate, Name, OidName, RevocationAnswer } from '#pki';
import { keyUsers } from './schemas.ts';
import type { CertificateInfo, KeyUser, RevocationInfo } from './schemas.ts';

/** What a certificate says, in the fields of NCANode. Whether it is valid is found out elsewhere. */
export function describe(certificate: Certificate): Omit<CertificateInfo, 'valid' | 'revocations' | 'reason'> {
  const { email } = certificate.person;
  return {
    notBefore: timeText(certificate.notBefore),
    notAfter: timeText(certificate.notAfter),
    keyUsage: keyUsageOf(certificate),
    serialNumber: certificate.serial.replace(/^(?:0(?!$))+/, ''),
    signAlg: signatureName(certificate),
    keyUser: keyUsersOf(certificate),
    publicKey: base64(certificate.publicKey.spki),
    signature: base64(certificate.signed.signature),
    subject: { ...holderOf(certificate.subject), ...(email !== undefined && { email }) },
    issuer: holderOf(certificate.issuer),
  };
}

/** As NCANode writes times, with the offset in figures. */
export function timeText(time: Date): string {
  return time.toISOString().replace('Z', '+00:00');
}

export function base64(octets: Uint8Array): string {
  return Buffer.from(octets).toString('base64');
}

/** An answer about revocation; none where nobody could say or nobody was asked. */
export function revocationsOf(answer: RevocationAnswer | undefined): RevocationInfo[] {
  if (answer === undefined || !('documents' in answer)) return [];
  const told = answer.status === 'revoked' ? { revocationTime: timeText(answer.revokedAt), reason: answer.reason } : {};
  const kinds = [...new Set(answer.documents.map(({ kind }) => kind))];
  return kinds.map((kind) => ({ revoked: answer.status === 'revoked', by: kind === 'ocsp' ? 'OCSP' : 'CRL', ...told }));
}

/** By the bits, as NCANode does: signing needs nonRepudiation, sign-in keyEncipherment, both digitalSignature. */
function keyUsageOf({ extensions }: Certificate): CertificateInfo['keyUsage'] {
  const usages = extensions.keyUsage;
  if (!usages?.has('digitalSignature')) return 'UNKNOWN';
  if (usages.has('nonRepudiation')) return 'SIGN';
  return usages.has('keyEncipherment') ? 'AUTH' : 'UNKNOWN';
}

function keyUsersOf({ extensions }: Certificate): KeyUser[] {
  const names = Object.entries(keyUsers) as [KeyUser, string][];
  return names.filter(([, oid]) => extensions.extKeyUsage?.includes(oid)).map(([name]) => name);
}

function signatureName({ signed }: Certificate): string {
  if (!signed.algorithm.ok) return signed.algorithmOid;
  const algorithm = signed.algorithm.value;
  switch (algorithm.scheme) {
    case 'rsa':
    case 'ecdsa':
    case 'dsa':
      return `${algorithm.hash.toUpperCase()}with${algorithm.scheme.toUpperCase()}`;
    case 'rsaPss':
      return `${algorithm.hash.toUpperCase()}withRSAandMGF1`;
    case 'gost':
      return algorithm.hash === 'streebog512' ? 'ECGOST3410-2015-512' : 'ECGOST3410-2015-256';
    case 'ed25519':
      return 'Ed25519';
    default:
      return algorithm satisfies never;
  }
}

const fields = {
  commonName: 'commonName',
  lastName: 'givenName',
  surName: 'surname',
  organization: 'organizationName',
  country: 'countryName',
  locality: 'localityName',
  state: 'stateOrProvinceName',
} as const satisfies Partial<Record<keyof CertificateInfo['subject'], OidName>>;

function holderOf(name: Name): CertificateInfo['subject'] {
  const texts = Object.entries(fields).flatMap(([field, type]) => {
    const text = textOf(name, type);
    return text === undefined ? [] : [[field, text] as const];
  });
  const iin = /^IIN(\d{12})$/.exec(textOf(name, 'serialNumber') ?? '')?.[1];
  const bin = /^BIN(\d{12})$/.exec(textOf(name, 'organizationalUnitName') ?? '')?.[1];
  return { ...Object.fromEntries(texts), ...(iin && { iin }), ...(bin && { bin }), dn: describeName(name) };
}

/** The only value of an attribute; one that occurs twice is not told, as nobody may choose which one counts. */
function textOf(name: Name, type: OidName): string | undefined {
  const found = name.rdns.flat().filter((attribute) => attribute.type === oids[type]);
  return found.length === 1 ? found[0]?.text : undefined;
}
