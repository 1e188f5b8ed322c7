import type { Crl, CrlStatus, Primitives, TrustStore, ValidChain } from '#pki';
import { CrlRevocation } from '#pki/crl/revocation';
import { PathFinder } from '#pki/path/finder';
import { SignatureChecker } from '#pki/path/signatures';
import type { SealRevocation } from './verify-codes.ts';

export interface ListSurroundings {
  readonly trust: TrustStore;
  readonly primitives: Primitives;
  readonly now: Date;
}

/**
 * Revocation by the lists at hand, without a network. A list that is out of date can no longer acquit, but what it accuses of stays: it is
 * read as of its own day then.
 */
export function revocationByLists(
  crls: readonly Crl[],
  { trust, primitives, now }: ListSurroundings,
): (chain: ValidChain) => SealRevocation {
  const statusAt = (chain: ValidChain, at: Date): CrlStatus => {
    const surroundings = { trust, untrusted: chain.path, at, signatures: new SignatureChecker(primitives) };
    const lists = new CrlRevocation(surroundings, new PathFinder(surroundings), crls);
    return lists.status({ anchor: chain.anchor, certificates: [...chain.path].reverse() }, chain.path.length - 1);
  };
  return (chain) => {
    const today = answerOf(statusAt(chain, now));
    if (today.state !== 'unknown') return today;
    for (const { thisUpdate } of [...crls].sort((a, b) => b.thisUpdate.getTime() - a.thisUpdate.getTime())) {
      const then = answerOf(statusAt(chain, thisUpdate));
      if (then.state === 'revoked') return then;
      if (then.state === 'good') return { state: 'unknown', asOf: then.asOf };
    }
    return today;
  };
}

function answerOf(status: CrlStatus): SealRevocation {
  switch (status.status) {
    case 'good':
      return { state: 'good', asOf: new Date(Math.max(...status.lists.map(({ thisUpdate }) => thisUpdate.getTime()))) };
    case 'revoked':
      return { state: 'revoked', at: status.entry.revokedAt, reason: status.entry.reason };
    case 'undetermined':
      return { state: 'unknown' };
    default:
      return status satisfies never;
  }
}
