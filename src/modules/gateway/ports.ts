import type { KeyObject } from 'node:crypto';
import type { SignatureAlgorithm } from './envelope/names.ts';

/** Who signs with a certificate, as far as the platform knows. */
export type Signer =
  | {
      readonly known: true;
      readonly system: string;
      readonly publicKey: KeyObject;
      /** The only one that this key is taken for. */
      readonly algorithm: SignatureAlgorithm;
      readonly fingerprint: string;
    }
  | { readonly known: false };

/**
 * Says which registered information system a certificate belongs to.
 * Unknown: never registered, withdrawn, expired at `at`, or its chain does not hold.
 */
export interface SystemTrust {
  /** @param certificate DER in base64, as it stands in the message. */
  signer(certificate: string, at: Date): Promise<Signer>;
}

/**
 * Whether a system's certificate (DER) is in force at `at`: its chain leads to a trusted root, it is for an information system, and it is
 * not revoked. main gives one that asks #pki.
 */
export type ChainCheck = (certificate: Uint8Array, at: Date) => Promise<boolean>;

/** Makes a time stamp token (RFC 3161) over these octets; rejects when the authority cannot be reached. #pki's `timestamper` is one. */
export type Timestamper = (data: Uint8Array) => Promise<Uint8Array>;
