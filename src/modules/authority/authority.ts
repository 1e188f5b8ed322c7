import type { OcspResponder, TimestampAuthority } from '#pki';
import type { Office } from './issue.ts';

/** The certification authority, opened: it issues, revokes, answers and stamps. */
export interface Authority extends Office {
  /** DER. */
  readonly rootCertificate: Uint8Array;
  readonly rootCrl: Uint8Array;
  readonly issuingCertificate: Uint8Array;
  /** The services with certificates that are good now; renewed when due, otherwise at hand. */
  services(now: Date): Promise<Services> | Services;
}

/** What answers in the authority's name, each with a key of its own. */
export interface Services {
  readonly ocsp: OcspResponder;
  readonly timeStamping: TimestampAuthority;
  /** From this time on their certificates are to be renewed. */
  readonly renewAt: Date;
}
