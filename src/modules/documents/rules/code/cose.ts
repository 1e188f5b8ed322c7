import { decode, encode } from 'cborg';
import { strictly } from './payload.ts';

/** COSE_Sign1 (RFC 9052 §4.2) with ES256, its certificates in the protected header (RFC 9360 §2, x5chain): what a seal signs. */
export interface SealedMessage {
  /** The CBOR of the content. */
  readonly payload: Uint8Array;
  /** DER; the seal's own first, then its issuer. */
  readonly certificates: readonly Uint8Array[];
  /** r ‖ s, 64 bytes (RFC 9053 §2.1). */
  readonly signature: Uint8Array;
  /** The bytes under the signature: Sig_structure of RFC 9052 §4.4. */
  readonly signed: Uint8Array;
}

const header = { algorithm: 1, certificates: 33 } as const;
const es256 = -7;
const sign1Tag = 0xd2;

/** What the seal has to sign for a payload, and the message around the signature. */
export interface Sealing {
  readonly signed: Uint8Array;
  message(signature: Uint8Array): Uint8Array;
}

function signedStructure(protectedHeader: Uint8Array, payload: Uint8Array): Uint8Array {
  return encode(['Signature1', protectedHeader, new Uint8Array(), payload]);
}

export function prepareSealing(payload: Uint8Array, certificates: readonly Uint8Array[]): Sealing {
  const protectedHeader = encode(
    new Map<number, unknown>([
      [header.algorithm, es256],
      [header.certificates, certificates.length === 1 ? certificates[0] : [...certificates]],
    ]),
  );
  return {
    signed: signedStructure(protectedHeader, payload),
    message: (signature) => {
      const array = encode([protectedHeader, new Map(), payload, signature]);
      const bytes = new Uint8Array(array.length + 1);
      bytes[0] = sign1Tag;
      bytes.set(array, 1);
      return bytes;
    },
  };
}

function decodeStrictly(bytes: Uint8Array): unknown {
  try {
    return decode(bytes, { ...strictly, useMaps: true });
  } catch {
    return undefined;
  }
}

function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array;
}

function certificatesOf(protectedHeader: Uint8Array): readonly Uint8Array[] | undefined {
  const map = decodeStrictly(protectedHeader);
  // Exactly these two: an unknown header could be critical, and ours never carries another.
  if (!(map instanceof Map) || map.size !== 2 || map.get(header.algorithm) !== es256) return undefined;
  const chain: unknown = map.get(header.certificates);
  const certificates: unknown[] = Array.isArray(chain) ? chain : [chain];
  if (certificates.length === 0 || certificates.length > 4) return undefined;
  return certificates.every(isBytes) ? certificates : undefined;
}

/** The four parts of the array, where each is what it must be. */
function partsOf(bytes: Uint8Array): readonly [Uint8Array, Uint8Array, Uint8Array] | undefined {
  const parts = decodeStrictly(bytes);
  if (!Array.isArray(parts) || parts.length !== 4) return undefined;
  const [protectedHeader, unprotected, payload, signature] = parts as unknown[];
  if (!(unprotected instanceof Map) || unprotected.size !== 0) return undefined;
  return isBytes(protectedHeader) && isBytes(payload) && isBytes(signature) ? [protectedHeader, payload, signature] : undefined;
}

/** @returns undefined where the bytes are no COSE_Sign1 of our form. The signature is not checked here. */
export function readSealedMessage(bytes: Uint8Array): SealedMessage | undefined {
  if (bytes[0] !== sign1Tag) return undefined;
  const parts = partsOf(bytes.subarray(1));
  if (parts === undefined || parts[2].length !== 64) return undefined;
  const [protectedHeader, payload, signature] = parts;
  const certificates = certificatesOf(protectedHeader);
  return certificates && { payload, certificates, signature, signed: signedStructure(protectedHeader, payload) };
}
