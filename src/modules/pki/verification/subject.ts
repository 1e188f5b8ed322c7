import { oidName } from '../der/oids.ts';
import type { Certificate } from '../x509/certificate.ts';
import { describeName } from '../x509/names.ts';

/** A certificate for a report; names of fields as verification servers of the field have them. */
export interface CertificateReport {
  readonly subjectName: string;
  /** `IIN` and twelve digits, where the subject has them. */
  readonly subjectID?: string;
  readonly subjectOrgName?: string;
  /** `BIN` and twelve digits. */
  readonly subjectOrgID?: string;
  readonly serialNumber: string;
  readonly from: string;
  readonly until: string;
  readonly policies: readonly string[];
  readonly keyUsage: readonly string[];
  readonly extKeyUsage: readonly string[];
  readonly issuer: string;
  /** SHA-256, hexadecimal. */
  readonly fingerprint: string;
}

const described = new WeakMap<Certificate, CertificateReport>();

/** Describes a certificate, once for one that is met again. */
export function describeCertificate(certificate: Certificate): CertificateReport {
  const report = described.get(certificate) ?? describe(certificate);
  described.set(certificate, report);
  return report;
}

function describe(certificate: Certificate): CertificateReport {
  const { person, extensions } = certificate;
  return {
    subjectName: person.commonName ?? describeName(certificate.subject),
    ...(person.iin && { subjectID: `IIN${person.iin}` }),
    ...(person.organisation && { subjectOrgName: person.organisation }),
    ...(person.bin && { subjectOrgID: `BIN${person.bin}` }),
    serialNumber: certificate.serial,
    from: certificate.notBefore.toISOString(),
    until: certificate.notAfter.toISOString(),
    policies: (extensions.policies ?? []).map(({ id }) => id),
    keyUsage: [...(extensions.keyUsage ?? [])],
    extKeyUsage: (extensions.extKeyUsage ?? []).map(oidName),
    issuer: describeName(certificate.issuer),
    fingerprint: certificate.fingerprint,
  };
}
