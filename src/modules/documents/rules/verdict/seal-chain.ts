import type { Certificate, ChainFault, Primitives, TrustStore, ValidChain } from '#pki';
import { PathFinder } from '#pki/path/finder';
import { SignatureChecker } from '#pki/path/signatures';
import { validatePath } from '#pki/path/validate';
import { parseCertificate } from '#pki/x509/certificate';
import { describeName } from '#pki/x509/names';
import type { SealedMessage } from '../code/cose.ts';
import type { DocumentContent } from '../code/payload.ts';
import { ecdsaSignature } from '../code/ecdsa-signature.ts';
import type { Check, SealData } from './verdict.ts';

/** The seal's certificate with those given beside it. */
export interface SealCertificates {
  readonly seal: Certificate;
  readonly untrusted: readonly Certificate[];
}

/** @returns undefined where one of them is no certificate. */
export function readSealCertificates(message: SealedMessage, primitives: Primitives): SealCertificates | undefined {
  const certificates = message.certificates.map((der) => parseCertificate(der, primitives.hash));
  const read = certificates.flatMap((certificate) => (certificate.ok ? [certificate.value] : []));
  const [seal, ...untrusted] = read;
  return seal === undefined || read.length < certificates.length ? undefined : { seal, untrusted };
}

/** ES256 by the seal's own key: says only that who has the key sealed these bytes. */
export function signatureCheck(message: SealedMessage, { publicKey }: Certificate, primitives: Primitives): Check {
  const holds =
    publicKey.kind === 'ec' &&
    publicKey.curve === 'P-256' &&
    primitives.verify({
      algorithm: { scheme: 'ecdsa', hash: 'sha256' },
      key: publicKey,
      data: message.signed,
      signature: ecdsaSignature(message.signature),
    });
  return { name: 'signature', finding: holds ? 'sealed' : 'sealBroken' };
}

export interface ChainSurroundings {
  readonly trust: TrustStore;
  readonly primitives: Primitives;
  /** When the document was issued: the seal's certificate and its issuer's must have been valid then. */
  readonly issuedAt: Date;
}

/**
 * The path from the seal's certificate to a trusted root, at the time of issue. It is `validateChain` of pki without its engine of a server,
 * so that it runs in a browser.
 */
export function chainCheck(
  { seal, untrusted }: SealCertificates,
  surroundings: ChainSurroundings,
): { readonly check: Check; readonly chain?: ValidChain } {
  const signatures = new SignatureChecker(surroundings.primitives);
  const at = surroundings.issuedAt;
  const finder = new PathFinder({ trust: surroundings.trust, untrusted, at, signatures });
  const found = finder.find(seal, (path) => {
    const verdict = validatePath({ ...path, at, signatures, policies: {} });
    return verdict.valid ? undefined : verdict.fault;
  });
  if (!('anchor' in found)) return { check: brokenChain(found, seal) };
  const { anchor } = found;
  const path = [...found.certificates].reverse();
  return {
    check: { name: 'chain', finding: 'trusted', about: [anchor.label] },
    chain: { valid: true, anchor, path, policies: [], revocation: 'notChecked' },
  };
}

/** A broken chain in the three ways that people must be told apart: not yet or no more valid, of an unknown root, anything else. */
function brokenChain({ code, certificate }: ChainFault, seal: Certificate): Check {
  if (code === 'expired') return { name: 'validity', finding: 'sealExpired', at: certificate.notAfter };
  if (code === 'notYetValid') return { name: 'validity', finding: 'sealTooYoung', at: certificate.notBefore };
  if (code === 'noAnchor' || code === 'noIssuer') return { name: 'chain', finding: 'rootUnknown', about: [nameOf(seal)] };
  return { name: 'chain', finding: 'chainBroken', about: [code] };
}

/** Key usage and role: the certificate of an information system, whose key may sign (`design/pki.md` §2). */
export function usageCheck({ roles, extensions }: Certificate): Check {
  const signs = extensions.keyUsage?.has('digitalSignature') === true || extensions.keyUsage?.has('nonRepudiation') === true;
  return { name: 'usage', finding: signs && roles.includes('informationSystem') ? 'systemSeal' : 'noSeal' };
}

/** The seal is of the very body that the document names. */
export function bodyCheck({ person }: Certificate, { body }: DocumentContent): Check {
  const same = person.bin !== undefined && person.bin === body.bin;
  return { name: 'body', finding: same ? 'bodySealed' : 'otherBody', about: [person.bin ?? '', body.bin] };
}

function nameOf({ person }: Certificate): string {
  return person.organisation ?? person.commonName ?? '';
}

export function sealDataOf(seal: Certificate): SealData {
  return {
    bin: seal.person.bin ?? '',
    name: nameOf(seal),
    issuer: describeName(seal.issuer),
    serial: seal.serial,
    notBefore: seal.notBefore,
    notAfter: seal.notAfter,
  };
}
