import type { PkiTexts } from '../kk/pki.ts';

export const pki: PkiTexts = {};
