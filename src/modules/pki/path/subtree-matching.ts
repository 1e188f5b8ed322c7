/** Lower case, without the dot that stands for the root of the DNS. */
function normalHost(host: string): string {
  const lower = host.toLowerCase();
  return lower.endsWith('.') ? lower.slice(0, -1) : lower;
}

/** @returns whether a DNS name is the base or below it: labels are added on the left (RFC 5280 4.2.1.10). A base `.example.com` means below only. */
export function dnsWithin(name: string, base: string): boolean {
  const host = normalHost(name);
  const top = normalHost(base);
  if (top === '') return true;
  if (top.startsWith('.')) return host.endsWith(top) && host.length > top.length;
  return host === top || host.endsWith(`.${top}`);
}

/** @returns whether a DNS name could stand for one in the subtree: `*.example.com` for `internal.example.com`. Exclusion must ask this. */
export function dnsOverlaps(name: string, base: string): boolean {
  if (dnsWithin(name, base)) return true;
  const host = normalHost(name);
  if (!host.startsWith('*.')) return false;
  const top = normalHost(base).replace(/^\./, '');
  const label = top.slice(0, -(host.length - 1));
  return top === label + host.slice(1) && label !== '' && !label.includes('.');
}

/** @returns whether a host is the base, or below it where the base begins with a dot (the form of e-mail and URI constraints). */
export function hostWithin(host: string, base: string): boolean {
  const name = normalHost(host);
  const top = normalHost(base);
  if (top === '') return true;
  return top.startsWith('.') ? name.endsWith(top) && name.length > top.length : name === top;
}

/** @returns whether an address is the mailbox, at the host, or below the domain of the base. The local part keeps its case (RFC 5280 7.5). */
export function emailWithin(address: string, base: string): boolean {
  const at = address.lastIndexOf('@');
  const host = address.slice(at + 1);
  const baseAt = base.lastIndexOf('@');
  if (baseAt === -1) return hostWithin(host, base);
  return address.slice(0, at) === base.slice(0, baseAt) && normalHost(host) === normalHost(base.slice(baseAt + 1));
}

/** The host of a URI where it has one by name; undefined for addresses, opaque URIs and what cannot be taken apart safely. */
export function hostOfUri(uri: string): string | undefined {
  const authority = /^[a-z][a-z0-9+.-]*:\/\/([^/?#\\]*)/i.exec(uri)?.[1];
  const host = authority?.slice(authority.lastIndexOf('@') + 1).replace(/:\d*$/, '');
  if (host === undefined || !/^[\w-]+(\.[\w-]+)*\.?$/.test(host)) return undefined;
  return /^[\d.]+$/.test(host) ? undefined : host;
}

/** @returns whether an address lies in the network `address ‖ mask` of the same family. */
export function ipWithin(address: Uint8Array, network: Uint8Array): boolean {
  const size = address.length;
  if (network.length !== size * 2) return false;
  return address.every((octet, at) => {
    const mask = network[size + at] as number;
    return (octet & mask) === ((network[at] as number) & mask);
  });
}

/** The ASCII form of an internationalised host (UTS 46), by the parser of URLs that browsers and node share. */
export function asciiHost(host: string): string | undefined {
  return /[\s/\\?#@:%[\]]/.test(host) ? undefined : URL.parse(`http://${host}/`)?.hostname;
}
