import { z } from 'zod';
import { messageKind } from '#gateway';

/** Names of our systems as the gateway's directory knows them. */
export const systems = { portal: 'portal', workplace: 'workplace', centre: 'centre' } as const;

const id = z.uuid();

/** The signed request on its way to the provider's workplace (step 5). The bytes and the signature travel, so that the other side can check them itself. */
export const requestMessage = messageKind(
  'applications.request',
  z.object({ applicationId: id, request: z.base64(), cms: z.base64(), sha256: z.string() }),
);
export type RequestMessage = { applicationId: string; request: string; cms: string; sha256: string };

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
    /** Tells apart what happens to one application several times, such as a second extension. */
    occurrence: z.string().optional(),
    reason: z.object({ kk: z.string(), ru: z.string(), en: z.string() }).optional(),
  }),
);
