import { z } from 'zod';

/**
 * Requests and answers of the verification service, in the shape of NCANode 3 (design/pki.md §6), so that its users can switch by changing
 * an address. `reason` and `checks` are ours: they say why something is not valid.
 */
const octets = z.string().min(1).meta({ description: 'base64, or PEM where that is usual' });

const revocationCheck = z
  .array(z.enum(['OCSP', 'CRL']))
  .default([])
  .meta({
    description:
      'Empty: revocation is not looked at. OCSP is asked first and lists stand in for it; what nobody knows is not valid',
  });

export const cmsVerifyRequest = z.object({
  cms: octets,
  data: octets.nullish().meta({ description: 'what was signed, for a detached signature' }),
  revocationCheck,
});

export const cmsExtractRequest = z.object({ cms: octets });

export const x509InfoRequest = z.object({ certs: z.array(octets).min(1).max(64), revocationCheck });

const time = z.string().meta({ examples: ['2026-03-02T09:00:00.000+00:00'] });

const holder = z.object({
  commonName: z.string().optional(),
  lastName: z.string().optional().meta({ description: 'the patronymic' }),
  surName: z.string().optional(),
  email: z.string().optional(),
  organization: z.string().optional(),
  iin: z.string().optional(),
  bin: z.string().optional(),
  country: z.string().optional(),
  locality: z.string().optional(),
  state: z.string().optional(),
  dn: z.string(),
});

export const keyUsers = {
  INDIVIDUAL: '1.2.398.3.3.4.1.1',
  ORGANIZATION: '1.2.398.3.3.4.1.2',
  CEO: '1.2.398.3.3.4.1.2.1',
  CAN_SIGN: '1.2.398.3.3.4.1.2.2',
  CAN_SIGN_FINANCIAL: '1.2.398.3.3.4.1.2.3',
  HR: '1.2.398.3.3.4.1.2.4',
  EMPLOYEE: '1.2.398.3.3.4.1.2.5',
  NCA_PRIVILEGES: '1.2.398.3.3.4.2',
  NCA_ADMIN: '1.2.398.3.3.4.2.1',
  NCA_MANAGER: '1.2.398.3.3.4.2.2',
  NCA_OPERATOR: '1.2.398.3.3.4.2.3',
  IDENTIFICATION: '1.2.398.3.3.4.3',
  IDENTIFICATION_CON: '1.2.398.3.3.4.3.1',
  IDENTIFICATION_REMOTE: '1.2.398.3.3.4.3.2',
  IDENTIFICATION_REMOTE_DIGITAL_ID: '1.2.398.3.3.4.3.2.1',
} as const;

export type KeyUser = keyof typeof keyUsers;

const revocation = z.object({
  revoked: z.boolean(),
  by: z.enum(['OCSP', 'CRL']),
  revocationTime: time.optional(),
  reason: z.string().optional(),
});

/** Why something is not valid: a word for programs and a sentence for those who write them. */
const why = z.object({ code: z.string(), message: z.string(), detail: z.string().optional() });

export const certificateInfo = z.object({
  valid: z.boolean(),
  revocations: z.array(revocation),
  notBefore: time,
  notAfter: time,
  keyUsage: z.enum(['AUTH', 'SIGN', 'UNKNOWN']),
  serialNumber: z.string(),
  signAlg: z.string(),
  keyUser: z.array(z.enum(Object.keys(keyUsers) as [KeyUser, ...KeyUser[]])),
  publicKey: z.string(),
  signature: z.string(),
  subject: holder,
  issuer: holder,
  reason: why.optional(),
});

const timeStamp = z.object({
  serialNumber: z.string(),
  genTime: time,
  policy: z.string(),
  tsa: z.string(),
  tspHashAlgorithm: z.string(),
  hash: z.string(),
});

const check = z.object({
  name: z.string(),
  status: z.enum(['passed', 'failed', 'indeterminate', 'skipped']),
  reason: z.string().optional(),
  detail: z.string().optional(),
});

const signer = z.object({
  valid: z.boolean(),
  reason: why.optional(),
  checks: z.array(check),
  certificates: z.array(certificateInfo),
  tsp: timeStamp.optional(),
});

const ok = { status: z.literal(200), message: z.literal('OK') };

export const cmsVerifyAnswer = z.object({ ...ok, valid: z.boolean(), reason: why.optional(), signers: z.array(signer) });
export const cmsExtractAnswer = z.object({ ...ok, data: z.string().meta({ description: 'base64' }) });
export const x509InfoAnswer = z.object({ ...ok, valid: z.boolean(), signers: z.array(certificateInfo) });
/** The answer to what cannot be read. */
export const refusal = z.object({ status: z.literal(400), message: z.string(), reason: why });

export type CertificateInfo = z.infer<typeof certificateInfo>;
export type CmsVerifyAnswer = z.infer<typeof cmsVerifyAnswer>;
export type CmsExtractAnswer = z.infer<typeof cmsExtractAnswer>;
export type X509InfoAnswer = z.infer<typeof x509InfoAnswer>;
export type Refusal = z.infer<typeof refusal>;
export type SignerInfo = z.infer<typeof signer>;
export type TimeStampInfo = z.infer<typeof timeStamp>;
export type RevocationInfo = z.infer<typeof revocation>;
export type Why = z.infer<typeof why>;
