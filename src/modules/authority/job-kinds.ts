import { z } from 'zod';
import { jobKind } from '#kit/jobs';

const nothing = z.strictObject({}) as z.ZodType<Record<string, never>>;

/** A full list, and with it a delta list. */
export const publishFullCrl = jobKind('authority.publishFullCrl', nothing);
export const publishDeltaCrl = jobKind('authority.publishDeltaCrl', nothing);
