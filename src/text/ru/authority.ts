import type { AuthorityTexts } from '../kk/authority.ts';

export const authority: AuthorityTexts = {};
