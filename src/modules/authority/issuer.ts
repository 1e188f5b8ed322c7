import { createPublicKey, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { makeCertificate, makeCrl } from '#pki';
import type { CrlContents, Signer } from '#pki';
import type { IssuerFacts } from './rules/contents.ts';
import type { Linted } from './rules/lint.ts';
import type { IssuerName } from './store/tables.ts';

/**
 * A certification authority that can sign, and only what may be signed: a certificate that the linter let through, and its own lists. The
 * key itself is out of everybody's reach from here on.
 */
export interface Issuer extends IssuerFacts {
  readonly name: IssuerName;
  readonly publicKey: KeyObject;
  signLinted(linted: Linted): Promise<Uint8Array>;
  signCrl(contents: Omit<CrlContents, 'issuer' | 'issuerKeyIdentifier'>): Promise<Uint8Array>;
}

export function createIssuer(name: IssuerName, facts: Omit<IssuerFacts, 'algorithm'>, signer: Signer): Issuer {
  const publicKey = createPublicKey({ key: Buffer.from(signer.spki), format: 'der', type: 'spki' });
  return {
    ...facts,
    name,
    publicKey,
    algorithm: signer.algorithm,
    signLinted: async (linted) => {
      const certificate = await makeCertificate(linted.tbs, signer);
      assertVerifies(certificate, publicKey);
      return certificate;
    },
    signCrl: (contents) => makeCrl({ ...contents, issuer: facts.subject, issuerKeyIdentifier: facts.keyIdentifier }, signer),
  };
}

/** As a stranger would check it, and with other code than ours: a broken key or device must not hand out rubbish. */
function assertVerifies(certificate: Uint8Array, publicKey: KeyObject): void {
  if (!new X509Certificate(certificate).verify(publicKey)) throw new Error('Our own signature on a certificate does not verify');
}
