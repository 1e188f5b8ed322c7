/** CRLReason (RFC 5280 §5.3.1). 7 was never given; attribute certificates' reasons are not for us. */
export const reasonCodes = {
  unspecified: 0,
  keyCompromise: 1,
  cACompromise: 2,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
  removeFromCRL: 8,
  privilegeWithdrawn: 9,
} as const;

/** Why a certificate is no longer good. Taking it off hold is no reason but an act of its own. */
export type RevocationReason = Exclude<keyof typeof reasonCodes, 'removeFromCRL'>;
