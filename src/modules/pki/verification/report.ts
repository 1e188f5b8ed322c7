import { checkNames, reasons } from './reasons.ts';
import type { CheckName, Indication, Reason, SubIndication } from './reasons.ts';
import type { CertificateReport } from './subject.ts';

/** One check of one signature, with what it was decided upon. Everything in a report can be written as JSON. */
export interface Check {
  readonly name: CheckName;
  /** `skipped`: nobody asked for it, or an earlier check has failed. */
  readonly status: 'passed' | 'failed' | 'indeterminate' | 'skipped';
  /** Why it is not passed. */
  readonly reason?: Reason;
  /** In English, for logs and integrators: which certificate of the chain, which rule. */
  readonly detail?: string;
  /** The documents and times that it rests on. */
  readonly evidence?: readonly CheckEvidence[];
}

/** What a check rests on: an OCSP answer, a list, a time stamp, a chain. */
export interface CheckEvidence {
  readonly kind: 'ocsp' | 'crl' | 'timestamp' | 'certificate';
  /** SHA-256 of the document, hexadecimal. */
  readonly sha256: string;
  /** When it was made, ISO 8601. */
  readonly madeAt?: string;
  /** What it says: a status, a time, a name. */
  readonly says: string;
}

/** The report about one signature, with the fields that clients of the field expect (design/pki.md 6). */
export interface SignerReport extends Partial<CertificateReport> {
  readonly indication: Indication;
  readonly subIndication?: SubIndication;
  /** What decided, where it is not passed. */
  readonly reason?: Reason;
  readonly checks: readonly Check[];
  readonly signatureAlgorithm?: string;
  /** The signer's claim, ISO 8601. */
  readonly signingTime?: string;
  /** At which the chain and revocation were judged, ISO 8601. */
  readonly referenceTime?: string;
  readonly tsp?: { readonly generatedAt: string; readonly serialNumber: string; readonly subject: string };
  readonly ocsp?: { readonly generatedAt: string; readonly certStatus: string };
}

/** The report about a message, in the manner of ETSI EN 319 102-1. */
export interface Report {
  readonly indication: Indication;
  readonly subIndication?: SubIndication;
  /** When it was verified, ISO 8601. */
  readonly verifiedAt: string;
  readonly signers: readonly SignerReport[];
}

/** A finding that is not in order. */
export interface Finding {
  readonly reason: Reason;
  readonly detail?: string;
  readonly evidence?: readonly CheckEvidence[];
}

/** Collects the checks of one signature in their order. */
export class Checks {
  private readonly made = new Map<CheckName, Check>();
  /** The first finding; what comes after it rests on nothing. */
  finding: Finding | undefined;

  pass(name: CheckName, evidence?: readonly CheckEvidence[], detail?: string): void {
    this.made.set(name, { name, status: 'passed', ...(evidence && { evidence }), ...(detail && { detail }) });
  }

  fail(finding: Finding): void {
    const { check: name, verdict } = reasons[finding.reason];
    this.made.set(name, { name, status: verdict, ...finding });
    this.finding ??= finding;
  }

  /** A finding that does not decide: the time stamp of a strange authority, where none is demanded. */
  note(finding: Finding): void {
    const { check: name, verdict } = reasons[finding.reason];
    this.made.set(name, { name, status: verdict, ...finding });
  }

  private all(): Check[] {
    return checkNames.map((name) => this.made.get(name) ?? { name, status: 'skipped' });
  }

  /** What they come to. */
  outcome(): Pick<SignerReport, 'indication' | 'subIndication' | 'reason' | 'checks'> {
    const checks = this.all();
    return { ...indicationsOf(this.finding), ...(this.finding && { reason: this.finding.reason }), checks };
  }
}

export function indicationsOf(finding: Finding | undefined): Pick<Report, 'indication' | 'subIndication'> {
  if (finding === undefined) return { indication: 'TOTAL-PASSED' };
  const { indication, subIndication } = reasons[finding.reason];
  return { indication, subIndication };
}
