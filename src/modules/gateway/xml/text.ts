import { XmlFault } from './fault.ts';

const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Control characters, lone surrogates and the two non-characters that XML 1.0 §2.2 does not allow. */
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/; // oxlint-disable-line no-control-regex -- they are what is refused

/** Decodes UTF-8 strictly, drops the byte order mark, normalises line ends (XML 1.0 §2.11). */
export function decodeBytes(bytes: Uint8Array): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new XmlFault('encoding');
  }
  if (forbidden.test(text)) throw new XmlFault('character');
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** Replaces the five entities of XML and character references; any other entity is refused, so that nothing can expand. */
export function decodeReferences(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&([^;&]{1,10};)?/g, (_, reference: string | undefined) => {
    const name = reference?.slice(0, -1) ?? '';
    const character = name.startsWith('#') ? decodeNumber(name) : named[name];
    if (character === undefined) throw new XmlFault('entity');
    return character;
  });
}

function decodeNumber(name: string): string | undefined {
  const digits = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name);
  if (digits === null) return undefined;
  const code = digits[1] === undefined ? Number(digits[2]) : Number.parseInt(digits[1], 16);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined;
  const character = String.fromCodePoint(code);
  return forbidden.test(character) ? undefined : character;
}
