/**
 * Object identifiers under our own arc: 2.25 and the integer of UUID 3d7b00e7-36e7-4b5f-9a0a-2aa2c210975c (X.667), which needs no register.
 * Policies are ours alone, as they say by whose practice a certificate was given. A number once given is never given a second meaning.
 */
const arc = '2.25.81721578575177001176213712220678297436';

/** Certificate policies, in the order of the national authority's own (1.2.398.3.3.2.1 … .4), then those that it has none for. */
export const policies = {
  legalSigning: `${arc}.2.1`,
  legalAuthentication: `${arc}.2.2`,
  personSigning: `${arc}.2.3`,
  personAuthentication: `${arc}.2.4`,
  informationSystem: `${arc}.2.5`,
  service: `${arc}.2.6`,
} as const;

/** The policy under which time stamps are given (RFC 3161 §2.4.1). */
export const timeStampPolicy = `${arc}.3.1`;

/**
 * Who uses a key. These stand in the national arc: they are the words in which every accredited authority, NCALayer and the information
 * systems of the country speak of a key's holder (design/pki.md §2), so that another number would mean nothing to them.
 */
export const holders = { person: '1.2.398.3.3.4.1.1', legalEntity: '1.2.398.3.3.4.1.2' } as const;

/** What an employee or a system may do for a legal entity. */
export const roles = {
  head: '1.2.398.3.3.4.1.2.1',
  rightToSign: '1.2.398.3.3.4.1.2.2',
  rightToSignFinancial: '1.2.398.3.3.4.1.2.3',
  personnel: '1.2.398.3.3.4.1.2.4',
  employee: '1.2.398.3.3.4.1.2.5',
  informationSystem: '1.2.398.3.3.4.1.2.6',
} as const;

export type Role = keyof typeof roles;

/** How the holder was identified. */
export const identifications = {
  centre: '1.2.398.3.3.4.3.1',
  remote: '1.2.398.3.3.4.3.2',
  digitalId: '1.2.398.3.3.4.3.2.1',
} as const;

export type Identification = keyof typeof identifications;

/** Purposes of PKIX (RFC 5280 §4.2.1.12). */
export const purposes = {
  clientAuth: '1.3.6.1.5.5.7.3.2',
  emailProtection: '1.3.6.1.5.5.7.3.4',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  ocspSigning: '1.3.6.1.5.5.7.3.9',
} as const;
