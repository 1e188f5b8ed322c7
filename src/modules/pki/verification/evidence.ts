import { z } from 'zod';
import { Malformed, reading } from '../fault.ts';
import type { Read } from '../fault.ts';
import { base64Of, octetsOfBase64 } from '../der/pem.ts';
import { hexOf } from '../der/values.ts';
import type { Certificate } from '../x509/certificate.ts';
import { nodePrimitives } from '../crypto/node.ts';
import type { Report } from './report.ts';
import type { RevocationDocument } from './revocation.ts';
import type { Purpose } from './usage.ts';

/**
 * All that a verification rested on, to be kept beside the signature: with it the same verification can be done years later, when authorities and
 * responders are gone (EDS-LTV). The store that keeps it vouches for `verifiedAt`.
 */
export interface Evidence {
  readonly verifiedAt: Date;
  readonly purpose: Purpose;
  /** DER. The trusted roots are not among them: trust is the verifier's own. */
  readonly certificates: readonly Uint8Array[];
  readonly revocation: readonly Pick<RevocationDocument, 'kind' | 'der'>[];
  /** The time stamp token by which the reference time is proved. */
  readonly timestamp: Uint8Array | undefined;
  readonly report: Report;
}

/** Gathers evidence during a verification; the same document once. */
export class EvidenceCollector {
  private readonly certificates = new Map<string, Uint8Array>();
  private readonly documents = new Map<Uint8Array, Pick<RevocationDocument, 'kind' | 'der'>>();
  timestamp: Uint8Array | undefined;

  addCertificates(certificates: Iterable<Certificate>): void {
    for (const { fingerprint, der } of certificates) this.certificates.set(fingerprint, der);
  }

  addDocuments(documents: Iterable<RevocationDocument>): void {
    for (const { kind, der } of documents) this.documents.set(der, { kind, der });
  }

  gathered(): Pick<Evidence, 'certificates' | 'revocation' | 'timestamp'> {
    return { certificates: [...this.certificates.values()], revocation: [...this.documents.values()], timestamp: this.timestamp };
  }
}

const form = z.object({
  version: z.literal(1),
  verifiedAt: z.iso.datetime(),
  purpose: z.enum(['signing', 'authentication', 'any']),
  certificates: z.array(z.string()),
  revocation: z.array(z.object({ kind: z.enum(['ocsp', 'crl']), der: z.string() })),
  timestamp: z.string().optional(),
  report: z.custom<Report>((value) => typeof value === 'object' && value !== null),
});

/** One value for a column or a file: JSON in UTF-8, documents in base64. */
export function encodeEvidence(evidence: Evidence): Uint8Array {
  const written: z.input<typeof form> = {
    version: 1,
    verifiedAt: evidence.verifiedAt.toISOString(),
    purpose: evidence.purpose,
    certificates: evidence.certificates.map(base64Of),
    revocation: evidence.revocation.map(({ kind, der }) => ({ kind, der: base64Of(der) })),
    ...(evidence.timestamp && { timestamp: base64Of(evidence.timestamp) }),
    report: evidence.report,
  };
  return new TextEncoder().encode(JSON.stringify(written));
}

export function decodeEvidence(bytes: Uint8Array): Read<Evidence> {
  return reading(() => {
    const parsed = form.safeParse(jsonOf(bytes));
    if (!parsed.success) throw new Malformed('value', 'evidence');
    const { verifiedAt, purpose, report, timestamp } = parsed.data;
    return {
      verifiedAt: new Date(verifiedAt),
      purpose,
      certificates: parsed.data.certificates.map(octets),
      revocation: parsed.data.revocation.map(({ kind, der }) => ({ kind, der: octets(der) })),
      timestamp: timestamp === undefined ? undefined : octets(timestamp),
      report,
    };
  });
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    throw new Malformed('value', 'evidence');
  }
}

function octets(base64: string): Uint8Array {
  const decoded = octetsOfBase64(base64);
  if (decoded === undefined) throw new Malformed('value', 'evidence');
  return decoded;
}

const digests = new WeakMap<Uint8Array, string>();

/** SHA-256 of a document, made once for documents that are met again. */
export function digestOf(der: Uint8Array): string {
  const digest = digests.get(der) ?? hexOf(nodePrimitives.hash('sha256', der));
  digests.set(der, digest);
  return digest;
}
