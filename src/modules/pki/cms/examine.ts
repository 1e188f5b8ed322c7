import { hashOf, signatureAlgorithmOf } from '../crypto/algorithms.ts';
import type { HashName, SignatureAlgorithm } from '../crypto/algorithms.ts';
import { algorithmFault, currentAlgorithms } from '../crypto/primitives.ts';
import type { Primitives } from '../crypto/primitives.ts';
import { oids } from '../der/oids.ts';
import { sameOctets } from '../der/values.ts';
import type { Certificate } from '../x509/certificate.ts';
import type { Reason } from '../verification/reasons.ts';
import { attributesFault, looksLikeAttributes, namesIssuer } from './attribute-rules.ts';
import type { SignedData, SignerInfo } from './signed-data.ts';

/** A message with what it is compared to. */
export interface Message {
  readonly data: SignedData;
  /** What was signed, from inside the message or from beside it. */
  readonly content: Uint8Array;
  /** Digest of the content, each made once however many signers there are. */
  readonly digest: (hash: HashName) => Uint8Array;
  /** Certificates among which the signers' are looked for: those inside, then any that the verifier adds. */
  readonly certificates: readonly Certificate[];
  /** CAdES: signed attributes that name the signer's certificate must be there. Without it a bare CMS signature will do. */
  readonly cades: boolean;
}

export type SignerExamination =
  | { readonly ok: true; readonly info: SignerInfo; readonly certificate: Certificate; readonly algorithm: SignatureAlgorithm }
  | { readonly ok: false; readonly info: SignerInfo; readonly certificate: Certificate | undefined; readonly reason: Reason };

/** Puts a message together for {@link examineSigner}. */
export function messageOf(parts: Omit<Message, 'digest'>, primitives: Primitives): Message {
  const digests = new Map<HashName, Uint8Array>();
  const digest = (hash: HashName): Uint8Array => {
    const made = digests.get(hash) ?? primitives.hash(hash, parts.content);
    digests.set(hash, made);
    return made;
  };
  return { ...parts, digest };
}

/** Checks one signature over the content: digest, signature, signed attributes. Says nothing yet about who the signer is. */
export function examineSigner(message: Message, info: SignerInfo, primitives: Primitives): SignerExamination {
  const candidates = candidatesFor(message, info);
  const refused = (reason: Reason): SignerExamination => ({ ok: false, info, certificate: candidates[0], reason });
  if (candidates.length === 0) return refused('signerCertificateAbsent');
  const algorithm = algorithmOf(message.data, info);
  if (typeof algorithm === 'string') return refused(algorithm);
  const signed = signedOctets(message, info);
  if (typeof signed === 'string') return refused(signed);
  const { signature } = info;
  const certificate = candidates.find(({ publicKey }) =>
    primitives.verify({ algorithm, key: publicKey, data: signed, signature }),
  );
  if (certificate === undefined) return refused('signatureWrong');
  const weakness = algorithmFault(currentAlgorithms, certificate.publicKey, algorithm);
  if (weakness !== undefined) return refused(weakness === 'unfitKey' ? 'signatureWrong' : 'algorithmWeak');
  const fault = attributesFault(message, { info, certificate }, primitives);
  return fault ? { ok: false, info, certificate, reason: fault } : { ok: true, info, certificate, algorithm };
}

/** Forged certificates may carry the same issuer and serial number: all of them are tried, and only the one whose key made the signature counts. */
function candidatesFor({ certificates }: Message, { identifier }: SignerInfo): Certificate[] {
  const named = certificates.filter((certificate) =>
    identifier.by === 'keyIdentifier'
      ? certificate.extensions.subjectKeyIdentifier === identifier.keyIdentifier
      : certificate.serial === identifier.serial && namesIssuer(identifier.issuer, certificate),
  );
  return named.slice(0, maxCandidates);
}

const maxCandidates = 4;

/** What both identifiers of a signer mean together. One of them alone may lie: the digest named must be the one in the signature. */
function algorithmOf(data: SignedData, info: SignerInfo): SignatureAlgorithm | Reason {
  const hash = hashOf(info.digestAlgorithm);
  if (!hash.ok) return 'algorithmUnsupported';
  if (!data.digestAlgorithms.includes(info.digestAlgorithm.oid)) return 'algorithmsDisagree';
  // RFC 3370 3.2: rsaEncryption as a signature algorithm means PKCS #1 v1.5 with the digest algorithm; programs write GOST keys so too.
  const byKey = schemesByKey[info.signatureAlgorithm.oid];
  if (byKey !== undefined) return { scheme: byKey, hash: hash.value };
  const algorithm = signatureAlgorithmOf(info.signatureAlgorithm);
  if (!algorithm.ok || algorithm.value.scheme === 'ed25519') return 'algorithmUnsupported';
  return agree(algorithm.value, hash.value) ? algorithm.value : 'algorithmsDisagree';
}

const schemesByKey: Readonly<Record<string, 'rsa' | 'gost'>> = {
  [oids.rsaEncryption]: 'rsa',
  [oids.kzGost512Key]: 'gost',
  [oids.kzGost256Key]: 'gost',
};

/** RFC 5754 3, RFC 4056 3: the digest inside the signature is the digest of the message; PSS uses it in its mask too. */
function agree(algorithm: Exclude<SignatureAlgorithm, { scheme: 'ed25519' }>, hash: HashName): boolean {
  return algorithm.hash === hash && (algorithm.scheme !== 'rsaPss' || algorithm.mgfHash === hash);
}

/** The octets that the signature runs over: the signed attributes once their digest fits the content, or the content. */
function signedOctets(message: Message, info: SignerInfo): Uint8Array | Reason {
  const { content, data } = message;
  const { signedAttributes } = info;
  if (signedAttributes === undefined) {
    // RFC 5652 5.3: they may be left out for plain data only.
    if (message.cades || data.contentType !== oids.data) return 'attributesAbsent';
    return looksLikeAttributes(content) ? 'contentIsAttributes' : content;
  }
  const hash = hashOf(info.digestAlgorithm);
  if (!hash.ok) return 'algorithmUnsupported';
  return sameOctets(message.digest(hash.value), signedAttributes.messageDigest) ? signedAttributes.encoded : 'digestDiffers';
}
