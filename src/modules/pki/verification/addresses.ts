import { lookup } from 'node:dns';
import { BlockList, isIP } from 'node:net';
import type { LookupFunction } from 'node:net';

/** Addresses that a certificate written by a stranger must not make this server ask: its own and its neighbours' (RFC 6890). */
const inside = new BlockList();
const ranges: readonly [network: string, prefix: number, family: 'ipv4' | 'ipv6'][] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 96, 'ipv6'],
  ['64:ff9b::', 96, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
];
for (const [network, prefix, family] of ranges) inside.addSubnet(network, prefix, family);

/** @returns whether an IP address, as text, is one that strangers may not name. IPv4 written as IPv6 counts as IPv4. */
export function isInside(address: string): boolean {
  const version = isIP(address);
  return version === 0 || inside.check(address, version === 4 ? 'ipv4' : 'ipv6');
}

/**
 * Resolves names for a connection and refuses those that lead inside. It stands where the connection is made, so that a name cannot resolve to
 * one address when it is checked and to another when it is used.
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '', 0);
    const [first] = addresses;
    if (first === undefined || addresses.some(({ address }) => isInside(address))) {
      return callback(Object.assign(new Error('the address is not public'), { code: 'EACCES' }), '', 0);
    }
    return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
  });
};

/** Whether a literal address in a URL is public; a name passes, {@link publicLookup} looks at what it stands for. */
export function mayBeAsked({ hostname }: URL): boolean {
  const literal = hostname.replace(/^\[|\]$/g, '');
  return isIP(literal) === 0 || !isInside(literal);
}
