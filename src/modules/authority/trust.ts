import { readCertificate, trustAnchor } from '#pki';
import type { Certificate, TrustAnchor } from '#pki';
import type { Authority } from './authority.ts';
import { addressesUnder } from './rules/addresses.ts';

/**
 * Our own root as an anchor for verifiers, with the addresses that may be asked about what hangs from it.
 *
 * @param base where this machine reaches the PKI endpoints, when that is not the public address
 */
export function ownAnchor({ rootCertificate, addresses }: Authority, base?: string): TrustAnchor {
  const { ocsp, rootCrl, issuingCrl, issuingDeltaCrl } = base === undefined ? addresses : addressesUnder(base);
  return trustAnchor(parsed(rootCertificate), { label: 'own', ocsp: [ocsp], crl: [rootCrl, issuingCrl, issuingDeltaCrl] });
}

/** The issuing authority's certificate, which messages may leave out. */
export function ownIntermediates({ issuingCertificate }: Authority): Certificate[] {
  return [parsed(issuingCertificate)];
}

function parsed(der: Uint8Array): Certificate {
  const read = readCertificate(der);
  if (!read.ok) throw new Error('A certificate of the authority cannot be read');
  return read.value;
}
