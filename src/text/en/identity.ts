import type { IdentityTexts } from '../kk/identity.ts';

export const identity: IdentityTexts = {};
