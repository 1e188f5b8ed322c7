import { deflateSync } from 'node:zlib';
import { splitIntoCodes } from '../rules/code/codes.ts';
import { prepareSealing } from '../rules/code/cose.ts';
import { encodeContent } from '../rules/code/payload.ts';
import type { DocumentContent } from '../rules/code/payload.ts';
import type { Seal } from './seal.ts';

/** The sealed content and the texts of the bar codes that carry it. */
export interface SealedContent {
  /** COSE_Sign1. */
  readonly message: Uint8Array;
  readonly codes: readonly string[];
}

export async function sealContent(content: DocumentContent, seal: Seal): Promise<SealedContent> {
  const sealing = prepareSealing(encodeContent(content), seal.certificateChain);
  const message = sealing.message(await seal.sign(sealing.signed));
  return { message, codes: splitIntoCodes(content.number, deflateSync(message, { level: 9 })) };
}
