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
