import { octetsOfBase64 } from '#pki/der/pem';
import type { SigningConfig } from '#ui';
import { SigningFault } from './outcome.ts';

/** Gets what is to be signed, mostly one thing. @throws SigningFault `contentUnavailable` where any of it cannot be had */
export async function contentsOf({ content }: SigningConfig, signal: AbortSignal): Promise<Uint8Array[]> {
  if ('base64' in content) return [there(octetsOfBase64(content.base64))];
  const urls = 'urls' in content ? content.urls : [content.url];
  return await Promise.all(urls.map(async (url) => there(await fetched(url, signal))));
}

function there(bytes: Uint8Array | undefined): Uint8Array {
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
