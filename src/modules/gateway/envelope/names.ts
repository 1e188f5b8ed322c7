/** Namespaces and algorithms of the gateway's protocol (ШЭП v10: SOAP 1.1 with WS-Security 1.0). */
export const namespaces = {
  soap: 'http://schemas.xmlsoap.org/soap/envelope/',
  sync: 'http://bip.bee.kz/SyncChannel/v10/Types',
  async: 'http://bip.bee.kz/AsyncChannel/v10/Types',
  security: 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd',
  utility: 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
  schema: 'http://www.w3.org/2001/XMLSchema',
  instance: 'http://www.w3.org/2001/XMLSchema-instance',
} as const;

export const exclusiveCanonicalization = 'http://www.w3.org/2001/10/xml-exc-c14n#';
export const digestAlgorithm = 'http://www.w3.org/2001/04/xmlenc#sha256';

/** Signature algorithms taken; SHA-1 is not among them. */
export const signatureAlgorithms = {
  ecdsa: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256',
  rsa: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
} as const;
export type SignatureAlgorithm = keyof typeof signatureAlgorithms;

export const certificateValueType = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3';
export const base64Encoding = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary';
