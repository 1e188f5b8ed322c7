import { X509Certificate } from 'node:crypto';
import { fingerprintOf } from '../envelope/proof.ts';
import { algorithmOf } from '../envelope/system-key.ts';
import type { Signer, SystemTrust } from '../ports.ts';

/**
 * Trust in a list of certificates, for a system that has no directory of its own.
 *
 * @param systems certificates in PEM or DER, with the senderId each belongs to; several may belong to one
 * @throws where a certificate cannot be read or its key is not one the gateway takes: a mistake of set-up.
 */
export function pinnedSystems(
  systems: readonly { readonly system: string; readonly certificate: string | Uint8Array }[],
): SystemTrust {
  const pinned = new Map(systems.map(({ system, certificate }) => pin(system, new X509Certificate(certificate))));
  return {
    async signer(certificate, at) {
      const found = pinned.get(certificate);
      if (found === undefined || at < found.notBefore || at > found.notAfter) return { known: false };
      return found.signer;
    },
  };
}

function pin(system: string, certificate: X509Certificate): [string, { signer: Signer; notBefore: Date; notAfter: Date }] {
  const { publicKey, validFromDate: notBefore, validToDate: notAfter } = certificate;
  const algorithm = algorithmOf(publicKey);
  if (algorithm === undefined) throw new Error(`The certificate of ${system} is neither for P-256 nor RSA of 2048 bits or more`);
  const der = certificate.raw.toString('base64');
  return [der, { signer: { known: true, system, publicKey, algorithm, fingerprint: fingerprintOf(der) }, notBefore, notAfter }];
}
