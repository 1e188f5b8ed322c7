import type { ChainCheck } from '#gateway';
import { sha256Hex } from '#kit/ids';
import { readCertificate, validateChain } from '#pki';
import type { Certificate, RevocationSource, TrustStore } from '#pki';

/** How long a system's certificate counts as checked: for so long a revocation may go unnoticed between systems, in milliseconds. */
const checkedFor = 60_000;
const mostRemembered = 1_000;

/** Whether a certificate of an information system holds: its chain, its role, its revocation. Asked for each message, so what was found is kept a minute. */
export function chainCheck(parts: {
  trust: TrustStore;
  revocation: RevocationSource;
  intermediates: readonly Certificate[];
}): ChainCheck {
  const remembered = new Map<string, { until: number; holds: Promise<boolean> }>();
  return (der, at) => {
    const fingerprint = sha256Hex(der);
    const known = remembered.get(fingerprint);
    if (known !== undefined && at.getTime() < known.until) return known.holds;
    if (remembered.size >= mostRemembered) remembered.clear();
    const holds = check(parts, der, at);
    remembered.set(fingerprint, { until: at.getTime() + checkedFor, holds });
    return holds;
  };
}

async function check(
  { trust, revocation, intermediates }: Parameters<typeof chainCheck>[0],
  der: Uint8Array,
  at: Date,
): Promise<boolean> {
  const read = readCertificate(der);
  if (!read.ok || !read.value.roles.includes('informationSystem')) return false;
  const chain = validateChain({ certificate: read.value, untrusted: intermediates, trust, at });
  if (!chain.valid) return false;
  const answer = await revocation.check({ chain, position: 0, trust, untrusted: intermediates, now: at });
  return answer.status === 'good';
}
