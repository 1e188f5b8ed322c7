import { sha256Hex } from '#kit/ids';
import type { SignedThing } from '../wish.ts';

/** How a thing to be signed can be shown. */
export type ThingView = { readonly size: number; readonly sha256: string } & (
  | { readonly kind: 'text'; readonly text: string; readonly cut: boolean }
  | { readonly kind: 'pdf' | 'binary' | 'hash' }
);

/** Letters shown in the window itself; the whole text opens in a page of its own. */
const longestText = 20_000;

/** Marks that reorder text on the screen: what is read must be what is signed. */
const reordering = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Controls other than tab and line ends: no readable text holds them. */
// oxlint-disable-next-line no-control-regex -- exactly those characters are meant
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** @returns the text, or undefined where the bytes are no readable text. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return controls.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

/** Shows the marks that reorder text as their numbers. */
function withVisibleMarks(text: string): string {
  return text.replaceAll(reordering, (mark) => `⟦U+${mark.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}⟧`);
}

const isPdf = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-';

/** Looks at the bytes, as nothing else says what they are. */
export function viewOf({ kind, bytes }: SignedThing): ThingView {
  if (kind === 'hash') return { kind: 'hash', size: bytes.length, sha256: Buffer.from(bytes).toString('hex') };
  const facts = { size: bytes.length, sha256: sha256Hex(bytes) };
  if (isPdf(bytes)) return { ...facts, kind: 'pdf' };
  const text = textOf(bytes);
  if (text === undefined) return { ...facts, kind: 'binary' };
  return { ...facts, kind: 'text', text: withVisibleMarks(text.slice(0, longestText)), cut: text.length > longestText };
}

/** Headers under which the bytes may be opened in the browser: nothing in them is ever run. */
export function headersOf(thing: SignedThing): Record<string, string> {
  const { kind } = viewOf(thing);
  const safe = { 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; sandbox" };
  if (kind === 'text') return { ...safe, 'content-type': 'text/plain; charset=utf-8' };
  if (kind !== 'pdf')
    return { ...safe, 'content-type': 'application/octet-stream', 'content-disposition': 'attachment; filename="document.bin"' };
  // The browser's PDF viewer does not start in a sandbox; it is one itself.
  return {
    ...safe,
    'content-security-policy': "default-src 'none'",
    'content-type': 'application/pdf',
    'content-disposition': 'inline; filename="document.pdf"',
  };
}
