import { octetsOfBase64 } from '#pki/der/pem';
import type { SigningConfig } from '#ui';
import { SigningFault } from './outcome.ts';

/** Gets what is to be signed. @throws SigningFault `contentUnavailable` */
export async function contentOf({ content }: SigningConfig, signal: AbortSignal): Promise<Uint8Array> {
  const bytes = 'base64' in content ? octetsOfBase64(content.base64) : await fetched(content.url, signal);
  if (bytes === undefined || bytes.length === 0) throw new SigningFault('contentUnavailable');
  return bytes;
}

async function fetched(url: string, signal: AbortSignal): Promise<Uint8Array | undefined> {
  try {
    const response = await fetch(url, { signal });
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined;
  } catch {
    if (signal.aborted) throw new SigningFault('cancelled');
    return undefined;
  }
}
