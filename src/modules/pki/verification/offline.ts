import { nodePrimitives } from '../crypto/node.ts';
import type { Primitives } from '../crypto/primitives.ts';
import type { Crl } from '../crl/crl.ts';
import type { TrustStore } from '../path/trust.ts';
import type { Certificate } from '../x509/certificate.ts';
import { answerByLists } from './answers.ts';
import { examineMessage } from './examination.ts';
import type { Submission } from './examination.ts';
import { reasons } from './reasons.ts';
import type { Check, Report } from './report.ts';
import { reportOf } from './reporting.ts';
import { noRevocation } from './revocation.ts';
import type { RevocationSource } from './revocation.ts';
import { contextOf } from './verifier.ts';

export interface OfflineRequest extends Submission {
  readonly trust: TrustStore;
  /** Certificates that may stand between, besides those in the message. */
  readonly untrusted?: readonly Certificate[];
  /** Given, even empty: every certificate must be shown by these not to be revoked. Absent: revocation is not looked at. */
  readonly crls?: readonly Crl[] | undefined;
  /** The reference time. Where it is left out: that of a time stamp whose authority leads to the trusted roots, else `now`. */
  readonly at?: Date | undefined;
  readonly now: Date;
  readonly primitives?: Primitives;
}

export interface OfflineVerdict {
  readonly valid: boolean;
  /** The word and its meaning in English. */
  readonly reason: string;
  /** Of the signature that decides: the first bad one, else the first. */
  readonly checks: readonly Check[];
  readonly report: Report;
}

/**
 * Verifies any CMS message without a network: valid when it has a signature and all of them are in order. A general examination, so no key for
 * signing documents is demanded and no signed attributes of CAdES; those that are there must be right.
 */
export async function verifyCmsOffline(request: OfflineRequest): Promise<OfflineVerdict> {
  const { trust, at, primitives = nodePrimitives, untrusted: intermediates = [] } = request;
  const revocation = request.crls ? fromLists(request.crls, primitives) : noRevocation;
  const context = contextOf({ trust, revocation, primitives, intermediates }, { now: at ?? request.now, at, purpose: 'any' });
  const report = reportOf(await examineMessage(request, false, context), context);
  return verdictOf(report);
}

function verdictOf(report: Report): OfflineVerdict {
  const bad = report.signers.find(({ reason }) => reason !== undefined);
  const valid = bad === undefined && report.indication === 'TOTAL-PASSED';
  const reason = bad?.reason ? `${bad.reason}: ${reasons[bad.reason].meaning}` : 'valid';
  return { valid, reason, checks: (bad ?? report.signers[0])?.checks ?? [], report };
}

function fromLists(crls: readonly Crl[], primitives: Primitives): RevocationSource {
  return { check: async (question) => answerByLists(question, crls, primitives) };
}
