import type { Report } from '#pki';
import { signerOf } from '../code/payload.ts';
import type { DocumentContent } from '../code/payload.ts';
import type { Check } from './verdict.ts';

type SignerReport = Report['signers'][number];

/** Who signed must belong to the very body that sealed, and be the one announced, where one was. */
function isExpected(signer: SignerReport, content: DocumentContent): boolean {
  const announced = signerOf(content)?.certificate;
  return signer.subjectOrgID === `BIN${content.body.bin}` && (announced === undefined || announced === signer.serialNumber);
}

/** The signatory's signature over exactly the bytes of a PDF (DOC-3). @param report undefined where no signature was given */
export function signatoryCheck(report: Report | undefined, content: DocumentContent): Check {
  const name = 'signatory';
  if (report === undefined) return { name, finding: 'signatureNotGiven' };
  const [signer, another] = report.signers;
  if (signer === undefined) return { name, finding: 'signatureFails' };
  const about = [signer.subjectName, signer.subjectOrgName].filter((text) => text !== undefined);
  const at = signer.referenceTime ? { at: new Date(signer.referenceTime) } : {};
  if (another !== undefined || !isExpected(signer, content)) return { name, finding: 'signatureFails', about };
  if (report.indication === 'TOTAL-PASSED') return { name, finding: 'signedByPerson', about, ...at };
  // TRY_LATER: all is right but nobody could be asked about revocation (ETSI EN 319 102-1, table 6).
  return { name, finding: report.subIndication === 'TRY_LATER' ? 'signedNotAsked' : 'signatureFails', about };
}
