const alphabet = /^[A-Za-z0-9+/]*={0,2}$/;

/** @returns the bytes, or undefined where `text` is not base64 (line breaks are allowed): Node itself would skip what it does not know. */
export function fromBase64(text: string): Uint8Array | undefined {
  const compact = text.replaceAll(/[\r\n\t ]/g, '');
  if (compact.length % 4 !== 0 || !alphabet.test(compact)) return undefined;
  return Buffer.from(compact, 'base64');
}

/** @returns a SignedData as NCALayer's `basics` module gives it: armoured as `CMS`, lines of 64. */
export function armouredCms(cms: Uint8Array): string {
  const lines =
    Buffer.from(cms)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CMS-----', ...lines, '-----END CMS-----', ''].join('\n');
}
