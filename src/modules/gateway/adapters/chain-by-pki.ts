import { readCertificate, validateChain } from '#pki';
import type { Certificate, RevocationSource, TrustStore } from '#pki';
import type { ChainCheck } from '../ports.ts';

export interface ChainParts {
  readonly trust: TrustStore;
  /** Certificates of authorities that may stand between a system and its root. */
  readonly intermediates: readonly Certificate[];
  readonly revocation: RevocationSource;
}

/**
 * A system's certificate is in force while it is one of an information system, its chain leads to a trusted root (RFC 5280 §6), and its
 * authority does not say that it is revoked. An authority that cannot be reached does not stop the messages of the state: the directory,
 * from which a certificate can be withdrawn at once, is the first lock, and this is the second.
 */
export function chainByPki({ trust, intermediates: untrusted, revocation }: ChainParts): ChainCheck {
  return async (der, at) => {
    const read = readCertificate(der);
    if (!read.ok || !read.value.roles.includes('informationSystem')) return false;
    const chain = validateChain({ certificate: read.value, trust, untrusted, at });
    if (!chain.valid) return false;
    const answer = await revocation.check({ chain, position: 0, trust, untrusted, now: at });
    return answer.status !== 'revoked';
  };
}
