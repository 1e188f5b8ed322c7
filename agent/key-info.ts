import { describeName, writePem } from '#pki';
import { attributeTexts } from '#pki/x509/names';
import type { Key } from './keys.ts';

/** What `getKeyInfo` of module `commonUtils` tells a site about a key: numbers and times as texts, times in milliseconds since 1970. */
export function keyInfo({ certificate, privateKey }: Key): Record<string, string> {
  const { subject, issuer, serial, notBefore, notAfter, extensions, der } = certificate;
  const keyId = extensions.subjectKeyIdentifier ?? '';
  return {
    alias: keyId,
    keyId,
    algorithm: privateKey.asymmetricKeyType === 'rsa' ? 'RSA' : 'EC',
    subjectCn: attributeTexts(subject, 'commonName')[0] ?? '',
    subjectDn: describeName(subject),
    issuerCn: attributeTexts(issuer, 'commonName')[0] ?? '',
    issuerDn: describeName(issuer),
    serialNumber: BigInt(`0x${serial}`).toString(),
    certNotAfter: String(notAfter.getTime()),
    certNotBefore: String(notBefore.getTime()),
    authorityKeyIdentifier: extensions.authorityKeyIdentifier?.keyIdentifier ?? '',
    pem: writePem('CERTIFICATE', der),
  };
}
