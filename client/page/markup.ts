interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML: (markup: string) => string }): { createHTML: (markup: string) => string };
}

const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };

/** The one policy that the site's Content-Security-Policy names. It lets pages of our own server through and nothing else asks for it. */
const ownPages = trustedTypes?.createPolicy('birtereze', { createHTML: (markup) => markup }) ?? {
  createHTML: (markup: string) => markup,
};

/** Reads a page of our own server. It is a document of its own: nothing in it runs or loads. */
export function parsePage(markup: string): Document {
  return new DOMParser().parseFromString(ownPages.createHTML(markup), 'text/html');
}

/**
 * Makes `shown` look like `next`, child by child: what is equal stays as it is, with its focus and its place on the screen, and a screen reader
 * hears only what is new.
 */
export function update(shown: Element, next: Element): void {
  const coming = [...next.childNodes];
  for (const [index, node] of coming.entries()) {
    const current = shown.childNodes[index];
    if (current === undefined) shown.append(document.adoptNode(node));
    else if (!current.isEqualNode(node)) replace(current, document.adoptNode(node));
  }
  while (shown.childNodes.length > coming.length) shown.lastChild?.remove();
}

function replace(current: ChildNode, next: ChildNode): void {
  const focused = current.contains(document.activeElement) ? document.activeElement : null;
  current.replaceWith(next);
  if (focused !== null && next instanceof Element) twinOf(focused, next)?.focus();
}

/** The element of the new markup that is what had the focus. */
function twinOf(focused: Element, next: Element): HTMLElement | null {
  if (focused.id !== '') return document.getElementById(focused.id);
  const address = focused.getAttribute('href');
  return address === null ? null : next.querySelector<HTMLElement>(`[href="${CSS.escape(address)}"]`);
}
