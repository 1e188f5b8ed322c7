import type { FailureTexts } from '../kk/failure.ts';

export const failure: FailureTexts = {};
