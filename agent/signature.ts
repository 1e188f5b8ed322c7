import { createHash } from 'node:crypto';
import type { Clock } from '#kit/clock';
import { addTimestamps, httpFetcher, keySigner, oids, signCms, timestamper, TimestampUnavailable, writePem } from '#pki';
import type { Signer, SigningAlgorithm, Timestamper } from '#pki';
import { digestOfAlgorithm, writeSignedAttributes, writeSignedData } from '#pki/cms/write';
import type { Key } from './keys.ts';
import type { Made, SignedThing } from './wish.ts';

/** What a site wants a signature to be. */
export type SignatureForm =
  | { readonly format: 'cms'; readonly detached: boolean; readonly withTimestamp: boolean }
  | { readonly format: 'raw'; readonly withCertificate: boolean };

type CmsForm = Extract<SignatureForm, { format: 'cms' }>;
type RawForm = Extract<SignatureForm, { format: 'raw' }>;

/** What the agent makes with an opened key. */
export interface SignatureMaker {
  /** One SignedData for each thing, DER. */
  signCms(things: readonly SignedThing[], key: Key, form: CmsForm): Promise<Made<Uint8Array[]>>;
  /** Signature values alone, base64: one, an array, or with the certificate. */
  signRaw(things: readonly SignedThing[], key: Key, form: RawForm): Promise<Made<unknown>>;
  /** The same CMS with a time stamp over each of its signatures; `signingFailed` where it is no such CMS. */
  addTimestamps(cms: Uint8Array): Promise<Made<Uint8Array>>;
}

/** @param tsa address of the time-stamping authority; without one no time stamp is ever available */
function timestamperOf(tsa: string | undefined, clock: Clock): Timestamper {
  if (tsa !== undefined)
    return timestamper(
      tsa,
      httpFetcher(() => clock.now().getTime()),
    );
  return () => Promise.reject(new TimestampUnavailable('no authority is set'));
}

/** RSA keys sign with the hash they are given; the others with their own only. */
function algorithmForHash(signer: Signer, length: number): SigningAlgorithm | undefined {
  const family = signer.algorithm.startsWith('rsa') ? 'rsa' : 'ecdsa';
  const algorithm = `${family}-sha${length * 8}`;
  return Object.keys(digestOfAlgorithm).find((each): each is SigningAlgorithm => each === algorithm);
}

interface Making {
  readonly key: Key;
  readonly form: CmsForm;
  readonly clock: Clock;
  readonly stamp: Timestamper;
}

/** A site that has only the hash gets the same message: the signature runs over the attributes, and the hash is one of them. */
async function signHash(hash: Uint8Array, { key, form, clock, stamp }: Making): Promise<Uint8Array | undefined> {
  const algorithm = algorithmForHash(keySigner(key.privateKey), hash.length);
  if (algorithm === undefined) return undefined;
  const signer = keySigner(key.privateKey, algorithm);
  const { certificate } = key;
  const signedAttributes = writeSignedAttributes({
    contentType: oids.data,
    messageDigest: hash,
    certificate,
    certificateDigest: createHash('sha256').update(certificate.der).digest(),
    signingTime: clock.now(),
  });
  const signature = await signer.sign(signedAttributes);
  return writeSignedData({
    contentType: oids.data,
    content: undefined,
    certificates: [certificate.der, ...key.chain],
    algorithm,
    certificate,
    signedAttributes,
    signature,
    timeStampToken: form.withTimestamp ? await stamp(signature) : undefined,
  });
}

async function signThing(thing: SignedThing, making: Making): Promise<Uint8Array | undefined> {
  if (thing.kind === 'hash') return await signHash(thing.bytes, making);
  const { key, form, clock, stamp } = making;
  return await signCms({
    content: thing.bytes,
    certificate: key.certificate,
    chain: key.chain.map((der) => ({ der })),
    key: keySigner(key.privateKey),
    detached: form.detached,
    signingTime: clock.now(),
    timestamper: form.withTimestamp ? stamp : undefined,
  });
}

/** A time stamp that does not come is an answer, not a defect. */
async function unlessUnavailable<T>(make: () => Promise<Made<T>>): Promise<Made<T>> {
  try {
    return await make();
  } catch (error) {
    if (error instanceof TimestampUnavailable) return { ok: false, fault: 'timestampUnavailable' };
    throw error;
  }
}

/**
 * Signs with opened keys.
 * @param tsa address of the time-stamping authority
 */
export function signatureMaker({ clock, tsa }: { clock: Clock; tsa: string | undefined }): SignatureMaker {
  const stamp = timestamperOf(tsa, clock);
  return {
    addTimestamps: async (cms) =>
      await unlessUnavailable(async () => {
        const stamped = await addTimestamps(cms, stamp);
        return stamped.ok ? stamped : { ok: false, fault: 'signingFailed' };
      }),
    signCms: async (things, key, form) =>
      await unlessUnavailable(async () => {
        const signatures: Uint8Array[] = [];
        for (const thing of things) {
          const signature = await signThing(thing, { key, form, clock, stamp });
          if (signature === undefined) return { ok: false, fault: 'unsupportedKey' };
          signatures.push(signature);
        }
        return { ok: true, value: signatures };
      }),
    signRaw: async (things, key, form) => {
      const signer = keySigner(key.privateKey);
      const values = await Promise.all(things.map(async ({ bytes }) => Buffer.from(await signer.sign(bytes)).toString('base64')));
      if (!form.withCertificate) return { ok: true, value: values.length === 1 ? values[0] : values };
      return { ok: true, value: { signatures: values, certificate: writePem('CERTIFICATE', key.certificate.der) } };
    },
  };
}
