import { z } from 'zod';
import { messageKind } from '#gateway';

/** Names of our systems as the gateway's directory knows them. */
export const systems = { portal: 'portal', workplace: 'workplace', centre: 'centre' } as const;

const id = z.uuid();

/** The signed request on its way to the provider's workplace (step 5). The bytes and the signature travel, so that the other side can check them itself. */
const requestSchema = z.object({
  applicationId: id,
  request: z.base64(),
  cms: z.base64(),
  sha256: z.string(),
  /** Of a request with several signers, all signatures with what proves them, the applicant's too (FRM-9). */
  signatures: z.array(z.object({ iin: z.string(), cms: z.base64(), evidence: z.base64() })).optional(),
});
export type RequestMessage = z.infer<typeof requestSchema>;
export const requestMessage = messageKind('applications.request', requestSchema);

/** What the provider says of a request: registered with a number (step 6). */
export const registrationMessage = messageKind(
  'applications.request',
  z.object({ applicationId: id, number: z.string(), registeredAt: z.iso.datetime(), dueAt: z.iso.datetime() }),
);

/** A change of status that the provider tells the portal, which tells the person (FRM-10). */
export const statusMessage = messageKind(
  'applications.status',
  z.object({
    applicationId: id,
    occasion: z.enum(['considered', 'needsYou', 'extended', 'provided', 'refused', 'complaintAnswered']),
    /** When it happened: what is told is dated by it, however late it arrives. Absent in messages of earlier releases. */
    at: z.iso.datetime().optional(),
    /** Tells apart what happens to one application several times, such as a second extension. */
    occurrence: z.string().optional(),
    reason: z.object({ kk: z.string(), ru: z.string(), en: z.string() }).optional(),
  }),
);
