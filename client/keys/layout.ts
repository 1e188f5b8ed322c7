/** What of an event says which key it was. */
export type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey' | 'isComposing'>;

/**
 * The key by its place on the board, as a Latin letter or a sign: under a Kazakh or Russian layout the same key does the same thing. The
 * question mark stands elsewhere in each layout, so it is known by itself as well.
 *
 * @returns undefined for what is no key of ours: with Ctrl, Alt or Meta it belongs to the browser
 */
export function keyOf(pressed: Pressed): string | undefined {
  const { key, code, shiftKey } = pressed;
  if (isForBrowser(pressed)) return undefined;
  const isSlash = code === 'Slash';
  if (key === '?' || (isSlash && shiftKey)) return '?';
  if (shiftKey) return undefined;
  return isSlash ? '/' : /^(?:Key([A-Z])|Digit([1-9]))$/.exec(code)?.slice(1).find(Boolean)?.toLowerCase();
}

function isForBrowser({ ctrlKey, altKey, metaKey, isComposing }: Pressed): boolean {
  return ctrlKey || altKey || metaKey || isComposing;
}
