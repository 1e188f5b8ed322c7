import type { SigningTexts } from '../kk/signing.ts';

export const signing: SigningTexts = {};
