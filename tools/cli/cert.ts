import { describeCertificate, describeName } from '#pki';
import type { Certificate } from '#pki';
import { z } from 'zod';
import type { Answer, Command } from './command.ts';
import { certificatesOf, parseRequest, source } from './inputs.ts';

const request = z.object({ cert: source });

function run(json: unknown): Answer {
  const certificates = certificatesOf([parseRequest(request, json).cert]);
  return { valid: true, reason: 'read', checks: [], certificates: certificates.map(fieldsOf) };
}

function fieldsOf(certificate: Certificate): Record<string, unknown> {
  const { publicKey, signed, extensions } = certificate;
  return {
    subject: describeName(certificate.subject),
    ...describeCertificate(certificate),
    version: certificate.version,
    key: `${publicKey.kind} ${publicKey.curve ?? publicKey.bits}`,
    signatureAlgorithm: signed.algorithm.ok ? Object.values(signed.algorithm.value).join(' ') : signed.algorithmOid,
    authority: extensions.basicConstraints?.ca ?? false,
    purpose: certificate.purpose,
    roles: certificate.roles,
  };
}

/** Fields one under the other; lists on one line. */
function describe(answer: Answer): string[] {
  const certificates = answer['certificates'] as Record<string, unknown>[];
  return certificates.flatMap((fields) =>
    Object.entries(fields).map(([name, field]) => `${name}: ${Array.isArray(field) ? field.join(', ') : String(field)}`),
  );
}

/** `cert`: what stands in a certificate; that it can be read says nothing about whether it is valid. */
export const command: Command = { options: {}, subject: { field: 'cert', several: false }, judges: false, run, describe };
