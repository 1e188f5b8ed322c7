/** Front door of the module: reading, checking and making certificates, lists, signatures and time stamps. */
export { describeFault } from './fault.ts';
export type { Fault, FaultCode, Read } from './fault.ts';

export { readCertificate, readCertificates } from './x509/read.ts';
export type { Certificate } from './x509/certificate.ts';
export type { CertificatePerson, CertificatePurpose, CertificateRole } from './x509/person.ts';
export { describeName } from './x509/names.ts';
export type { Name } from './x509/names.ts';
export type { KeyUsage } from './x509/key-usage.ts';

export { archiveAlgorithms, currentAlgorithms } from './crypto/primitives.ts';
export type { AlgorithmPolicy, Primitives } from './crypto/primitives.ts';
export { nodePrimitives } from './crypto/node.ts';
export { createTrustStore, trustAnchor } from './path/trust.ts';
export type { TrustAnchor, TrustStore } from './path/trust.ts';
export { statusByLists, validateChain } from './path/chain.ts';
export type { ChainQuestion, ChainVerdict, InvalidChain, ListQuestion, ValidChain } from './path/chain.ts';
export { chainFaultMeanings } from './path/faults.ts';
export type { ChainFault, ChainFaultCode } from './path/faults.ts';
export type { PolicyInputs } from './path/policies.ts';
export { readCrl, readCrls } from './crl/crl.ts';
export type { Crl } from './crl/crl.ts';
export type { CrlGap, CrlStatus } from './crl/revocation.ts';
export { checkOcspResponse } from './ocsp/check.ts';
export type { OcspCheck, OcspDistrust, OcspVerdict } from './ocsp/check.ts';
export { makeOcspRequest } from './ocsp/request.ts';
export { readOcspResponse } from './ocsp/response.ts';
export type { BasicOcspResponse, OcspRefusal, OcspState, SingleResponse } from './ocsp/response.ts';

export { oids } from './der/oids.ts';
export type { OidName } from './der/oids.ts';
export type { GeneralName } from './x509/general-names.ts';

export { algorithmIdentifier } from './making/algorithm.ts';
export { makeCertificate, signedForm, writeTbsCertificate } from './making/certificate.ts';
export type { CertificateContents } from './making/certificate.ts';
export { makeCrl } from './making/crl.ts';
export type { CrlContents, CrlEntry } from './making/crl.ts';
export {
  authorityInfoAccess,
  authorityKeyIdentifier,
  caConstraints,
  certificatePolicies,
  crlDistributionPoints,
  extendedKeyUsage,
  freshestCrl,
  keyUsage,
  ocspNoCheck,
  subjectEmail,
  subjectKeyIdentifier,
} from './making/extensions.ts';
export type { Extension, KeyUsageName } from './making/extensions.ts';
export { keyIdentifier } from './making/key-identifier.ts';
export { distinguishedName } from './making/name.ts';
export type { NamePart, NamePartType } from './making/name.ts';
export { makeOcspFailure, makeOcspResponse, prepareResponder } from './making/ocsp.ts';
export type { OcspAnswer, OcspResponder, OcspStatus } from './making/ocsp.ts';
export { readOcspQuestion } from './making/ocsp-request.ts';
export type { OcspCertId, OcspQuestion } from './making/ocsp-request.ts';
export { writePem } from './der/pem.ts';
export type { RevocationReason } from './making/reasons.ts';
export { keySigner } from './making/signer.ts';
export type { Signer, SigningAlgorithm } from './making/signer.ts';

export { readSignedData } from './cms/signed-data.ts';
export type { SignedData, SignerInfo as CmsSigner } from './cms/signed-data.ts';
export { addTimestamps } from './cms/add-timestamps.ts';
export { signCms } from './cms/sign.ts';
export type { SigningRequest, Timestamper } from './cms/sign.ts';
export { readPkcs12 } from './pkcs12/read.ts';
export type { Pkcs12Entry } from './pkcs12/read.ts';
export { writePkcs12 } from './pkcs12/write.ts';
export type { Pkcs12Contents, Pkcs12Form } from './pkcs12/write.ts';
export { makeTimestampToken } from './tsp/make.ts';
export type { TimestampAuthority } from './tsp/make.ts';
export { readTimestampRequest } from './tsp/request.ts';
export type { TimestampRequest } from './tsp/request.ts';
export { makeTimestampFailure, makeTimestampResponse } from './tsp/response.ts';
export type { TimestampFailure } from './tsp/response.ts';
export { readTstInfo } from './tsp/tst-info.ts';
export { timestamper, TimestampUnavailable } from './tsp/client.ts';

export { createVerifier } from './verification/verifier.ts';
export type {
  ExaminationRequest,
  SignatureVerifier,
  Verification,
  VerificationRequest,
  Verified,
  VerifierSettings,
} from './verification/verifier.ts';
export { decodeEvidence, encodeEvidence } from './verification/evidence.ts';
export type { Evidence } from './verification/evidence.ts';
export { checkNames, reasons } from './verification/reasons.ts';
export type { CheckName, Indication, Reason, SubIndication } from './verification/reasons.ts';
export type { Check, CheckEvidence, Report, SignerReport } from './verification/report.ts';
export { describeCertificate } from './verification/subject.ts';
export type { CertificateReport } from './verification/subject.ts';
export { firstThatKnows, noRevocation } from './verification/revocation.ts';
export type { RevocationAnswer, RevocationDocument, RevocationQuestion, RevocationSource } from './verification/revocation.ts';
export { defaultHttpSettings, httpFetcher } from './verification/http.ts';
export type { FetchAnswer, Fetcher, FetchFailure, FetchRequest, HttpSettings } from './verification/http.ts';
export type { NumberRules } from './verification/identity.ts';
export { defaultNetworkSettings, networkRevocation } from './verification/network-revocation.ts';
export type { NetworkSettings } from './verification/network-revocation.ts';
export { storedRevocation } from './verification/stored-revocation.ts';
export { verifyCmsOffline } from './verification/offline.ts';
export type { OfflineRequest, OfflineVerdict } from './verification/offline.ts';
export { verifyWithEvidence } from './verification/stored.ts';
