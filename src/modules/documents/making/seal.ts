import type { Signer } from '#pki';
import { rawSignature } from '../rules/code/ecdsa-signature.ts';

/**
 * The seal of a body's information system: signs what the bar codes carry (`design/edoc.md`). ECDSA P-256; the certificate is that of an
 * information system of the body.
 */
export interface Seal {
  /** DER; the seal's own certificate first, then its issuer. The root is the verifier's and does not stand here. */
  readonly certificateChain: readonly Uint8Array[];
  /** ECDSA with SHA-256. @returns r ‖ s, 64 bytes. */
  sign(data: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

/**
 * A seal of a signer and its certificates.
 *
 * @throws TypeError where the signer is not one of ECDSA with SHA-256.
 */
export function sealOf(signer: Signer, certificateChain: readonly Uint8Array[]): Seal {
  if (signer.algorithm !== 'ecdsa-sha256') throw new TypeError(`A seal signs with ECDSA on P-256, not with ${signer.algorithm}`);
  return { certificateChain, sign: async (data) => rawSignature(await signer.sign(data)) };
}
