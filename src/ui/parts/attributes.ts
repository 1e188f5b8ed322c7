import { html, trusted } from '#kit/html';
import type { Html } from '#kit/html';

/** A value of an attribute: `true` leaves the bare name, `false` and `undefined` nothing at all. */
export type AttributeValue = string | number | boolean | undefined;

/** Addresses and scripts must stand where `html` looks at them, and the security policy refuses inline styles. */
const refused = /^(?:on.*|style|href|src|srcdoc|action|formaction|poster)$/i;
const wellFormed = /^[a-z][a-z0-9:-]*$/i;

const accepted = new Set<string>();

/** Names stand in our own code: they are few, and each is looked at once. */
function checkName(name: string): void {
  if (accepted.has(name)) return;
  if (refused.test(name) || !wellFormed.test(name)) throw new TypeError(`attributes: ${name} is refused`);
  accepted.add(name);
}

/**
 * Attributes of a part of which some may be absent, with a blank before each.
 *
 * @throws TypeError for names that would carry an address, a script or a style.
 */
export function attributes(values: Readonly<Record<string, AttributeValue>>): Html {
  const pairs = Object.entries(values).map(([name, value]) => {
    checkName(name);
    if (value === undefined || value === false) return undefined;
    return value === true ? html` ${trusted(name)}` : html` ${trusted(name)}="${value}"`;
  });
  return html`${pairs}`;
}

/** Ids joined for `aria-describedby`; nothing when none is there. */
export function describedBy(...ids: readonly (string | undefined | false)[]): string | undefined {
  const present = ids.filter((id) => typeof id === 'string');
  return present.length > 0 ? present.join(' ') : undefined;
}
