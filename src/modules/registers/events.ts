import { z } from 'zod';
import { eventKind } from '#kit/jobs';

/** What a consumer is told about a referral: that there is one, or that it was not handed in in time. */
export const referralTold = eventKind(
  'registers.referral',
  z.object({
    referralId: z.uuid(),
    /** Of the parent. */
    iin: z.string(),
    childName: z.string(),
    institution: z.string(),
    institutionAddress: z.string(),
    number: z.string(),
    /** The last day, `2026-11-27`. */
    until: z.string(),
    happened: z.enum(['issued', 'lapsed']),
  }),
);
