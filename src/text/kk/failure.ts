export const failure = {};
export type FailureTexts = typeof failure;
