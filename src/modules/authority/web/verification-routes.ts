import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Route } from '#kit/http';
import { refuse } from '../verification/octets.ts';
import { cmsExtractRequest, cmsVerifyRequest, x509InfoRequest } from '../verification/schemas.ts';
import type { Refusal } from '../verification/schemas.ts';
import type { VerificationSettings } from '../verification/settings.ts';
import { extractCms, verifyCms } from '../verification/verify-cms.ts';
import { x509Info } from '../verification/x509-info.ts';

/** Messages in base64: as large as the files that the portal takes, a third more. */
const bodyLimit = 16 << 20;

/** The verification service in NCANode's shape (design/pki.md §6), on the PKI site, for every integrator. */
export function verificationRoutes(settings: VerificationSettings): Route[] {
  const shape = { method: 'POST', access: 'everyone', forMachines: true, bodyLimit } as const;
  return [
    { ...shape, url: '/cms/verify', handler: answering(cmsVerifyRequest, (request) => verifyCms(settings, request)) },
    { ...shape, url: '/cms/extract', handler: answering(cmsExtractRequest, (request) => extractCms(request)) },
    { ...shape, url: '/x509/info', handler: answering(x509InfoRequest, (request) => x509Info(settings, request)) },
  ];
}

type Answer = Refusal | { readonly status: 200 };

/** A request that is not of the schema is refused in the same shape as one that cannot be read. */
function answering<T>(schema: z.ZodType<T>, answer: (request: T) => Answer | Promise<Answer>) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const read = schema.safeParse(request.body);
    const given = read.success
      ? await answer(read.data)
      : refuse('request', 'the request is not understood', issueOf(read.error));
    return reply.status(given.status).header('cache-control', 'no-store').send(given);
  };
}

function issueOf({ issues }: z.ZodError): string {
  const [first] = issues;
  return first === undefined ? '' : `${first.path.join('.')}: ${first.message}`;
}
