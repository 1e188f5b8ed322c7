/** Where what we publish is found. These addresses stand in certificates, so they are for ever; the names of the files too. */
export interface Addresses {
  readonly ocsp: string;
  readonly timeStamps: string;
  readonly issuingCertificate: string;
  readonly issuingCrl: string;
  readonly issuingDeltaCrl: string;
  readonly rootCertificate: string;
  readonly rootCrl: string;
  readonly statement: string;
}

/** The same as paths of the site. */
export const paths = {
  ocsp: '/ocsp',
  timeStamps: '/tsa',
  issuingCertificate: '/ca/issuing.cer',
  issuingCrl: '/crl/issuing.crl',
  issuingDeltaCrl: '/crl/issuing-delta.crl',
  rootCertificate: '/ca/root.cer',
  rootCrl: '/crl/root.crl',
  statement: '/cps',
} as const satisfies Record<keyof Addresses, string>;

/** @param base public address of the PKI endpoints, such as `http://pki.example.kz` */
export function addressesUnder(base: string): Addresses {
  const origin = base.replace(/\/+$/, '');
  const absolute = Object.entries(paths).map(([name, path]) => [name, `${origin}${path}`]);
  return Object.fromEntries(absolute) as Record<keyof Addresses, string>;
}
