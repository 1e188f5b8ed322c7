/** Base45 (RFC 9285): bytes in the 45 signs which a QR code stores at 5.5 bits each. */
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const valueOf = new Map(alphabet.split('').map((sign, value) => [sign, value]));

export function encodeBase45(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) {
    const first = bytes[at] ?? 0;
    const second = bytes[at + 1];
    const value = second === undefined ? first : first * 256 + second;
    text += alphabet.charAt(value % 45) + alphabet.charAt(Math.floor(value / 45) % 45);
    if (second !== undefined) text += alphabet.charAt(Math.floor(value / 2025));
  }
  return text;
}

/** @returns undefined where `text` is not base45: a foreign sign, a lone last sign, a group greater than its bytes can be. */
export function decodeBase45(text: string): Uint8Array | undefined {
  if (text.length % 3 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor(text.length / 3) * 2 + (text.length % 3 === 2 ? 1 : 0));
  let to = 0;
  for (let at = 0; at < text.length; at += 3) {
    const group = text.slice(at, at + 3);
    const value = groupValue(group);
    if (value === undefined || value > (group.length === 3 ? 0xffff : 0xff)) return undefined;
    if (group.length === 3) bytes[to++] = value >> 8;
    bytes[to++] = value & 0xff;
  }
  return bytes;
}

function groupValue(group: string): number | undefined {
  let value = 0;
  for (let index = group.length - 1; index >= 0; index--) {
    const digit = valueOf.get(group.charAt(index));
    if (digit === undefined) return undefined;
    value = value * 45 + digit;
  }
  return value;
}
